package org.wangchuan.engine.adb.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.patience.Deadline;

/**
 * One command under the shell protocol (AOSP shell_protocol.h), whose standard input stays open until it is closed. For one thread. What closes it ends the stream, which
 * the command hears of by the end of its input, and its shell by a SIGHUP.
 */
public final class ShellConversation implements AutoCloseable {
    static final String FEATURE = "shell_v2";

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final int EXIT = 3;
    private static final int CLOSE_INPUT = 4;
    private static final int HEADER_BYTES = 5;

    private final AdbStream stream;
    private final StreamInput input;
    private final long bytesMax;
    private final byte[] buffer = new byte[64 * 1024];
    private long total;

    private ShellConversation(AdbStream stream, long bytesMax) {
        this.stream = stream;
        this.input = new StreamInput(stream);
        this.bytesMax = bytesMax;
    }

    /**
     * Starts a command.
     *
     * @param bytesMax of output and error together
     * @throws AdbException {@code UNSUPPORTED} on a phone without the shell protocol, or as {@link AdbDevice#open}
     */
    public static ShellConversation open(AdbDevice device, ShellCommand command, long bytesMax, Deadline deadline)
            throws AdbException {
        if (!device.banner().has(FEATURE)) {
            throw new AdbException(Code.UNSUPPORTED, "a shell without its protocol");
        }
        return new ShellConversation(device.open("shell,v2,raw:" + command.text(), deadline), bytesMax);
    }

    /** Writes to its standard input. A command that ended at once is no failure: what it printed is still to be read. */
    public void send(byte[] bytes, Deadline deadline) throws AdbException {
        packet(INPUT, bytes, deadline);
    }

    /** Ends its standard input; as {@link #send}. */
    public void closeInput(Deadline deadline) throws AdbException {
        packet(CLOSE_INPUT, new byte[0], deadline);
    }

    private void packet(int kind, byte[] bytes, Deadline deadline) throws AdbException {
        byte[] out = ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        try {
            stream.write(out, 0, out.length, deadline);
        } catch (AdbException e) {
            if (e.code() != Code.ENDED_EARLY) {
                throw e;
            }
        }
    }

    /**
     * Waits for a piece of what it prints, or for its end.
     *
     * @return its exit code; empty if it goes on
     * @throws AdbException {@code LIMIT} if it prints more than it may, {@code ENDED_EARLY} if the phone ends the stream without an exit code, {@code PROTOCOL}, or as
     *     {@link AdbStream#read}
     */
    public OptionalInt next(ShellSink sink, Deadline deadline) throws AdbException {
        ByteBuffer header = input.exactly(HEADER_BYTES, deadline);
        int id = header.get();
        long length = Integer.toUnsignedLong(header.getInt());
        switch (id) {
            case OUTPUT, ERROR -> data(id, length, sink, deadline);
            case EXIT -> {
                if (length != 1) {
                    throw new AdbException(Code.PROTOCOL, "an exit code of " + length + " bytes");
                }
                return OptionalInt.of(input.exactly(1, deadline).get() & 0xff);
            }
            default -> throw new AdbException(Code.PROTOCOL, "kind " + id + " of packet in a shell");
        }
        return OptionalInt.empty();
    }

    private void data(int id, long length, ShellSink sink, Deadline deadline) throws AdbException {
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

    @Override
    public void close() {
        stream.close();
    }
}
