package org.wangchuan.acceptance.fuse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The system calls that a FUSE server needs, each answering its result or a negated errno. The only native code of the lab. */
@SuppressWarnings("restricted")
final class Kernel {
    private Kernel() {}

    /** asm-generic/fcntl.h. */
    static final int O_RDWR = 2;

    /** asm-generic/fcntl.h. */
    static final int O_CLOEXEC = 0x80000;

    /** linux/mount.h (sys/mount.h for umount2). */
    static final long MS_NOSUID_NODEV = 2 | 4;

    static final int MNT_FORCE = 1;
    static final int MNT_DETACH = 2;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno")).withInvokeExactBehavior();
    private static final AddressLayout POINTER = ADDRESS;

    private static final MethodHandle OPEN = call("open", FunctionDescriptor.of(JAVA_INT, POINTER, JAVA_INT), 2);
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), -1);
    private static final MethodHandle READ =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, POINTER, JAVA_LONG), -1);
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, POINTER, JAVA_LONG), -1);
    private static final MethodHandle MOUNT =
            call("mount", FunctionDescriptor.of(JAVA_INT, POINTER, POINTER, POINTER, JAVA_LONG, POINTER), -1);
    private static final MethodHandle UMOUNT2 = call("umount2", FunctionDescriptor.of(JAVA_INT, POINTER, JAVA_INT), -1);

    private static MethodHandle call(String name, FunctionDescriptor descriptor, int firstVariadic) {
        Linker.Option state = Linker.Option.captureCallState("errno");
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return firstVariadic < 0
                ? LINKER.downcallHandle(address, descriptor, state)
                : LINKER.downcallHandle(address, descriptor, state, Linker.Option.firstVariadicArg(firstVariadic));
    }

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags);
            return (int) orErrno(result, state);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    static int close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) CLOSE.invokeExact(state, fd);
            return (int) orErrno(result, state);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    /** Memory that {@link #read} and {@link #write} put errno into; one per thread, so that no call allocates. */
    static MemorySegment callState(Arena arena) {
        return arena.allocate(STATE);
    }

    static long read(MemorySegment state, int fd, MemorySegment into) {
        try {
            long result = (long) READ.invokeExact(state, fd, into, into.byteSize());
            return orErrno(result, state);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    static long write(MemorySegment state, int fd, MemorySegment from) {
        try {
            long result = (long) WRITE.invokeExact(state, fd, from, from.byteSize());
            return orErrno(result, state);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    static int mount(String source, String target, String type, long flags, String data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) MOUNT.invokeExact(
                    state,
                    arena.allocateFrom(source),
                    arena.allocateFrom(target),
                    arena.allocateFrom(type),
                    flags,
                    arena.allocateFrom(data));
            return (int) orErrno(result, state);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    static int umount2(String target, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) UMOUNT2.invokeExact(state, arena.allocateFrom(target), flags);
            return (int) orErrno(result, state);
        } catch (Throwable broken) {
            throw new AssertionError(broken);
        }
    }

    private static long orErrno(long result, MemorySegment state) {
        return result < 0 ? -(long) (int) ERRNO.get(state, 0L) : result;
    }
}
