package org.wangchuan.acceptance.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.wangchuan.acceptance.fuse.FuseStructs.at;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * One server thread's conversation with the kernel: reads a request, answers it, until the connection ends. Buffers
 * belong to the thread, so several sessions share one descriptor without locks.
 */
final class FuseSession {
    /** The largest transfer in one request, bytes: 256 pages, the kernel's default limit (fs.fuse.max_pages_limit). */
    static final int TRANSFER_BYTES_MAX = 1 << 20;

    /** The name of the one file. */
    static final String FILE_NAME = "disk";

    /** Protocol version that the server speaks; fuse_init_in and fuse_init_out have their present size since 7.36. */
    private static final int MAJOR = 7;

    private static final int MINOR = 36;
    private static final int FUSE_ASYNC_READ = 1;
    private static final int FUSE_BIG_WRITES = 1 << 5;
    private static final int FUSE_ASYNC_DIO = 1 << 15;
    private static final int FUSE_MAX_PAGES = 1 << 22;
    private static final int WANTED_FLAGS = FUSE_ASYNC_READ | FUSE_BIG_WRITES | FUSE_ASYNC_DIO | FUSE_MAX_PAGES;

    private static final int FOPEN_DIRECT_IO = 1;
    private static final int FOPEN_PARALLEL_DIRECT_WRITES = 1 << 6;
    private static final int FATTR_SIZE = 1 << 3;

    private static final long ROOT_NODE = 1;
    private static final long FILE_NODE = 2;
    private static final int S_IFDIR_0755 = 0040755;
    private static final int S_IFREG_0600 = 0100600;

    private final int fd;
    private final ServedFile file;
    private final long inode;
    private final MemorySegment state;
    private final MemorySegment in;
    private final MemorySegment out;

    /**
     * One of the threads that serve a descriptor.
     *
     * @param inode number of the file, different for each file that ever was: the kernel uses device numbers again
     */
    FuseSession(int fd, ServedFile file, long inode, Arena arena) {
        this.inode = inode;
        this.fd = fd;
        this.file = file;
        this.state = Kernel.callState(arena);
        this.in = arena.allocate(TRANSFER_BYTES_MAX + 4096L, 4096);
        this.out = arena.allocate(TRANSFER_BYTES_MAX + 4096L, 4096);
    }

    /** Serves until the connection is gone. */
    void serve() {
        while (true) {
            long got = Kernel.read(state, fd, in);
            if (got == -Errno.ENODEV) {
                return; // unmounted or aborted
            }
            if (got < 0) {
                // ENOENT: the request was taken back before it was read; EINTR, EAGAIN: a signal. Else it is over.
                if (got != -Errno.ENOENT && got != -Errno.EINTR && got != -Errno.EAGAIN) {
                    return;
                }
                continue;
            }
            answer(got);
        }
    }

    private void answer(long requestBytes) {
        int number = in.get(JAVA_INT, at(FuseStructs.IN_HEADER, "opcode"));
        long unique = in.get(JAVA_LONG, at(FuseStructs.IN_HEADER, "unique"));
        long node = in.get(JAVA_LONG, at(FuseStructs.IN_HEADER, "nodeid"));
        MemorySegment body =
                in.asSlice(FuseStructs.IN_HEADER.byteSize(), requestBytes - FuseStructs.IN_HEADER.byteSize());
        MemorySegment reply = out.asSlice(FuseStructs.OUT_HEADER.byteSize());
        switch (Opcode.of(number)) {
            case INIT -> send(unique, init(body, reply));
            case LOOKUP -> send(unique, lookup(body, reply));
            case GETATTR -> send(unique, attributes(node, reply));
            case SETATTR -> send(unique, setAttributes(node, body, reply));
            case OPEN -> send(unique, open(reply));
            case READ -> send(unique, read(body, reply));
            case WRITE -> send(unique, write(body, reply));
            case FSYNC -> send(unique, file.flush());
            case FALLOCATE -> send(unique, allocate(body));
            case STATFS -> send(unique, statfs(reply));
            case FLUSH, RELEASE, DESTROY -> send(unique, 0); // close(2) makes nothing durable
            case FORGET, BATCH_FORGET, INTERRUPT -> {} // these want no answer
            case UNKNOWN -> send(unique, -Errno.ENOSYS);
        }
    }

    /** Answers with {@code result} bytes of payload, which are in place already, or with a negated errno. */
    private void send(long unique, int result) {
        long length = FuseStructs.OUT_HEADER.byteSize() + Math.max(result, 0);
        out.set(JAVA_INT, at(FuseStructs.OUT_HEADER, "len"), (int) length);
        out.set(JAVA_INT, at(FuseStructs.OUT_HEADER, "error"), Math.min(result, 0));
        out.set(JAVA_LONG, at(FuseStructs.OUT_HEADER, "unique"), unique);
        // ENOENT and ENODEV mean that nobody waits for the answer any more: the next read tells.
        long sent = Kernel.write(state, fd, out.asSlice(0, length));
        if (sent == -Errno.EINVAL) {
            throw new IllegalStateException("the kernel does not take the answer to request " + unique);
        }
    }

