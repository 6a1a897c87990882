package org.wangchuan.engine.adb.service;

import java.io.ByteArrayOutputStream;
import java.util.OptionalInt;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.patience.Deadline;

/**
 * Runs commands in a phone's shell. With the feature {@code shell_v2} (Android 7 and later) output, error and exit code come apart (AOSP
 * shell_protocol.h, daemon/shell_service.cpp); without it they don't, and no exit code is made up. A command finds its standard input at
 * its end: without the shell protocol that can't be told, so that the shell is asked to give it nothing. Stateless.
 */
public final class ShellRunner {
    private static final String NO_INPUT = " </dev/null";

    private ShellRunner() {}

    /**
     * Runs a command and keeps what it prints.
     *
     * @param bytesMax of output and error together
     * @throws AdbException {@code LIMIT} if it prints more, {@code ENDED_EARLY} if a phone with the shell protocol ends the stream without
     *     an exit code, {@code PROTOCOL}, or as {@link AdbDevice#open} and {@link AdbStream#read}; the command may have run all the same
     */
    public static ShellOutput run(AdbDevice device, ShellCommand command, int bytesMax, Deadline deadline)
            throws AdbException {
        Kept kept = new Kept();
        OptionalInt exitCode = run(device, command, kept, bytesMax, deadline);
        return ShellOutput.of(kept.output.toByteArray(), kept.error.toByteArray(), exitCode);
    }

    /**
     * Runs a command and hands on what it prints; exceptions as above.
     *
     * @param bytesMax of output and error together
     * @return its exit code; empty if the phone doesn't tell
     */
    public static OptionalInt run(
            AdbDevice device, ShellCommand command, ShellSink sink, long bytesMax, Deadline deadline)
            throws AdbException {
        if (!device.banner().has(ShellConversation.FEATURE)) {
            try (AdbStream stream = device.open("shell:" + command.text() + NO_INPUT, deadline)) {
                copy(stream, sink, bytesMax, deadline);
                return OptionalInt.empty();
            }
        }
        try (ShellConversation shell = ShellConversation.open(device, command, bytesMax, deadline)) {
            shell.closeInput(deadline);
            OptionalInt code = OptionalInt.empty();
            while (code.isEmpty()) {
                code = shell.next(sink, deadline);
            }
            return code;
        }
    }

    /**
     * Runs a command and hands on its standard output byte by byte as it was printed ({@code exec:}; AOSP SERVICES.TXT). How it ended is not
     * told.
     *
     * @param bytesMax of output
     * @return how many bytes came
     */
    public static long exec(AdbDevice device, ShellCommand command, ShellSink sink, long bytesMax, Deadline deadline)
            throws AdbException {
        try (AdbStream stream = device.open("exec:" + command.text() + NO_INPUT, deadline)) {
            return copy(stream, sink, bytesMax, deadline);
        }
    }

    private static long copy(AdbStream stream, ShellSink sink, long bytesMax, Deadline deadline) throws AdbException {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        while (true) {
            int got = stream.read(buffer, 0, buffer.length, deadline);
            if (got < 0) {
                return total;
            }
            total += got;
            if (total > bytesMax) {
                throw new AdbException(Code.LIMIT, "a command printed more than " + bytesMax + " bytes");
            }
            sink.output(buffer, 0, got);
        }
    }

    private static final class Kept implements ShellSink {
        private final ByteArrayOutputStream output = new ByteArrayOutputStream();
        private final ByteArrayOutputStream error = new ByteArrayOutputStream();

        @Override
        public void output(byte[] bytes, int offset, int length) {
            output.write(bytes, offset, length);
        }

        @Override
        public void error(byte[] bytes, int offset, int length) {
            error.write(bytes, offset, length);
        }
    }
}
