package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.charset.Charset;
import java.util.Objects;

/**
 * The calls through the C library of a 64-bit Linux (x86-64, aarch64). {@code errno} is captured with each call, into memory that each
 * thread allocates once.
 */
@SuppressWarnings("restricted") // The seam: native linkage is asked for here and nowhere else.
final class LinuxKernel extends Kernel {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET = CAPTURE.byteOffset(PathElement.groupElement("errno"));
    private static final MemorySegment NONE = MemorySegment.NULL;
    static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURE));

    /** cachestat(2), which the C library has no name for; the number is the same on all architectures (asm-generic/unistd.h). */
    private static final long CACHESTAT = 451;

    /** sizeof(struct cachestat_range): two numbers of 64 bits, of which a length of 0 means to the end. */
    private static final long CACHESTAT_RANGE_BYTES = 16;

    /** sizeof(struct cachestat): five numbers of 64 bits, the first of which counts pages that are there. */
    private static final long CACHESTAT_BYTES = 40;

    /** What the runtime itself encodes paths with, so that a path found by it is the path opened here. */
    private static final Charset PATHS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** openat(2), linux/fcntl.h: a path that isn't absolute starts at the working directory. */
    private static final long AT_FDCWD = -100;

    private static final MethodHandle OPENAT = onMemory("openat");
    private static final MethodHandle PREAD = onMemory("pread");
    private static final MethodHandle PWRITE = onMemory("pwrite");
    private static final MethodHandle STATX = onMemory("statx");
    private static final MethodHandle FSTATFS = onMemory("fstatfs");
    private static final MethodHandle SYSCALL = onMemory("syscall");
    private static final MethodHandle CLOSE = onNumbers("close");
    private static final MethodHandle FDATASYNC = onNumbers("fdatasync");
    private static final MethodHandle FSYNC = onNumbers("fsync");
    private static final MethodHandle IOCTL = onNumbers("ioctl");
    private static final MethodHandle FADVISE = onNumbers("posix_fadvise");
    private static final MethodHandle FLOCK = onNumbers("flock");
    private static final MethodHandle FCNTL = onNumbers("fcntl");
    private static final MethodHandle POLL = onNumbers("poll");

    @Override
    public int open(String path, int flags) {
        MemorySegment state = STATE.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path, PATHS);
            return result((int) (long) OPENAT.invokeExact(state, AT_FDCWD, name, (long) flags, 0L, NONE), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int close(int descriptor) {
        MemorySegment state = STATE.get();
        try {
            return result((int) (long) CLOSE.invokeExact(state, (long) descriptor, 0L, NONE, 0L), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public long pread(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        MemorySegment state = STATE.get();
        MemorySegment target = part(buffer, bufferOffset, length);
        try {
            return result((long) PREAD.invokeExact(state, (long) descriptor, target, length, offset, NONE), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public long pwrite(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        MemorySegment state = STATE.get();
        MemorySegment source = part(buffer, bufferOffset, length);
        try {
            return result((long) PWRITE.invokeExact(state, (long) descriptor, source, length, offset, NONE), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fdatasync(int descriptor) {
        MemorySegment state = STATE.get();
        try {
            return result((int) (long) FDATASYNC.invokeExact(state, (long) descriptor, 0L, NONE, 0L), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fsync(int descriptor) {
        MemorySegment state = STATE.get();
        try {
            return result((int) (long) FSYNC.invokeExact(state, (long) descriptor, 0L, NONE, 0L), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        MemorySegment state = STATE.get();
        try {
            return result((int) (long) IOCTL.invokeExact(state, (long) descriptor, request, argument, 0L), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int statx(int descriptor, String path, int flags, int mask, MemorySegment result) {
        Objects.checkFromIndexSize(0, FileStatus.BYTES, result.byteSize());
        MemorySegment state = STATE.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path, PATHS);
            return result(
                    (int) (long) STATX.invokeExact(state, (long) descriptor, name, (long) flags, (long) mask, result),
                    state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fstatfs(int descriptor, MemorySegment result) {
        Objects.checkFromIndexSize(0, FileSystemType.BYTES, result.byteSize());
        MemorySegment state = STATE.get();
        try {
            return result((int) (long) FSTATFS.invokeExact(state, (long) descriptor, result, 0L, 0L, NONE), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fadvise(int descriptor, long offset, long length, int advice) {
        MemorySegment state = STATE.get();
        try {
            // The odd one out: it returns the error itself and leaves errno alone.
            return -(int) (long) FADVISE.invokeExact(
                    state, (long) descriptor, offset, MemorySegment.ofAddress(length), (long) advice);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public long cachedPages(int descriptor) {
        MemorySegment state = STATE.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment range = arena.allocate(CACHESTAT_RANGE_BYTES, Long.BYTES);
            MemorySegment found = arena.allocate(CACHESTAT_BYTES, Long.BYTES);
            long returned = result(
                    (long) SYSCALL.invokeExact(
                            state,
                            CACHESTAT,
                            MemorySegment.ofAddress(descriptor),
                            range.address(),
                            found.address(),
                            NONE),
                    state);
            return returned < 0 ? returned : found.get(JAVA_LONG, 0);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int listenerOf(String path) {
        return LinuxSockets.listenerOf(this, path.getBytes(PATHS));
    }

    @Override
    public int flock(int descriptor, int operation) {
        MemorySegment state = STATE.get();
        try {
            return result((int) (long) FLOCK.invokeExact(state, (long) descriptor, (long) operation, NONE, 0L), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fcntl(int descriptor, int command, long argument) {
        MemorySegment state = STATE.get();
        try {
            return result(
                    (int) (long) FCNTL.invokeExact(
                            state, (long) descriptor, (long) command, MemorySegment.ofAddress(argument), 0L),
                    state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int poll(MemorySegment entries, int count, int timeoutMillis) {
        Objects.checkFromIndexSize(0, count * PollEntry.BYTES, entries.byteSize());
        MemorySegment state = STATE.get();
        try {
            // Its memory comes first, where the shape has a number: an address is one, and travels in the same
            // register.
            return result(
                    (int) (long) POLL.invokeExact(
                            state, entries.address(), (long) count, MemorySegment.ofAddress(timeoutMillis), 0L),
                    state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        } finally {
            Reference.reachabilityFence(entries);
        }
    }

    private static MemorySegment part(MemorySegment buffer, long bufferOffset, long length) {
        Objects.checkFromIndexSize(bufferOffset, length, buffer.byteSize());
        return bufferOffset == 0 ? buffer : buffer.asSlice(bufferOffset, length);
    }

    static int result(int returned, MemorySegment state) {
        return returned == -1 ? -state.get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    private static long result(long returned, MemorySegment state) {
        return returned == -1 ? -state.get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    /** Misuse (a closed arena, heap memory) passes as it is; anything else can't come from a system call. */
    static RuntimeException broken(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException misuse -> misuse;
            case Error error -> throw error;
            default -> new IllegalStateException("a system call threw", thrown);
        };
    }

    /** For a function that takes {@code (number, memory, number, number, memory)}, or fewer of them in this order. */
    static MethodHandle onMemory(String name) {
        return link(name, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
    }

    /** For a function that takes {@code (number, number, memory or number, number)}, or fewer of them in this order. */
    static MethodHandle onNumbers(String name) {
        return link(name, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG));
    }

    /**
     * Two shapes of calls for all functions: each shape costs the linker several milliseconds at every start. The calling conventions
     * of 64-bit Linux (System V for x86-64, AAPCS64, RISC-V LP64) allow it: an {@code int} travels in a whole register, sign-extended;
     * what a function doesn't take, it doesn't look at; of an {@code int} that is returned the lower half of the register counts, which
     * is what the casts to {@code int} above cut out. Variadic functions among them are called as such by all.
     */
    private static MethodHandle link(String name, FunctionDescriptor shape) {
        MemorySegment symbol = LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name + "()"));
        return LINKER.downcallHandle(
                symbol, shape, Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(2));
    }
}
