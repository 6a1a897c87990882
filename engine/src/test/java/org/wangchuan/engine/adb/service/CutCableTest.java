package org.wangchuan.engine.adb.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.adb.testing.Given;

/** The real adbd is killed, or its cable pulled, while much goes on. */
@Timeout(120)
class CutCableTest {
    @TempDir
    Path folder;

    @Test
    void whenAdbdIsKilledEverythingEndsWithAClearError() throws Exception {
        try (Adbd adbd = Adbd.start(folder);
                AdbConnection phone = Connecting.to(adbd.address());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<CountDownLatch> going =
                    Stream.generate(() -> new CountDownLatch(1)).limit(4).toList();
            List<Future<AdbException>> ends = new ArrayList<>();
            ends.add(threads.submit(ending(() -> ShellRunner.run(
                    phone,
                    ShellCommand.of("sh", "-c", "echo begun; sleep 300"),
                    telling(going.get(0)),
                    1000,
                    Given.patience()))));
            ends.add(threads.submit(ending(() -> {
                try (SyncSession files = SyncSession.open(phone, Given.patience())) {
                    return files.receive("/dev/zero", Long.MAX_VALUE, counting(going.get(1)), Given.patience());
                }
            })));
            ends.add(threads.submit(ending(() -> {
                try (SyncSession files = SyncSession.open(phone, Given.patience())) {
                    RealAdbdTest.CountingZeros zeros = new RealAdbdTest.CountingZeros();
                    return files.send(
                            "/dev/null",
                            0666,
                            Instant.EPOCH,
                            zeros,
                            _ -> going.get(2).countDown(),
                            Given.patience());
                }
            })));
            ends.add(threads.submit(ending(() -> ShellRunner.exec(
                    phone, ShellCommand.of("yes"), telling(going.get(3)), Long.MAX_VALUE, Given.patience()))));
            for (CountDownLatch begun : going) {
                begun.await();
            }
            adbd.kill();
            for (Future<AdbException> end : ends) {
                assertThat(end.get().code()).isEqualTo(Code.GONE);
            }
            failing(Code.GONE, () -> phone.open("shell:id", Given.patience()));
        }
    }

    @Test
    void whenNothingAnswersAnyMoreTheTimeRunsOut() throws Exception {
        try (Adbd adbd = Adbd.start(folder);
                AdbConnection phone = Connecting.to(adbd.address())) {
            assertThat(RealAdbdTest.run(phone, "getprop", "ro.crypto.state").output())
                    .isEqualTo("encrypted\n");
            adbd.pull();
            failing(Code.TIMEOUT, () -> phone.open("shell:id", Given.impatience()));
        }
    }

    private static ShellSink telling(CountDownLatch going) {
        return new ShellSink() {
            @Override
            public void output(byte[] bytes, int offset, int length) {
                going.countDown();
            }

            @Override
            public void error(byte[] bytes, int offset, int length) {
                going.countDown();
            }
        };
    }

    private static OutputStream counting(CountDownLatch going) {
        return new OutputStream() {
            @Override
            public void write(int one) {
                going.countDown();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                going.countDown();
            }
        };
    }

    private static Callable<AdbException> ending(Callable<?> call) {
        return () -> {
            try {
                call.call();
            } catch (AdbException e) {
                return e;
            }
            throw new AssertionError("it did not fail");
        };
    }
}
