package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * What a loop device stands on ({@code struct loop_info64}, linux/loop.h).
 *
 * @param device the device that holds the backing file
 * @param inode the backing file's inode there
 * @param represented the device itself if the backing file is a block device, else 0:0
 * @param offsetBytes where the loop begins in the file
 * @param limitBytes how long it is at most, 0 for up to the end of the file
 */
public record LoopStatus(DeviceNumber device, long inode, DeviceNumber represented, long offsetBytes, long limitBytes) {

    /** sizeof(struct loop_info64). */
    static final long BYTES = 232;

    static final long DEVICE_OFFSET = 0;
    static final long INODE_OFFSET = 8;
    static final long RDEVICE_OFFSET = 16;
    static final long OFFSET_OFFSET = 24;
    static final long LIMIT_OFFSET = 32;

    /** Empty if the device is not a loop, or stands on nothing. */
    public static Optional<LoopStatus> of(Kernel kernel, int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(BYTES, Long.BYTES);
            if (kernel.ioctl(descriptor, Requests.LOOP_GET_STATUS64, raw) < 0) {
                return Optional.empty();
            }
            return Optional.of(new LoopStatus(
                    unpack(raw.get(JAVA_LONG, DEVICE_OFFSET)),
                    raw.get(JAVA_LONG, INODE_OFFSET),
                    unpack(raw.get(JAVA_LONG, RDEVICE_OFFSET)),
                    raw.get(JAVA_LONG, OFFSET_OFFSET),
                    raw.get(JAVA_LONG, LIMIT_OFFSET)));
        }
    }

    /** The kernel's packing of a device number for the outside ({@code new_encode_dev}, linux/kdev_t.h): minor bits on both sides of the major. */
    static DeviceNumber unpack(long packed) {
        return new DeviceNumber(
                (int) (packed >>> 8) & 0xfff, ((int) packed & 0xff) | ((int) (packed >>> 12) & 0xfff00));
    }
}
