package org.wangchuan.engine.usb.io;

import org.wangchuan.engine.patience.Deadline;

/**
 * A pair of bulk endpoints, one for each direction. On USB the borders between transfers carry meaning: what is written in one call is one
 * transfer, and what one call reads is at most one. One thread may write while another reads; two that write at once, or two that read,
 * wait for nothing but get each other's order. Every call ends at its deadline, when the device is unplugged, or by {@link #end}.
 */
public interface BulkPipe {

    /** The most bytes of one transfer, either way. */
    int TRANSFER_BYTES_MAX = 1 << 20;

    /**
     * Sends one transfer, which ends with its last byte: where that fills a packet, the device has to know from elsewhere that it was the
     * last (fastboot).
     *
     * @param transfer 0 to {@link #TRANSFER_BYTES_MAX} bytes; none makes an empty packet
     * @throws UsbException if not all of it was taken in time; then it is unknown how much was
     */
    void write(byte[] transfer, Deadline deadline) throws UsbException;

    /**
     * Sends one transfer, and an empty packet after it where its last byte fills a packet (ADB, MTP).
     *
     * @param transfer 1 to {@link #TRANSFER_BYTES_MAX} bytes
     * @throws UsbException as for {@link #write}
     */
    void writeTerminated(byte[] transfer, Deadline deadline) throws UsbException;

    /**
     * Receives at most one transfer, up to its end (a packet that is not full) or up to as many whole packets as {@code most} bytes take.
     *
     * @param most 1 to {@link #TRANSFER_BYTES_MAX} bytes
     * @return what came; none for an empty packet, which ends a transfer that an earlier call has read up to its last full packet
     * @throws UsbException with {@code too-long} if more than {@code most} bytes came in the last packet: they are lost
     */
    byte[] read(int most, Deadline deadline) throws UsbException;

    /** The most bytes of one packet that is sent, 1 or more. */
    int writePacketBytes();

    /** The most bytes of one packet that is received, 1 or more. */
    int readPacketBytes();

    /** Ends a stall of both endpoints. */
    void clearHalt() throws UsbException;

    /** Ends all calls that wait, and all that follow, with {@code ended}. By any thread, at any time, more than once. */
    void end();
}
