package org.wangchuan.engine.apple.wire;

import java.nio.ByteBuffer;
import org.wangchuan.engine.apple.model.AppleFailure;

/** A connection. Not thread-safe. */
public interface Link extends AutoCloseable {
    /**
     * Reads at least one byte.
     *
     * @return how many, or -1 where the other side ended it
     * @throws AppleFailure if none comes in time, or the connection broke
     */
    int read(ByteBuffer into, Deadline deadline) throws AppleFailure;

    /**
     * Writes all of it.
     *
     * @throws AppleFailure if it isn't taken in time, or the connection broke
     */
    void write(ByteBuffer from, Deadline deadline) throws AppleFailure;

    /**
     * Reads exactly so many bytes.
     *
     * @throws AppleFailure also if the connection ends before
     */
    default byte[] readExactly(int count, Deadline deadline) throws AppleFailure {
        ByteBuffer into = ByteBuffer.allocate(count);
        while (into.hasRemaining()) {
            deadline.stepMillis(); // also where bytes keep coming
            if (read(into, deadline) < 0) {
                throw new AppleFailure(AppleFailure.Code.ENDED, "after " + into.position() + " of " + count + " bytes");
            }
        }
        return into.array();
    }

    /** Ends it; never fails, and never waits longer than a second. */
    @Override
    void close();
}
