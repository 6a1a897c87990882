package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** How a file system treats a write to blocks that it already holds, told from fstatfs(2) ({@code struct statfs}, asm-generic/statfs.h). */
public enum FileSystemType {
    /** Keeps files in memory. */
    MEMORY,
    /** Writes elsewhere and lets go of the old blocks later, but for files that are marked to be written in place (FS_NOCOW_FL). */
    COPY_ON_WRITE_UNLESS_MARKED,
    /**
     * Writes elsewhere and lets go of the old blocks later, whatever a file is marked with; or shows a file that stands for another below it,
     * as overlayfs does, which has marks and places told by the one above.
     */
    COPY_ON_WRITE,
    /** Nothing known against it. */
    OTHER,
    /** The kernel doesn't say which it is. */
    UNKNOWN;

    /** sizeof(struct statfs) on 64-bit machines. */
    public static final long BYTES = 120;

    static final long TYPE_OFFSET = 0;

    /** linux/magic.h: TMPFS_MAGIC, RAMFS_MAGIC. */
    static final long TMPFS = 0x01021994L;

    static final long RAMFS = 0x858458f6L;

    /** linux/magic.h: BTRFS_SUPER_MAGIC, F2FS_SUPER_MAGIC, NILFS_SUPER_MAGIC, OVERLAYFS_SUPER_MAGIC. */
    static final long BTRFS = 0x9123683eL;

    static final long F2FS = 0xf2f52010L;
    static final long NILFS = 0x3434L;
    static final long OVERLAYFS = 0x794c7630L;

    /** Of file systems outside of the kernel's own headers: OpenZFS (ZFS_SUPER_MAGIC), bcachefs (BCACHEFS_STATFS_MAGIC). */
    static final long ZFS = 0x2fc12fc1L;

    static final long BCACHEFS = 0xca451a4eL;

    public static FileSystemType of(Kernel kernel, int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment raw = arena.allocate(BYTES, Long.BYTES);
            if (kernel.fstatfs(descriptor, raw) < 0) {
                return UNKNOWN;
            }
            long type = raw.get(JAVA_LONG, TYPE_OFFSET) & 0xffff_ffffL;
            if (type == TMPFS || type == RAMFS) {
                return MEMORY;
            }
            if (type == BTRFS) {
                return COPY_ON_WRITE_UNLESS_MARKED;
            }
            boolean elsewhere = type == F2FS || type == NILFS || type == OVERLAYFS || type == ZFS || type == BCACHEFS;
            return elsewhere ? COPY_ON_WRITE : OTHER;
        }
    }
}
