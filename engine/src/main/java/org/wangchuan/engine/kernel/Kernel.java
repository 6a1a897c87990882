package org.wangchuan.engine.kernel;

import java.lang.foreign.MemorySegment;

/**
 * The system calls that the engine makes, and the only place where it makes any.
 *
 * <p>Every call returns what the kernel would: zero or a positive value, or a negated {@code errno} ({@link Errno}).
 * Nothing is retried, {@code EINTR} included. All calls may be made from any thread and may block for ever.
 */
public abstract class Kernel {

    /** The kernel that this process runs on. */
    public static Kernel system() {
        return Holder.LINUX;
    }

    /**
     * open(2) without a creation mode.
     *
     * @param flags of {@link OpenFlags}
     * @return a descriptor, or a negated errno
     */
    public abstract int open(String path, int flags);

    /** close(2); the descriptor is gone whatever the answer. */
    public abstract int close(int descriptor);

    /** pread(2) into {@code buffer[bufferOffset, bufferOffset + length)}, all in bytes. Allocates nothing when bufferOffset is 0. */
    public abstract long pread(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset);

    /** pwrite(2) from {@code buffer[bufferOffset, bufferOffset + length)}, all in bytes. Allocates nothing when bufferOffset is 0. */
    public abstract long pwrite(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset);

    /** fdatasync(2); on a block device this includes a flush of the device's cache. */
    public abstract int fdatasync(int descriptor);

    /** fsync(2). */
    public abstract int fsync(int descriptor);

    /**
     * ioctl(2).
     *
     * @param argument memory that the request reads or fills; {@link MemorySegment#NULL} for requests without one
     */
    public abstract int ioctl(int descriptor, long request, MemorySegment argument);

    /**
     * statx(2).
     *
     * @param path absolute, or "" together with {@link FileStatus#AT_EMPTY_PATH} for the descriptor itself
     * @param result at least {@link FileStatus#BYTES} bytes
     */
    public abstract int statx(int descriptor, String path, int flags, int mask, MemorySegment result);

    /**
     * fstatfs(2).
     *
     * @param result at least {@link FileSystemType#BYTES} bytes
     */
    public abstract int fstatfs(int descriptor, MemorySegment result);

    /** posix_fadvise(3); {@code length} 0 means to the end. */
    public abstract int fadvise(int descriptor, long offset, long length, int advice);

    /**
     * cachestat(2) of a whole file: how many pages of it the page cache holds, also such as another program has mapped.
     *
     * @return a negated errno where it can't be told, as by Linux before 6.5
     */
    public long cachedPages(int descriptor) {
        return -Errno.ENOSYS.number();
    }

    /**
     * The process that listens at a Unix socket in the file system, found by connecting to it once: connect(2), then {@code SO_PEERCRED} (unix(7)). Never blocks.
     *
     * @return its number; 0 if it is in a name space of processes that isn't seen from here; a negated errno if nobody listens there, or it can't be told
     */
    public int listenerOf(String path) {
        return -Errno.ENOSYS.number();
    }

    /** flock(2). */
    public abstract int flock(int descriptor, int operation);

    /** fcntl(2) with an integer argument. */
    public abstract int fcntl(int descriptor, int command, long argument);

    /**
     * poll(2).
     *
     * @param entries {@code count} entries of {@link PollEntry#BYTES} bytes; what has happened is written into them
     * @param timeoutMillis milliseconds, 0 for not at all, negative for ever
     * @return how many entries have something in them, 0 if none had in time, or a negated errno
     */
    public abstract int poll(MemorySegment entries, int count, int timeoutMillis);

    private static final class Holder {
        static final Kernel LINUX = new LinuxKernel();
    }
}
