package org.wangchuan.engine.kernel;

import java.lang.foreign.MemorySegment;

/** A kernel that knows none of the calls that move a file's bytes; a test's own answers the others. */
abstract class FailingKernel extends Kernel {
    /** What it answers. */
    static final int FAILED = -Errno.ENOSYS.number();

    @Override
    public long pread(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        return FAILED;
    }

    @Override
    public long pwrite(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        return FAILED;
    }

    @Override
    public int fdatasync(int descriptor) {
        return FAILED;
    }

    @Override
    public int fsync(int descriptor) {
        return FAILED;
    }

    @Override
    public int statx(int descriptor, String name, int flags, int mask, MemorySegment result) {
        return FAILED;
    }

    @Override
    public int fstatfs(int descriptor, MemorySegment result) {
        return FAILED;
    }

    @Override
    public int fadvise(int descriptor, long offset, long length, int advice) {
        return FAILED;
    }

    @Override
    public int flock(int descriptor, int operation) {
        return FAILED;
    }

    @Override
    public int fcntl(int descriptor, int command, long argument) {
        return FAILED;
    }
}
