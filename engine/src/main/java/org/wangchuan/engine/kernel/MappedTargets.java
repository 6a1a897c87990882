package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a device-mapper device is made of, from DM_TABLE_STATUS ({@code struct dm_ioctl}, {@code struct dm_target_spec}, linux/dm-ioctl.h).
 *
 * <p>Asks for the status of each target, not for its table: the table of an encrypted volume holds the key.
 */
public final class MappedTargets {

    /** The kinds of target, or why they are not known. */
    public sealed interface Answer {}

    /** Every target of the table in use, one or more. */
    public record Told(List<Target> targets) implements Answer {
        public Told {
            targets = List.copyOf(targets);
        }
    }

    /** The device mapper doesn't say, or says nonsense. */
    public record Untold(String reason) implements Answer {}

    /**
     * One target.
     *
     * @param type such as {@code linear}
     * @param status what the target tells of itself, often nothing
     */
    public record Target(String type, String status) {}

    /** sizeof(struct dm_ioctl), and where the kernel begins to answer. */
    static final long BYTES = 312;

    static final long VERSION_OFFSET = 0;
    static final long DATA_SIZE_OFFSET = 12;
    static final long DATA_START_OFFSET = 16;
    static final long TARGET_COUNT_OFFSET = 20;
    static final long FLAGS_OFFSET = 28;
    static final long DEVICE_OFFSET = 40;

    /** sizeof(struct dm_target_spec); the status follows, ending in a 0. */
    static final long TARGET_BYTES = 40;

    static final long NEXT_OFFSET = 20;
    static final long TYPE_OFFSET = 24;

    /** DM_VERSION_MAJOR; with minor 0 every kernel since 2.6 answers. */
    static final int VERSION_MAJOR = 4;

    /** DM_BUFFER_FULL_FLAG: there is more than there was room for. */
    static final int BUFFER_FULL = 1 << 8;

    /** DM_NOFLUSH_FLAG: a pool does not write its metadata because somebody asks. */
    static final int NO_FLUSH = 1 << 11;

    /** Thousands of targets: volumes have a few, and those who have more are not told. */
    private static final long BUFFER_BYTES = 1 << 18;

    private MappedTargets() {}

    /**
     * Asks about the device with this number.
     *
     * @param control normally /dev/mapper/control
     */
    public static Answer of(Kernel kernel, String control, DeviceNumber device) {
        int descriptor = kernel.open(control, OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return new Untold(control + ": " + Errno.describe(descriptor));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(BUFFER_BYTES, Long.BYTES);
            raw.set(JAVA_INT, VERSION_OFFSET, VERSION_MAJOR);
            raw.set(JAVA_INT, DATA_SIZE_OFFSET, (int) BUFFER_BYTES);
            raw.set(JAVA_INT, DATA_START_OFFSET, (int) BYTES);
            raw.set(JAVA_INT, FLAGS_OFFSET, NO_FLUSH);
            raw.set(JAVA_LONG, DEVICE_OFFSET, pack(device));
            int returned = kernel.ioctl(descriptor, Requests.DM_TABLE_STATUS, raw);
            return returned < 0 ? new Untold(Errno.describe(returned)) : read(raw);
        } finally {
            kernel.close(descriptor);
        }
    }

    private static Answer read(MemorySegment raw) {
        if ((raw.get(JAVA_INT, FLAGS_OFFSET) & BUFFER_FULL) != 0) {
            return new Untold("more than " + BUFFER_BYTES + " bytes of targets");
        }
        long start = Integer.toUnsignedLong(raw.get(JAVA_INT, DATA_START_OFFSET));
        long count = Integer.toUnsignedLong(raw.get(JAVA_INT, TARGET_COUNT_OFFSET));
        if (start < BYTES || start % Long.BYTES != 0 || count == 0) {
            return new Untold(count + " targets from byte " + start);
        }
        List<Target> targets = new ArrayList<>();
        long at = start;
        for (long i = 0; i < count; i++) {
            if (at + TARGET_BYTES >= BUFFER_BYTES) {
                return new Untold("target " + i + " of " + count + " lies outside of the answer");
            }
            targets.add(new Target(
                    text(raw.asSlice(at + TYPE_OFFSET, TARGET_BYTES - TYPE_OFFSET)),
                    text(raw.asSlice(at + TARGET_BYTES))));
            long next = start + Integer.toUnsignedLong(raw.get(JAVA_INT, at + NEXT_OFFSET));
            if (next <= at || next % Long.BYTES != 0) {
                return new Untold("target " + i + " of " + count + " is followed by one at byte " + next);
            }
            at = next;
        }
        return new Told(targets);
    }

    /** Up to a 0 or to the end, one character for each byte: what is unknown only has to be another word. */
    private static String text(MemorySegment raw) {
        long length = 0;
        while (length < raw.byteSize() && raw.get(JAVA_BYTE, length) != 0) {
            length++;
        }
        byte[] bytes = raw.asSlice(0, length).toArray(JAVA_BYTE);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** {@code huge_encode_dev}, linux/kdev_t.h; the opposite of {@link LoopStatus#unpack}. */
    static long pack(DeviceNumber device) {
        long minor = device.minor();
        return (minor & 0xff) | ((long) device.major() << 8) | ((minor & ~0xffL) << 12);
    }
}
