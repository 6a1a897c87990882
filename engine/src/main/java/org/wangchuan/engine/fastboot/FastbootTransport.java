package org.wangchuan.engine.fastboot;

import org.wangchuan.engine.patience.Deadline;

/** Carries whole messages to and from a boot loader. For one thread at a time, but closed by any. */
public interface FastbootTransport extends AutoCloseable {

    /** Sends one message. */
    void send(byte[] message, Deadline deadline) throws FastbootException;

    /**
     * Receives one message.
     *
     * @param most bytes of it, 1 or more
     * @throws FastbootException {@code too-long} if it is longer
     */
    byte[] receive(int most, Deadline deadline) throws FastbootException;

    /** Ends whatever waits. */
    @Override
    void close();
}
