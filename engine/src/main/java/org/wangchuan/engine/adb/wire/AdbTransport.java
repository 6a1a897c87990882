package org.wangchuan.engine.adb.wire;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.patience.Deadline;

/**
 * Carries packets to and from one phone. One thread at a time sends and one receives, not always the same; any thread may close, which
 * ends a send or receive that is blocked, with {@code CLOSED}. An interrupt ends neither: it is kept for later.
 */
public interface AdbTransport extends AutoCloseable {

    /**
     * Sends a whole packet.
     *
     * @throws AdbException {@code TIMEOUT}, {@code GONE} or {@code CLOSED}; a part of it may have gone out, so that the transport is of
     *     no use any more
     */
    void send(AdbPacket packet, Deadline deadline) throws AdbException;

    /**
     * Receives a whole packet.
     *
     * @param idle how long to wait for its first byte
     * @param whole how long it may take from then on
     * @return the packet; empty if none began within {@code idle}, after which this may be called again
     * @throws AdbException {@code PROTOCOL} for what is no packet, {@code TIMEOUT} for one that began and did not end, {@code GONE} or
     *     {@code CLOSED}; the transport is of no use any more
     */
    Optional<AdbPacket> receive(Duration idle, Duration whole) throws AdbException;

    /** Lets go of the phone; waits for nobody. May be called more than once. */
    @Override
    void close();
}
