package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where a file lies on its device, summed up from FS_IOC_FIEMAP ({@code struct fiemap}, linux/fiemap.h). */
public final class FileExtents {

    /** The sum of all flags seen, and the mapped bytes. */
    public sealed interface Answer {}

    /**
     * The whole file was looked at.
     *
     * @param flags every {@code FIEMAP_EXTENT_*} flag that any extent carries
     * @param mappedBytes bytes of the file that lie in an extent; the rest are holes
     */
    public record Mapped(int flags, long mappedBytes) implements Answer {
        public boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** The file system doesn't say, or says nonsense. */
    public record Unmapped(String reason) implements Answer {}

    /** Takes the extents one by one, in the order of their place in the file. */
    @FunctionalInterface
    public interface Each {
        /**
         * One extent.
         *
         * @param logicalBytes where it lies in the file
         * @param physicalBytes where it lies on the device, 0 if it has no place
         * @param lengthBytes at least 1
         * @param flags {@code FIEMAP_EXTENT_*}
         */
        void extent(long logicalBytes, long physicalBytes, long lengthBytes, int flags);
    }

    /** linux/fiemap.h. */
    public static final int LAST = 0x1;

    public static final int UNKNOWN = 0x2;
    public static final int DELALLOC = 0x4;
    public static final int ENCODED = 0x8;
    public static final int NOT_ALIGNED = 0x100;
    public static final int DATA_INLINE = 0x200;
    public static final int DATA_TAIL = 0x400;
    public static final int UNWRITTEN = 0x800;
    public static final int SHARED = 0x2000;

    static final int FLAG_SYNC = 0x1;
    static final long HEADER_BYTES = 32;
    static final long EXTENT_BYTES = 56;
    static final long START_OFFSET = 0;
    static final long LENGTH_OFFSET = 8;
    static final long FLAGS_OFFSET = 16;
    static final long MAPPED_OFFSET = 20;
    static final long COUNT_OFFSET = 24;
    static final long LOGICAL_OFFSET = 0;
    static final long PHYSICAL_OFFSET = 8;
    static final long EXTENT_LENGTH_OFFSET = 16;
    static final long EXTENT_FLAGS_OFFSET = 40;

    private static final int EXTENTS_PER_CALL = 1024;

    /** About a million extents in all: what is kept of them stays small, and the question takes seconds. */
    private static final int CALLS_MAX = 1024;

    private FileExtents() {}

    /** Looks at all extents of the open file, after the file system has written back what it still held. */
    public static Answer of(Kernel kernel, int descriptor) {
        return of(kernel, descriptor, (_, _, _, _) -> {});
    }

    /** Looks at all extents as {@link #of(Kernel, int)}, and hands on each; what was handed on before an {@link Unmapped} is worth nothing. */
    public static Answer of(Kernel kernel, int descriptor, Each each) {
        int flags = 0;
        long mappedBytes = 0;
        long from = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(HEADER_BYTES + EXTENTS_PER_CALL * EXTENT_BYTES, Long.BYTES);
            for (int call = 0; call < CALLS_MAX; call++) {
                raw.asSlice(0, HEADER_BYTES).fill((byte) 0);
                raw.set(JAVA_LONG, START_OFFSET, from);
                raw.set(JAVA_LONG, LENGTH_OFFSET, -1L - from);
                raw.set(JAVA_INT, FLAGS_OFFSET, FLAG_SYNC);
                raw.set(JAVA_INT, COUNT_OFFSET, EXTENTS_PER_CALL);
                int returned = kernel.ioctl(descriptor, Requests.FS_IOC_FIEMAP, raw);
                if (returned < 0) {
                    return new Unmapped("the file system doesn't list extents: " + Errno.describe(returned));
                }
                int count = raw.get(JAVA_INT, MAPPED_OFFSET);
                if (count < 0 || count > EXTENTS_PER_CALL) {
                    return new Unmapped("asked for up to " + EXTENTS_PER_CALL + " extents, got " + count);
                }
                for (int i = 0; i < count; i++) {
                    long at = HEADER_BYTES + i * EXTENT_BYTES;
                    long logical = raw.get(JAVA_LONG, at + LOGICAL_OFFSET);
                    long length = raw.get(JAVA_LONG, at + EXTENT_LENGTH_OFFSET);
                    if (length < 1 || logical < 0 || logical > Long.MAX_VALUE - length || logical + length <= from) {
                        return new Unmapped("an extent at " + logical + " of " + length + " bytes, after " + from);
                    }
                    from = logical + length;
                    mappedBytes += length;
                    int own = raw.get(JAVA_INT, at + EXTENT_FLAGS_OFFSET);
                    flags |= own;
                    each.extent(logical, raw.get(JAVA_LONG, at + PHYSICAL_OFFSET), length, own);
                }
                if (count < EXTENTS_PER_CALL || (flags & LAST) != 0) {
                    return new Mapped(flags, mappedBytes);
                }
            }
        }
        return new Unmapped("more than " + (long) CALLS_MAX * EXTENTS_PER_CALL + " extents");
    }
}
