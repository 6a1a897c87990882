package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One bulk transfer that the kernel works on while this program waits ({@code struct usbdevfs_urb}, linux/usbdevice_fs.h). The memory must
 * live until the request was reaped: the kernel writes into it at any time before.
 *
 * @param memory the structure
 * @param data what is sent, or room for what is received
 */
public record UsbRequest(MemorySegment memory, MemorySegment data) {
    static final long BYTES = 56;
    static final long ENDPOINT_OFFSET = 1;
    static final long STATUS_OFFSET = 4;
    static final long FLAGS_OFFSET = 8;
    static final long BUFFER_OFFSET = 16;
    static final long LENGTH_OFFSET = 24;
    static final long ACTUAL_OFFSET = 28;

    /** USBDEVFS_URB_TYPE_BULK. */
    static final int BULK = 3;

    /** USBDEVFS_URB_ZERO_PACKET: a transfer that fills its last packet is followed by an empty one. */
    static final int ZERO_PACKET = 0x40;

    /**
     * A bulk transfer.
     *
     * @param arena where it lives
     * @param endpoint address, with the direction in its highest bit
     * @param bytes how much is sent or may come, 0 or more
     * @param terminated whether an empty packet is to follow a last packet that is full; for sending only
     */
    public static UsbRequest bulk(Arena arena, int endpoint, int bytes, boolean terminated) {
        MemorySegment data = arena.allocate(Math.max(bytes, 1), Long.BYTES);
        MemorySegment memory = arena.allocate(BYTES, Long.BYTES);
        memory.set(JAVA_BYTE, 0, (byte) BULK);
        memory.set(JAVA_BYTE, ENDPOINT_OFFSET, (byte) endpoint);
        memory.set(JAVA_INT, FLAGS_OFFSET, terminated ? ZERO_PACKET : 0);
        memory.set(ADDRESS, BUFFER_OFFSET, data);
        memory.set(JAVA_INT, LENGTH_OFFSET, bytes);
        return new UsbRequest(memory, data);
    }

    /** What it is known by when it is reaped. */
    public long address() {
        return memory.address();
    }

    /** 0, or a negated errno; once it was reaped. */
    public int status() {
        return memory.get(JAVA_INT, STATUS_OFFSET);
    }

    /** Bytes that were transferred, 0 up to what was asked for; once it was reaped. */
    public int transferred() {
        return Math.clamp(memory.get(JAVA_INT, ACTUAL_OFFSET), 0, memory.get(JAVA_INT, LENGTH_OFFSET));
    }
}
