package org.wangchuan.engine.adb.testing;

import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.ShellSink;
import org.wangchuan.engine.adb.service.SyncSession;

/** What goes on without an end and never makes anybody wait. */
public final class Endless {
    private Endless() {}

    /** Commands and files without an end, both ways. */
    public static void runsOut(AdbDevice phone) throws AdbException {
        ShellSink none = new Nothing();
        failing(
                Code.TIMEOUT,
                () -> ShellRunner.exec(phone, ShellCommand.of("yes"), none, Long.MAX_VALUE, Given.impatience()));
        failing(
                Code.TIMEOUT,
                () -> ShellRunner.run(phone, ShellCommand.of("yes"), none, Long.MAX_VALUE, Given.impatience()));
        try (SyncSession files = SyncSession.open(phone, Given.patience())) {
            failing(
                    Code.TIMEOUT,
                    () -> files.receive(
                            "/dev/zero", Long.MAX_VALUE, OutputStream.nullOutputStream(), Given.impatience()));
        }
        try (SyncSession files = SyncSession.open(phone, Given.patience())) {
            InputStream zeros = new InputStream() {
                @Override
                public int read() {
                    return 0;
                }
            };
            failing(
                    Code.TIMEOUT,
                    () -> files.send("/dev/null", 0666, Instant.EPOCH, zeros, _ -> {}, Given.impatience()));
        }
    }

    private static final class Nothing implements ShellSink {
        @Override
        public void output(byte[] bytes, int offset, int length) {
            // it never ends
        }

        @Override
        public void error(byte[] bytes, int offset, int length) {
            // it never ends
        }
    }
}
