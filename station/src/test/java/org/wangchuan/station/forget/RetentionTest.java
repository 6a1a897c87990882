package org.wangchuan.station.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.station.home.StationHome;

/** What a law keeps is what the operator has written down, and nothing if nothing is. */
class RetentionTest {
    @TempDir
    Path folder;

    private Retention read(String text) throws Exception {
        StationHome home = new StationHome(folder);
        Files.writeString(Retention.file(home), text);
        return Retention.read(home);
    }

    @Test
    void byDefaultNothingIsKept() throws Exception {
        assertThat(Retention.read(new StationHome(folder))).isEqualTo(Retention.NONE);
        assertThat(Retention.NONE.of(5)).isEmpty();
        assertThat(read("\n# nothing\n")).isEqualTo(Retention.NONE);
        assertThat(read("device-days 0\n")).isEqualTo(Retention.NONE);
    }

    @Test
    void aRuleCountsFromTheClearing() throws Exception {
        Retention rule = read("# law\ndevice-days 1096\n  device-reason  551 art. 17  \nback-up-days 30\n");
        assertThat(rule).isEqualTo(new Retention(1_096, "551 art. 17", OptionalInt.of(30)));
        assertThat(rule.of(1_000)).contains(new KeptDevice(1_000 + 1_096 * 86_400L, "551 art. 17"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device-days 10",
                "device-reason a law",
                "device-days 0\ndevice-reason a law",
                "device-days -1\ndevice-reason a law",
                "device-days 36501\ndevice-reason a law",
                "device-days 1\ndevice-days 1\ndevice-reason a law",
                "device-days",
                "back-up-days many",
                "keep 3"
            })
    void whatIsNotUnderstoodStopsIt(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Retention.MalformedException.class);
    }
}
