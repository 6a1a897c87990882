package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The answer of statx(2) ({@code struct statx}, linux/stat.h).
 *
 * @param mode type and permission bits (linux/stat.h {@code S_IF*})
 * @param links number of names that the inode has
 * @param inode inode number within {@code device}
 * @param sizeBytes size of a regular file
 * @param allocatedBytes space that the file occupies
 * @param represented the device that a device file stands for
 * @param device the device that holds the file
 * @param bornMicros when the inode was made, in microseconds since 1970; 0 where the file system does not say
 * @param modifiedNanos when its contents were last written, in nanoseconds since 1970
 * @param changedNanos when its contents or anything that is kept of it were last changed, in nanoseconds since 1970; nobody can set it back
 * @param directMemoryAlignment bytes, 0 if direct I/O is not possible or not known
 * @param directOffsetAlignment bytes, 0 if direct I/O is not possible or not known
 */
public record FileStatus(
        int mode,
        long links,
        long inode,
        long sizeBytes,
        long allocatedBytes,
        DeviceNumber represented,
        DeviceNumber device,
        long bornMicros,
        long modifiedNanos,
        long changedNanos,
        int directMemoryAlignment,
        int directOffsetAlignment) {

    /** sizeof(struct statx). */
    public static final long BYTES = 256;

    /** linux/fcntl.h. */
    public static final int AT_FDCWD = -100;

    public static final int AT_EMPTY_PATH = 0x1000;

    public static final int AT_STATX_DONT_SYNC = 0x4000;

    /** linux/stat.h. */
    public static final int STATX_BASIC_STATS = 0x7ff;

    public static final int STATX_BTIME = 0x800;

    public static final int STATX_DIOALIGN = 0x2000;

    static final long MASK_OFFSET = 0x00;
    static final long LINKS_OFFSET = 0x10;
    static final long MODE_OFFSET = 0x1c;
    static final long INODE_OFFSET = 0x20;
    static final long SIZE_OFFSET = 0x28;
    static final long BLOCKS_OFFSET = 0x30;
    static final long BTIME_SECONDS_OFFSET = 0x50;
    static final long BTIME_NANOS_OFFSET = 0x58;
    static final long CTIME_SECONDS_OFFSET = 0x60;
    static final long CTIME_NANOS_OFFSET = 0x68;
    static final long MTIME_SECONDS_OFFSET = 0x70;
    static final long MTIME_NANOS_OFFSET = 0x78;
    static final long RDEV_OFFSET = 0x80;
    static final long DEV_OFFSET = 0x88;
    static final long DIRECT_MEMORY_OFFSET = 0x98;
    static final long DIRECT_OFFSET_OFFSET = 0x9c;

    private static final int S_IFMT = 0xf000;

    /** What kind of thing an inode is (linux/stat.h {@code S_IF*}). */
    public enum Type {
        REGULAR,
        FOLDER,
        BLOCK_DEVICE,
        CHARACTER_DEVICE,
        SYMBOLIC_LINK,
        OTHER
    }

    public Type type() {
        return switch (mode & S_IFMT) {
            case 0x8000 -> Type.REGULAR;
            case 0x4000 -> Type.FOLDER;
            case 0x6000 -> Type.BLOCK_DEVICE;
            case 0x2000 -> Type.CHARACTER_DEVICE;
            case 0xa000 -> Type.SYMBOLIC_LINK;
            default -> Type.OTHER;
        };
    }

    /** The status of an answer, or an errno. */
    public sealed interface Answer {}

    /** The kernel answered. */
    public record Known(FileStatus status) implements Answer {}

    /** The kernel refused with {@code -errno}. */
    public record Failed(int negatedErrno) implements Answer {}

    /** Of what {@code path} leads to, symbolic links followed. */
    public static Answer ofPath(Kernel kernel, String path) {
        return of(kernel, AT_FDCWD, path, 0);
    }

    /** The same from what the kernel knows already, without asking a server that may not answer. */
    public static Answer ofPathAtHand(Kernel kernel, String path) {
        return of(kernel, AT_FDCWD, path, AT_STATX_DONT_SYNC);
    }

    /** Of what is open as {@code descriptor}. */
    public static Answer ofDescriptor(Kernel kernel, int descriptor) {
        return of(kernel, descriptor, "", AT_EMPTY_PATH);
    }

    private static Answer of(Kernel kernel, int descriptor, String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(BYTES, Long.BYTES);
            int returned =
                    kernel.statx(descriptor, path, flags, STATX_BASIC_STATS | STATX_BTIME | STATX_DIOALIGN, result);
            return returned < 0 ? new Failed(returned) : new Known(decode(result));
        }
    }

    private static FileStatus decode(MemorySegment raw) {
        return new FileStatus(
                Short.toUnsignedInt(raw.get(JAVA_SHORT, MODE_OFFSET)),
                Integer.toUnsignedLong(raw.get(JAVA_INT, LINKS_OFFSET)),
                raw.get(JAVA_LONG, INODE_OFFSET),
                raw.get(JAVA_LONG, SIZE_OFFSET),
                raw.get(JAVA_LONG, BLOCKS_OFFSET) * 512,
                new DeviceNumber(raw.get(JAVA_INT, RDEV_OFFSET), raw.get(JAVA_INT, RDEV_OFFSET + 4)),
                new DeviceNumber(raw.get(JAVA_INT, DEV_OFFSET), raw.get(JAVA_INT, DEV_OFFSET + 4)),
                bornMicros(raw),
                nanos(raw, MTIME_SECONDS_OFFSET, MTIME_NANOS_OFFSET),
                nanos(raw, CTIME_SECONDS_OFFSET, CTIME_NANOS_OFFSET),
                raw.get(JAVA_INT, DIRECT_MEMORY_OFFSET),
                raw.get(JAVA_INT, DIRECT_OFFSET_OFFSET));
    }

    private static long nanos(MemorySegment raw, long secondsOffset, long nanosOffset) {
        return raw.get(JAVA_LONG, secondsOffset) * 1_000_000_000L + raw.get(JAVA_INT, nanosOffset);
    }

    private static long bornMicros(MemorySegment raw) {
        boolean known = (raw.get(JAVA_INT, MASK_OFFSET) & STATX_BTIME) != 0;
        return known
                ? raw.get(JAVA_LONG, BTIME_SECONDS_OFFSET) * 1_000_000 + raw.get(JAVA_INT, BTIME_NANOS_OFFSET) / 1_000
                : 0;
    }
}
