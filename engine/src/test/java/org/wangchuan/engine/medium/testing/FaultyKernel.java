package org.wangchuan.engine.medium.testing;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.Requests;

/** The real kernel, with faults put in, which also watches that no descriptor is used after it was closed. */
public final class FaultyKernel extends Kernel {
    /** open(2), asm-generic/fcntl.h: how it is open, in two bits. */
    private static final int ACCESS_MODE = 3;

    private final Kernel real;
    private final Set<String> openedToWrite = ConcurrentHashMap.newKeySet();
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger usesAfterClose = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile @Nullable Errno readFault;
    private volatile @Nullable Errno syncFault;
    private volatile @Nullable Errno leaseFault;
    private volatile @Nullable Errno extentsFault;
    private volatile @Nullable Errno flagsFault;
    private volatile @Nullable Errno typeFault;
    private volatile long type;
    private volatile int moreInodeFlags;
    private final AtomicInteger opens = new AtomicInteger();
    private volatile @Nullable CountDownLatch hang;
    private volatile @Nullable CountDownLatch hangOpen;

    public FaultyKernel(Kernel real) {
        this.real = real;
    }

    /** From now on every read fails; null heals. */
    public void failReads(@Nullable Errno fault) {
        readFault = fault;
    }

    /** From now on every sync fails; null heals. */
    public void failSync(@Nullable Errno fault) {
        syncFault = fault;
    }

    /** From now on every lease is refused; null heals. */
    public void failLease(@Nullable Errno fault) {
        leaseFault = fault;
    }

    /** From now on no file system lists extents; null heals. */
    public void failExtents(@Nullable Errno fault) {
        extentsFault = fault;
    }

    /** From now on no file system tells the flags of a file; null heals. */
    public void failFlags(@Nullable Errno fault) {
        flagsFault = fault;
    }

    /** From now on no file system tells what it is; null heals. */
    public void failType(@Nullable Errno fault) {
        typeFault = fault;
    }

    /** From now on every file lies on a file system of this type (linux/magic.h). */
    public void answerType(long magic) {
        type = magic;
    }

    /** From now on every file has these as well. */
    public void addInodeFlags(int flags) {
        moreInodeFlags = flags;
    }

    /** From now on writes hang until the latch is opened. */
    public CountDownLatch hangWrites() {
        CountDownLatch latch = new CountDownLatch(1);
        hang = latch;
        return latch;
    }

    /** From now on opening hangs until the latch is opened. */
    public CountDownLatch hangOpens() {
        CountDownLatch latch = new CountDownLatch(1);
        hangOpen = latch;
        return latch;
    }

    /** What somebody has asked to open in a way that could write. */
    public Set<String> openedToWrite() {
        return Set.copyOf(openedToWrite);
    }

    /** How many opens have come back. */
    public int opens() {
        return opens.get();
    }

    /** Descriptors that nobody has closed. */
    public int stillOpen() {
        return open.size();
    }

    /** Returns once a write hangs. */
    public void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    public int closes() {
        return closes.get();
    }

    public int usesAfterClose() {
        return usesAfterClose.get();
    }

    @Override
    public int open(String path, int flags) {
        CountDownLatch latch = hangOpen;
        if (latch != null) {
            await(latch);
        }
        if ((flags & ACCESS_MODE) != OpenFlags.O_RDONLY) {
            openedToWrite.add(path);
        }
        int descriptor = real.open(path, flags);
        if (descriptor >= 0) {
            open.add(descriptor);
        }
        opens.incrementAndGet();
        return descriptor;
    }

    @Override
    public int close(int descriptor) {
        closes.incrementAndGet();
        open.remove(descriptor);
        return real.close(descriptor);
    }

    @Override
    public long pread(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        watch(descriptor);
        Errno fault = readFault;
        long result = fault != null ? -fault.number() : real.pread(descriptor, buffer, bufferOffset, length, offset);
        watch(descriptor);
        return result;
    }

    @Override
    public long pwrite(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        CountDownLatch latch = hang;
        if (latch != null) {
            hanging.countDown();
            await(latch);
        }
        watch(descriptor);
        return real.pwrite(descriptor, buffer, bufferOffset, length, offset);
    }

    @Override
    public int fdatasync(int descriptor) {
        Errno fault = syncFault;
        return fault != null ? -fault.number() : real.fdatasync(descriptor);
    }

    @Override
    public int fsync(int descriptor) {
        return real.fsync(descriptor);
    }

    @Override
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        Errno fault = extentsFault;
        if (fault != null && request == Requests.FS_IOC_FIEMAP) {
            return -fault.number();
        }
        Errno noFlags = flagsFault;
        if (noFlags != null && request == Requests.FS_IOC_GETFLAGS) {
            return -noFlags.number();
        }
        int result = real.ioctl(descriptor, request, argument);
        if (result >= 0 && request == Requests.FS_IOC_GETFLAGS) {
            argument.set(ValueLayout.JAVA_INT, 0, argument.get(ValueLayout.JAVA_INT, 0) | moreInodeFlags);
        }
        return result;
    }

    @Override
    public int statx(int descriptor, String path, int flags, int mask, MemorySegment result) {
        return real.statx(descriptor, path, flags, mask, result);
    }

    @Override
    public int fstatfs(int descriptor, MemorySegment result) {
        Errno fault = typeFault;
        int returned = fault != null ? -fault.number() : real.fstatfs(descriptor, result);
        if (type != 0) {
            result.set(ValueLayout.JAVA_LONG, 0, type);
        }
        return returned;
    }

    @Override
    public int fadvise(int descriptor, long offset, long length, int advice) {
        return real.fadvise(descriptor, offset, length, advice);
    }

    @Override
    public long cachedPages(int descriptor) {
        return real.cachedPages(descriptor);
    }

    @Override
    public int flock(int descriptor, int operation) {
        return real.flock(descriptor, operation);
    }

    @Override
    public int fcntl(int descriptor, int command, long argument) {
        Errno fault = leaseFault;
        return fault != null && command == Requests.F_SETLEASE
                ? -fault.number()
                : real.fcntl(descriptor, command, argument);
    }

    @Override
    public int poll(MemorySegment entries, int count, int timeoutMillis) {
        return real.poll(entries, count, timeoutMillis);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(int descriptor) {
        if (!open.contains(descriptor)) {
            usesAfterClose.incrementAndGet();
        }
    }
}
