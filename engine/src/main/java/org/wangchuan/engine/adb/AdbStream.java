package org.wangchuan.engine.adb;

import org.wangchuan.engine.patience.Deadline;

/**
 * Bytes to and from one service of a phone. One thread may read while another writes, and any thread may close: that ends both with
 * {@code CLOSED}.
 */
public interface AdbStream extends AutoCloseable {

    /**
     * Reads what there is, and waits if there is nothing. Once the deadline is over nothing is read any more, whatever there is.
     *
     * @return how many bytes, at least 1; -1 if the phone has ended the stream and all was read
     * @throws AdbException {@code TIMEOUT}, {@code GONE}, {@code CLOSED}, {@code PROTOCOL}, {@code INTERRUPTED}
     */
    int read(byte[] buffer, int offset, int length, Deadline deadline) throws AdbException;

    /**
     * Whether {@link #read} would answer or fail at once. A service that fails while it is being sent to says so before all is sent.
     */
    boolean readable();

    /**
     * Sends all of it. That it returns says that it went out, not that the phone did anything with it.
     *
     * @throws AdbException {@code ENDED_EARLY} if the phone has ended the stream, {@code TIMEOUT}, {@code GONE}, {@code CLOSED},
     *     {@code INTERRUPTED}
     */
    void write(byte[] bytes, int offset, int length, Deadline deadline) throws AdbException;

    /** Ends the stream; waits two seconds for a transport that is busy, and for nothing else. */
    @Override
    void close();
}
