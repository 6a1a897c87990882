package org.wangchuan.engine.adb.service;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.patience.Deadline;

/** Reads exact numbers of bytes from a stream, with one buffer. Not thread-safe. */
final class StreamInput {
    private final AdbStream stream;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;

    StreamInput(AdbStream stream) {
        this.stream = stream;
    }

    /** Whether nothing comes any more; waits until that is known. */
    boolean atEnd(Deadline deadline) throws AdbException {
        if (at < end) {
            return false;
        }
        int got = stream.read(buffer, 0, buffer.length, deadline);
        at = 0;
        end = Math.max(got, 0);
        return got < 0;
    }

    /** Whether a read would answer or fail at once. */
    boolean readable() {
        return at < end || stream.readable();
    }

    /**
     * As many bytes, least significant first.
     *
     * @throws AdbException {@code ENDED_EARLY} if the phone ends the stream before
     */
    ByteBuffer exactly(int length, Deadline deadline) throws AdbException {
        byte[] out = new byte[length];
        int from = 0;
        while (from < length) {
            from += some(out, from, length - from, deadline);
        }
        return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** At least one byte. */
    int some(byte[] into, int offset, int length, Deadline deadline) throws AdbException {
        if (atEnd(deadline)) {
            throw new AdbException(Code.ENDED_EARLY, "the phone ended a stream, " + length + " bytes short");
        }
        int part = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, part);
        at += part;
        return part;
    }
}
