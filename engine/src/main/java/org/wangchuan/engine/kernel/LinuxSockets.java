package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What {@link LinuxKernel} asks of sockets; linked when it is first needed, which few commands do. */
final class LinuxSockets {
    // sys/socket.h, bits/socket_type.h
    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_PEERCRED = 17;

    /** sizeof(struct ucred): numbers of the process, its user and its group, of 32 bits each. */
    static final int UCRED_BYTES = 12;

    /** sizeof(struct sockaddr_un): the family of 16 bits, then the path with a zero at its end. */
    static final int ADDRESS_BYTES = 110;

    static final int PATH_OFFSET = 2;

    private static final MethodHandle SOCKET = LinuxKernel.onNumbers("socket");
    private static final MethodHandle CONNECT = LinuxKernel.onMemory("connect");
    private static final MethodHandle GETSOCKOPT = LinuxKernel.onMemory("getsockopt");

    private LinuxSockets() {}

    /** See {@link Kernel#listenerOf}. */
    static int listenerOf(Kernel kernel, byte[] path) {
        if (path.length >= ADDRESS_BYTES - PATH_OFFSET) {
            return -Errno.ENAMETOOLONG.number();
        }
        MemorySegment state = LinuxKernel.STATE.get();
        long type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
        int socket;
        try {
            int made = (int) (long) SOCKET.invokeExact(state, (long) AF_UNIX, type, MemorySegment.NULL, 0L);
            socket = LinuxKernel.result(made, state);
        } catch (Throwable unexpected) {
            throw LinuxKernel.broken(unexpected);
        }
        if (socket < 0) {
            return socket;
        }
        try (Arena arena = Arena.ofConfined()) {
            int connected = connect(socket, path, arena, state);
            return connected < 0 ? connected : peer(socket, arena, state);
        } finally {
            int _ = kernel.close(socket);
        }
    }

    private static int connect(int socket, byte[] path, Arena arena, MemorySegment state) {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, Short.BYTES);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, PATH_OFFSET, path.length);
        long length = PATH_OFFSET + path.length + 1L;
        try {
            return LinuxKernel.result(
                    (int) (long) CONNECT.invokeExact(state, (long) socket, address, length, 0L, MemorySegment.NULL),
                    state);
        } catch (Throwable unexpected) {
            throw LinuxKernel.broken(unexpected);
        }
    }

    private static int peer(int socket, Arena arena, MemorySegment state) {
        MemorySegment peer = arena.allocate(UCRED_BYTES, Integer.BYTES);
        MemorySegment length = arena.allocate(Integer.BYTES, Integer.BYTES);
        length.set(JAVA_INT, 0, UCRED_BYTES);
        try {
            // The level stands where the shape has memory, and the memory of the answer where it has a number.
            int told = LinuxKernel.result(
                    (int) (long) GETSOCKOPT.invokeExact(
                            state,
                            (long) socket,
                            MemorySegment.ofAddress(SOL_SOCKET),
                            (long) SO_PEERCRED,
                            peer.address(),
                            length),
                    state);
            return told < 0 ? told : peer.get(JAVA_INT, 0);
        } catch (Throwable unexpected) {
            throw LinuxKernel.broken(unexpected);
        }
    }
}
