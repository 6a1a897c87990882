package org.wangchuan.lab.tcmu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** A device of the kernel's user-space I/O: shared memory, and four bytes read or written as a bell. All system calls of the bench are here. */
@SuppressWarnings("restricted")
final class Uio implements AutoCloseable {
    private static final int O_RDWR = 2;
    private static final int READ_AND_WRITE = 3; // PROT_READ | PROT_WRITE
    private static final int MAP_SHARED = 1;
    private static final int BELL_BYTES = 4;

    private static final MethodHandle OPEN =
            call("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle MMAP = call(
            "mmap",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG));
    private static final MethodHandle READ = call("read", transfer());
    private static final MethodHandle WRITE = call("write", transfer());
    private static final MethodHandle CLOSE =
            call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int descriptor;
    private final MemorySegment memory;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bell = arena.allocate(BELL_BYTES);

    /** Opens one by its name, as uio0. */
    Uio(String name) throws IOException {
        long bytes = Long.decode(Files.readString(Path.of("/sys/class/uio", name, "maps/map0/size"))
                .strip());
        descriptor = (int) invoke(OPEN, arena.allocateFrom("/dev/" + name), O_RDWR);
        if (descriptor < 0) {
            throw new IOException("can't open /dev/" + name);
        }
        long address = (long) invoke(MMAP, MemorySegment.NULL, bytes, READ_AND_WRITE, MAP_SHARED, descriptor, 0L);
        if (address == -1) {
            throw new IOException("can't map /dev/" + name);
        }
        memory = MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    private static FunctionDescriptor transfer() {
        return FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    }

    private static MethodHandle call(String name, FunctionDescriptor form) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }

    private static Object invoke(MethodHandle call, Object... arguments) {
        try {
            return call.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    MemorySegment memory() {
        return memory;
    }

    /** Waits for the kernel's bell; whether it rang. */
    boolean await() {
        return (long) invoke(READ, descriptor, bell, (long) BELL_BYTES) == BELL_BYTES;
    }

    /** Rings for the kernel. */
    void ring() {
        Object _ = invoke(WRITE, descriptor, bell, (long) BELL_BYTES);
    }

    @Override
    public void close() {
        Object _ = invoke(CLOSE, descriptor);
        arena.close();
    }
}