    private int init(MemorySegment body, MemorySegment reply) {
        StructLayout struct = FuseStructs.INIT_OUT;
        int offered = body.get(JAVA_INT, at(FuseStructs.INIT_IN, "flags"));
        clear(reply, struct);
        reply.set(JAVA_INT, at(struct, "major"), MAJOR);
        reply.set(JAVA_INT, at(struct, "minor"), MINOR);
        reply.set(JAVA_INT, at(struct, "max_readahead"), body.get(JAVA_INT, at(FuseStructs.INIT_IN, "max_readahead")));
        reply.set(JAVA_INT, at(struct, "flags"), offered & WANTED_FLAGS);
        reply.set(JAVA_SHORT, at(struct, "max_background"), (short) 64);
        reply.set(JAVA_SHORT, at(struct, "congestion_threshold"), (short) 48);
        reply.set(JAVA_INT, at(struct, "max_write"), TRANSFER_BYTES_MAX);
        reply.set(JAVA_INT, at(struct, "time_gran"), 1);
        reply.set(JAVA_SHORT, at(struct, "max_pages"), (short) (TRANSFER_BYTES_MAX / 4096));
        return size(struct);
    }

    private int lookup(MemorySegment body, MemorySegment reply) {
        if (!body.getString(0).equals(FILE_NAME)) {
            return -Errno.ENOENT;
        }
        clear(reply, FuseStructs.ENTRY_OUT);
        reply.set(JAVA_LONG, at(FuseStructs.ENTRY_OUT, "nodeid"), FILE_NODE);
        fillAttributes(reply.asSlice(at(FuseStructs.ENTRY_OUT, "attr")), FILE_NODE);
        return size(FuseStructs.ENTRY_OUT);
    }

    /** Valid for no time at all: a capacity that changes is seen at once. */
    private int attributes(long node, MemorySegment reply) {
        int refused = node == FILE_NODE ? file.status() : 0;
        if (refused < 0) {
            return refused;
        }
        clear(reply, FuseStructs.ATTR_OUT);
        fillAttributes(reply.asSlice(at(FuseStructs.ATTR_OUT, "attr")), node);
        return size(FuseStructs.ATTR_OUT);
    }

    private int setAttributes(long node, MemorySegment body, MemorySegment reply) {
        if ((body.get(JAVA_INT, at(FuseStructs.SETATTR_IN, "valid")) & FATTR_SIZE) != 0) {
            file.odd("change of size");
            return -Errno.EPERM;
        }
        return attributes(node, reply);
    }

    private void fillAttributes(MemorySegment attr, long node) {
        boolean root = node == ROOT_NODE;
        attr.set(JAVA_LONG, at(FuseStructs.ATTR, "ino"), root ? node : inode);
        attr.set(JAVA_LONG, at(FuseStructs.ATTR, "size"), root ? 0 : file.sizeBytes());
        attr.set(JAVA_LONG, at(FuseStructs.ATTR, "blocks"), root ? 0 : (file.sizeBytes() + 511) / 512);
        attr.set(JAVA_INT, at(FuseStructs.ATTR, "mode"), root ? S_IFDIR_0755 : S_IFREG_0600);
        attr.set(JAVA_INT, at(FuseStructs.ATTR, "nlink"), root ? 2 : 1);
        attr.set(JAVA_INT, at(FuseStructs.ATTR, "blksize"), 4096);
    }

    private static int open(MemorySegment reply) {
        clear(reply, FuseStructs.OPEN_OUT);
        reply.set(JAVA_INT, at(FuseStructs.OPEN_OUT, "open_flags"), FOPEN_DIRECT_IO | FOPEN_PARALLEL_DIRECT_WRITES);
        return size(FuseStructs.OPEN_OUT);
    }

    private int read(MemorySegment body, MemorySegment reply) {
        long offset = body.get(JAVA_LONG, at(FuseStructs.TRANSFER_IN, "offset"));
        int size = body.get(JAVA_INT, at(FuseStructs.TRANSFER_IN, "size"));
        return file.read(offset, reply.asSlice(0, size));
    }

    private int write(MemorySegment body, MemorySegment reply) {
        long offset = body.get(JAVA_LONG, at(FuseStructs.TRANSFER_IN, "offset"));
        int size = body.get(JAVA_INT, at(FuseStructs.TRANSFER_IN, "size"));
        int taken = file.write(offset, body.asSlice(FuseStructs.TRANSFER_IN.byteSize(), size));
        if (taken < 0) {
            return taken;
        }
        clear(reply, FuseStructs.WRITE_OUT);
        reply.set(JAVA_INT, at(FuseStructs.WRITE_OUT, "size"), taken);
        return size(FuseStructs.WRITE_OUT);
    }

    private int allocate(MemorySegment body) {
        return file.allocate(
                body.get(JAVA_LONG, at(FuseStructs.FALLOCATE_IN, "offset")),
                body.get(JAVA_LONG, at(FuseStructs.FALLOCATE_IN, "length")),
                body.get(JAVA_INT, at(FuseStructs.FALLOCATE_IN, "mode")));
    }

    private int statfs(MemorySegment reply) {
        clear(reply, FuseStructs.STATFS);
        reply.set(JAVA_LONG, at(FuseStructs.STATFS, "blocks"), (file.sizeBytes() + 4095) / 4096);
        reply.set(JAVA_INT, at(FuseStructs.STATFS, "bsize"), 4096);
        reply.set(JAVA_INT, at(FuseStructs.STATFS, "frsize"), 4096);
        reply.set(JAVA_INT, at(FuseStructs.STATFS, "namelen"), 255);
        return size(FuseStructs.STATFS);
    }

    private static void clear(MemorySegment reply, StructLayout struct) {
        reply.asSlice(0, struct.byteSize()).fill((byte) 0);
    }

    private static int size(StructLayout struct) {
        return Math.toIntExact(struct.byteSize());
    }
}
