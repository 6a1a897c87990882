package org.wangchuan.engine.adb.wire;

import java.io.IOException;
import java.time.Duration;

/**
 * The two bulk endpoints of a phone's debugging interface (class FFh, subclass 42h, protocol 01h: AOSP adb.h {@code ADB_CLASS}). Each call
 * is one transfer of USB 2.0, section 5.8.3: it ends when all was moved or with a packet that is shorter than the largest. One thread at a
 * time uses each direction; any thread may close, which ends a transfer that is under way.
 */
public interface BulkPipes extends AutoCloseable {
    /** The answer to a transfer during which nothing at all was moved in time. */
    int NOTHING = -1;

    /** The largest packet of the endpoints in bytes (wMaxPacketSize): 64, 512 or 1024. */
    int packetBytes();

    /**
     * One transfer to the phone; of no bytes, a packet of zero length.
     *
     * @return how many bytes the phone took, or {@link #NOTHING}
     * @throws IOException if the phone went away, stalled, or this was closed
     */
    int write(byte[] bytes, int offset, int length, Duration within) throws IOException;

    /**
     * One transfer from the phone. What it has sent by the end of {@code within} is not lost: it is answered as a short transfer.
     *
     * @param length a multiple of {@link #packetBytes()}, so that no packet is larger than what is left of the buffer
     * @return how many bytes came, 0 for a packet of zero length, or {@link #NOTHING}
     * @throws IOException if the phone went away, stalled, or this was closed
     */
    int read(byte[] buffer, int offset, int length, Duration within) throws IOException;

    /** Lets go of the interface; waits for nobody. May be called more than once. */
    @Override
    void close();
}
