package org.wangchuan.engine.adb.service;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
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
    private static final String SHELL_V2 = "shell_v2";
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final int EXIT = 3;
    private static final int CLOSE_INPUT = 4;
    private static final int HEADER_BYTES = 5;
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
        boolean apart = device.banner().has(SHELL_V2);
        String service = apart ? "shell,v2,raw:" + command.text() : "shell:" + command.text() + NO_INPUT;
        try (AdbStream stream = device.open(service, deadline)) {
            if (!apart) {
                copy(stream, sink, bytesMax, deadline);
                return OptionalInt.empty();
            }
            return new Apart(stream, sink, bytesMax, deadline).run();
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

    /** One command under the shell protocol. */
    private static final class Apart {
        private final AdbStream stream;
        private final StreamInput input;
        private final ShellSink sink;
        private final long bytesMax;
        private final Deadline deadline;
        private final byte[] buffer = new byte[64 * 1024];
        private long total;

        Apart(AdbStream stream, ShellSink sink, long bytesMax, Deadline deadline) {
            this.stream = stream;
            this.input = new StreamInput(stream);
            this.sink = sink;
            this.bytesMax = bytesMax;
            this.deadline = deadline;
        }

        OptionalInt run() throws AdbException {
            closeInput();
            while (true) {
                ByteBuffer header = input.exactly(HEADER_BYTES, deadline);
                int id = header.get();
                long length = Integer.toUnsignedLong(header.getInt());
                switch (id) {
                    case OUTPUT, ERROR -> data(id, length);
                    case EXIT -> {
                        if (length != 1) {
                            throw new AdbException(Code.PROTOCOL, "an exit code of " + length + " bytes");
                        }
                        return OptionalInt.of(input.exactly(1, deadline).get() & 0xff);
                    }
                    default -> throw new AdbException(Code.PROTOCOL, "kind " + id + " of packet in a shell");
                }
            }
        }

        /** A command that ended at once is no failure: what it printed is still to be read. */
        private void closeInput() throws AdbException {
            try {
                stream.write(new byte[] {CLOSE_INPUT, 0, 0, 0, 0}, 0, HEADER_BYTES, deadline);
            } catch (AdbException e) {
                if (e.code() != Code.ENDED_EARLY) {
                    throw e;
                }
            }
        }

        private void data(int id, long length) throws AdbException {
            total += length;
            if (total > bytesMax) {
                throw new AdbException(Code.LIMIT, "a command printed more than " + bytesMax + " bytes");
            }
            long left = length;
            while (left > 0) {
                int got = input.some(buffer, 0, (int) Math.min(left, buffer.length), deadline);
                left -= got;
                if (id == OUTPUT) {
                    sink.output(buffer, 0, got);
                } else {
                    sink.error(buffer, 0, got);
                }
            }
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
