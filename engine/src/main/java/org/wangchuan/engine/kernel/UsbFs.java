package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is asked of one USB device that is open as a file of usbfs (linux/usbdevice_fs.h). Each call returns what the kernel does: 0 or a
 * positive value, or a negated errno. Thread-safe as far as the kernel is, which is entirely; the descriptor must stay open meanwhile.
 *
 * @param kernel what is asked
 * @param descriptor of the device's file, open for reading and writing
 */
public record UsbFs(Kernel kernel, int descriptor) {
    static final long CONTROL = 0xc0185500L;
    static final long GET_DRIVER = 0x41045508L;
    static final long SUBMIT = 0x8038550aL;
    static final long DISCARD = 0x550bL;
    static final long REAP_NOW = 0x4008550dL;
    static final long CLAIM = 0x8004550fL;
    static final long RELEASE = 0x80045510L;
    static final long INTERFACE_REQUEST = 0xc0105512L;
    static final long RESET = 0x5514L;
    static final long CLEAR_HALT = 0x80045515L;
    static final long CONNECT = 0x5517L;
    static final long DISCONNECT_CLAIM = 0x8108551bL;

    /** struct usbdevfs_ctrltransfer. */
    static final long CONTROL_BYTES = 24;

    static final long CONTROL_REQUEST_OFFSET = 1;
    static final long CONTROL_VALUE_OFFSET = 2;
    static final long CONTROL_INDEX_OFFSET = 4;
    static final long CONTROL_LENGTH_OFFSET = 6;
    static final long CONTROL_TIMEOUT_OFFSET = 8;
    static final long CONTROL_DATA_OFFSET = 16;

    /** struct usbdevfs_getdriver. */
    static final long DRIVER_BYTES = 260;

    static final long DRIVER_NAME_OFFSET = 4;

    /** struct usbdevfs_disconnect_claim. */
    static final long DISCONNECT_CLAIM_BYTES = 264;

    static final long DISCONNECT_FLAGS_OFFSET = 4;
    static final long DISCONNECT_DRIVER_OFFSET = 8;

    /** Leave it with whoever has it if the driver is the one that is named. */
    static final int EXCEPT_DRIVER = 2;

    /** struct usbdevfs_ioctl. */
    static final long INTERFACE_REQUEST_BYTES = 16;

    static final long INTERFACE_REQUEST_CODE_OFFSET = 4;
    static final long INTERFACE_REQUEST_DATA_OFFSET = 8;

    /** What another program has through usbfs, too, has this for a driver. */
    private static final byte[] USBFS = "usbfs".getBytes(StandardCharsets.US_ASCII);

    /** Takes an interface; EBUSY if a driver or another program has it. */
    public int claim(int number) {
        return withNumber(CLAIM, number);
    }

    /**
     * Takes an interface from a driver of the kernel, in one step; EBUSY if another program has it.
     *
     * @return 0, or a negated errno
     */
    public int disconnectAndClaim(int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(DISCONNECT_CLAIM_BYTES, Integer.BYTES);
            raw.set(JAVA_INT, 0, number);
            raw.set(JAVA_INT, DISCONNECT_FLAGS_OFFSET, EXCEPT_DRIVER);
            MemorySegment.copy(USBFS, 0, raw, JAVA_BYTE, DISCONNECT_DRIVER_OFFSET, USBFS.length);
            return kernel.ioctl(descriptor, DISCONNECT_CLAIM, raw);
        }
    }

    /** Gives an interface back. */
    public int release(int number) {
        return withNumber(RELEASE, number);
    }

    /** Lets the kernel look for a driver for an interface that nobody has. */
    public int connect(int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(INTERFACE_REQUEST_BYTES, Long.BYTES);
            raw.set(JAVA_INT, 0, number);
            raw.set(JAVA_INT, INTERFACE_REQUEST_CODE_OFFSET, (int) CONNECT);
            return kernel.ioctl(descriptor, INTERFACE_REQUEST, raw);
        }
    }

    /** The driver that has an interface, "usbfs" for a program; empty if there is none, or it can't be told. */
    public Optional<String> driver(int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(DRIVER_BYTES, Integer.BYTES);
            raw.set(JAVA_INT, 0, number);
            if (kernel.ioctl(descriptor, GET_DRIVER, raw) < 0) {
                return Optional.empty();
            }
            int length = 0;
            while (DRIVER_NAME_OFFSET + length < DRIVER_BYTES && raw.get(JAVA_BYTE, DRIVER_NAME_OFFSET + length) != 0) {
                length++;
            }
            byte[] name = raw.asSlice(DRIVER_NAME_OFFSET, length).toArray(JAVA_BYTE);
            return Optional.of(new String(name, StandardCharsets.US_ASCII));
        }
    }

    /**
     * One control transfer. It can't be ended by another thread.
     *
     * @param setup the eight bytes of USB 2.0, 9.3, of which the last two are taken from {@code data}
     * @param data what is sent, or room for what is answered; at most 4096 bytes
     * @param timeoutMillis milliseconds, 1 or more
     * @return bytes transferred, or a negated errno
     */
    public int control(UsbSetup setup, MemorySegment data, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(CONTROL_BYTES, Long.BYTES);
            raw.set(JAVA_BYTE, 0, (byte) setup.requestType());
            raw.set(JAVA_BYTE, CONTROL_REQUEST_OFFSET, (byte) setup.request());
            raw.set(JAVA_SHORT, CONTROL_VALUE_OFFSET, (short) setup.value());
            raw.set(JAVA_SHORT, CONTROL_INDEX_OFFSET, (short) setup.index());
            raw.set(JAVA_SHORT, CONTROL_LENGTH_OFFSET, (short) data.byteSize());
            raw.set(JAVA_INT, CONTROL_TIMEOUT_OFFSET, timeoutMillis);
            raw.set(ADDRESS, CONTROL_DATA_OFFSET, data);
            return kernel.ioctl(descriptor, CONTROL, raw);
        }
    }

    /** Hands a request to the kernel, which keeps its memory until it is reaped. */
    public int submit(UsbRequest request) {
        return kernel.ioctl(descriptor, SUBMIT, request.memory());
    }

    /** Ends a request, which is then reaped like any other; EINVAL if it has come back already. */
    public int discard(UsbRequest request) {
        return kernel.ioctl(descriptor, DISCARD, request.memory());
    }

    /** The address of a request that has come back, EAGAIN (negated) if none has. */
    public long reapNow() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(JAVA_LONG);
            int returned = kernel.ioctl(descriptor, REAP_NOW, place);
            return returned < 0 ? returned : place.get(JAVA_LONG, 0);
        }
    }

    /** Ends a stall on both sides (USB 2.0, 9.4.5). */
    public int clearHalt(int endpoint) {
        return withNumber(CLEAR_HALT, endpoint);
    }

    /** Resets the device; it keeps its address if it is the same afterwards, and is gone otherwise. */
    public int reset() {
        return kernel.ioctl(descriptor, RESET, MemorySegment.NULL);
    }

    private int withNumber(long request, int number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(JAVA_INT);
            raw.set(JAVA_INT, 0, number);
            return kernel.ioctl(descriptor, request, raw);
        }
    }
}
