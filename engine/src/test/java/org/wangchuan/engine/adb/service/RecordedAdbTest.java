package org.wangchuan.engine.adb.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Exchanges;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.RecordAdb;
import org.wangchuan.engine.adb.testing.RecordingProxy.Recorded;
import org.wangchuan.engine.adb.testing.ReplayedPhone;

/** What a real adbd said to a real adb, said to our client: also on a machine that has neither. */
@Timeout(60)
class RecordedAdbTest {
    private static final int BYTES_MAX = 1_000;

    @Test
    void ourClientUnderstandsWhatWasSaidToTheRealOne() throws Exception {
        List<String> faults = new ArrayList<>();
        try (ReplayedPhone replayed = ReplayedPhone.of(Exchanges.read("adb.exchange"));
                AdbConnection phone = Connecting.to(replayed.address())) {
            assertThat(phone.banner().features()).contains("shell_v2", "ls_v2");
            ShellOutput shell = ShellRunner.run(
                    phone, ShellCommand.of("sh", "-c", "echo out; echo err >&2; exit 3"), BYTES_MAX, Given.patience());
            assertThat(shell.output()).isEqualTo("out\n");
            assertThat(shell.error()).isEqualTo("err\n");
            assertThat(shell.succeeded()).isFalse();
            ByteArrayOutputStream came = new ByteArrayOutputStream();
            ShellRunner.exec(phone, ShellCommand.of("printf", "x y"), into(came), BYTES_MAX, Given.patience());
            assertThat(came.toString(StandardCharsets.US_ASCII)).isEqualTo("x y");
            try (SyncSession files = SyncSession.open(phone, Given.patience())) {
                assertThat(files.list(RecordAdb.LISTED, 10, Given.patience()))
                        .filteredOn(entry -> entry.name().equals("file"))
                        .singleElement()
                        .satisfies(
                                entry -> assertThat(entry.status().sizeBytes()).isEqualTo("twelve bytes".length()));
            }
            faults.addAll(replayed.faults());
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void nothingInItIsAKeyOrNamesAMachine() throws Exception {
        List<Recorded> all = Exchanges.read("adb.exchange");
        assertThat(all)
                .hasSizeGreaterThan(10)
                .noneMatch(each -> each.packet().command().equals("AUTH"))
                .noneMatch(each -> each.packet().body().contains("@"));
    }

    private static ShellSink into(ByteArrayOutputStream came) {
        return new ShellSink() {
            @Override
            public void output(byte[] bytes, int offset, int length) {
                came.write(bytes, offset, length);
            }

            @Override
            public void error(byte[] bytes, int offset, int length) {
                came.write(bytes, offset, length);
            }
        };
    }
}
