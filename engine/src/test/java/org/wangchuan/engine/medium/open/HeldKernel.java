package org.wangchuan.engine.medium.open;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.testing.AnsweringKernel;

/** Each device that is opened is one block device of this number, and as large as this. */
final class HeldKernel extends AnsweringKernel {
    private static final long BLKGETSIZE64 = 0x80081272L; // linux/fs.h
    private static final int S_IFBLK = 0x6000;

    final List<String> opened = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger openNow = new AtomicInteger();
    boolean busy;
    /** Until this is over whoever opens anything is held up. */
    CountDownLatch answers = new CountDownLatch(0);

    private final int major;
    private final int minor;
    private final long bytes;

    HeldKernel(int major, int minor, long bytes) {
        super(_ -> -1);
        this.major = major;
        this.minor = minor;
        this.bytes = bytes;
    }

    int openNow() {
        return openNow.get();
    }

    @Override
    public int open(String path, int flags) {
        if (busy) {
            return -Errno.EBUSY.number();
        }
        assertThat(flags & OpenFlags.O_EXCL).isNotZero();
        assertThat(flags & OpenFlags.O_DIRECT).isNotZero();
        opened.add(path);
        try {
            answers.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        openNow.incrementAndGet();
        return 7;
    }

    @Override
    public int close(int descriptor) {
        openNow.decrementAndGet();
        closed.incrementAndGet();
        return 0;
    }

    @Override
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        assertThat(request).isEqualTo(BLKGETSIZE64);
        argument.set(JAVA_LONG, 0, bytes);
        return 0;
    }

    /** stx_mode at 1Ch, stx_rdev_major and _minor at 80h and 84h (linux/stat.h). */
    @Override
    public int statx(int descriptor, String path, int flags, int mask, MemorySegment result) {
        result.set(JAVA_INT, 0, mask);
        result.set(JAVA_INT, 0x1c, S_IFBLK);
        result.set(JAVA_INT, 0x80, major);
        result.set(JAVA_INT, 0x84, minor);
        return 0;
    }
}
