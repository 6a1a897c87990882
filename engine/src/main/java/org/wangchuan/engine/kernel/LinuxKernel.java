package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
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
    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CAPTURE));

    /** What the runtime itself encodes paths with, so that a path found by it is the path opened here. */
    private static final Charset PATHS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final MethodHandle OPEN = variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = plain("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle PREAD = plain("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE = plain("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FDATASYNC = plain("fdatasync", JAVA_INT, JAVA_INT);
    private static final MethodHandle FSYNC = plain("fsync", JAVA_INT, JAVA_INT);
    private static final MethodHandle IOCTL = variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle STATX = plain("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle FSTATFS = plain("fstatfs", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle FADVISE =
            plain("posix_fadvise", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FLOCK = plain("flock", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FCNTL = variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);

    @Override
    public int open(String path, int flags) {
        MemorySegment state = STATE.get();
        try (Arena arena = Arena.ofConfined()) {
            return result((int) OPEN.invokeExact(state, arena.allocateFrom(path, PATHS), flags, 0), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int close(int descriptor) {
        MemorySegment state = STATE.get();
        try {
            return result((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public long pread(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        MemorySegment state = STATE.get();
        MemorySegment target = part(buffer, bufferOffset, length);
        try {
            return result((long) PREAD.invokeExact(state, descriptor, target, length, offset), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public long pwrite(int descriptor, MemorySegment buffer, long bufferOffset, long length, long offset) {
        MemorySegment state = STATE.get();
        MemorySegment source = part(buffer, bufferOffset, length);
        try {
            return result((long) PWRITE.invokeExact(state, descriptor, source, length, offset), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fdatasync(int descriptor) {
        MemorySegment state = STATE.get();
        try {
            return result((int) FDATASYNC.invokeExact(state, descriptor), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fsync(int descriptor) {
        MemorySegment state = STATE.get();
        try {
            return result((int) FSYNC.invokeExact(state, descriptor), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        MemorySegment state = STATE.get();
        try {
            return result((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
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
            return result((int) STATX.invokeExact(state, descriptor, name, flags, mask, result), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fstatfs(int descriptor, MemorySegment result) {
        Objects.checkFromIndexSize(0, FileSystemType.BYTES, result.byteSize());
        MemorySegment state = STATE.get();
        try {
            return result((int) FSTATFS.invokeExact(state, descriptor, result), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fadvise(int descriptor, long offset, long length, int advice) {
        MemorySegment state = STATE.get();
        try {
            // The odd one out: it returns the error itself and leaves errno alone.
            return -(int) FADVISE.invokeExact(state, descriptor, offset, length, advice);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int flock(int descriptor, int operation) {
        MemorySegment state = STATE.get();
        try {
            return result((int) FLOCK.invokeExact(state, descriptor, operation), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    @Override
    public int fcntl(int descriptor, int command, long argument) {
        MemorySegment state = STATE.get();
        try {
            return result((int) FCNTL.invokeExact(state, descriptor, command, argument), state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    private static MemorySegment part(MemorySegment buffer, long bufferOffset, long length) {
        Objects.checkFromIndexSize(bufferOffset, length, buffer.byteSize());
        return bufferOffset == 0 ? buffer : buffer.asSlice(bufferOffset, length);
    }

    private static int result(int returned, MemorySegment state) {
        return returned == -1 ? -state.get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    private static long result(long returned, MemorySegment state) {
        return returned == -1 ? -state.get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    /** Misuse (a closed arena, heap memory) passes as it is; anything else can't come from a system call. */
    private static RuntimeException broken(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException misuse -> misuse;
            case Error error -> throw error;
            default -> new IllegalStateException("a system call threw", thrown);
        };
    }

    private static MethodHandle plain(String name, MemoryLayout returned, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(returned, arguments), Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(String name, int fixed, MemoryLayout returned, MemoryLayout... arguments) {
        return link(
                name,
                FunctionDescriptor.of(returned, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    private static MethodHandle link(String name, FunctionDescriptor signature, Linker.Option... options) {
        MemorySegment symbol = LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name + "()"));
        return LINKER.downcallHandle(symbol, signature, options);
    }
}
