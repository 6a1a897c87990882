package org.wangchuan.engine.medium.testing;

import java.lang.foreign.MemorySegment;
import java.util.function.ToIntFunction;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;

/** A kernel that opens anything and lets the test fill the memory of ioctl and statx; all else fails. */
public class AnsweringKernel extends Kernel {
    private static final int FAILED = -Errno.ENOSYS.number();

    private final ToIntFunction<MemorySegment> reply;

    public AnsweringKernel(ToIntFunction<MemorySegment> reply) {
        this.reply = reply;
    }

    @Override
    public int open(String path, int flags) {
        return 3;
    }

    @Override
    public int close(int descriptor) {
        return 0;
    }

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
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        return reply.applyAsInt(argument);
    }

    @Override
    public int statx(int descriptor, String path, int flags, int mask, MemorySegment result) {
        return reply.applyAsInt(result);
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

    @Override
    public int poll(MemorySegment entries, int count, int timeoutMillis) {
        return FAILED;
    }
}
