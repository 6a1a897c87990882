package org.wangchuan.engine.adb.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.patience.Deadline;

/** Gathers the messages of a file that is sent, several in one packet, so that a phone is not waited for after each. Not thread-safe. */
final class SyncOutput {
    private static final int MESSAGES = 4;

    private final SyncWire wire;
    private final byte[] bytes = new byte[MESSAGES * (SyncWire.HEAD_BYTES + SyncWire.DATA_BYTES_MAX)];
    private final ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    SyncOutput(SyncWire wire) {
        this.wire = wire;
    }

    /**
     * Adds some of a file; there must be room.
     *
     * @return how many bytes; -1 at its end, with nothing added
     */
    int data(InputStream from) throws AdbException {
        try {
            int at = out.position() + SyncWire.HEAD_BYTES;
            int got = from.readNBytes(bytes, at, SyncWire.DATA_BYTES_MAX);
            if (got == 0) {
                return -1;
            }
            out.putInt(SyncWire.id("DATA")).putInt(got).position(at + got);
            return got;
        } catch (IOException e) {
            throw new AdbException(Code.LOCAL, "what was to be sent can't be read", e);
        }
    }

    /** Adds the end, with the time that the file is given. */
    void done(Instant modified) {
        out.putInt(SyncWire.id("DONE")).putInt((int) Math.clamp(modified.getEpochSecond(), 0, 0xffffffffL));
    }

    /** Whether another message might not fit. */
    boolean full() {
        return out.remaining() < SyncWire.HEAD_BYTES + SyncWire.DATA_BYTES_MAX;
    }

    void flush(Deadline deadline) throws AdbException {
        wire.write(bytes, out.position(), deadline);
        out.clear();
    }
}
