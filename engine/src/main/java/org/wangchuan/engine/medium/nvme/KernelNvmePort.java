package org.wangchuan.engine.medium.nvme;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;

/**
 * The controller of the namespace behind an open descriptor; nothing that could change it goes through ({@link ReadOnlyCommands}). A call may
 * block for as long as the kernel does, which is longer than the time that it is given: who asks does so with patience.
 */
public final class KernelNvmePort implements NvmePort {
    /** No answer begins like this for 4096 bytes: a buffer that is full of it was not written to. */
    private static final byte UNWRITTEN = 0x5a;

    /**
     * 0 is the driver's own time for administration. A shorter one would make it reset the controller sooner, as in the middle of a format that
     * somebody else has begun and that keeps it from answering.
     */
    private static final int DRIVERS_OWN_TIME = 0;

    private static final int PAGE_BYTES = 4096;

    private final Kernel kernel;
    private final int descriptor;

    /** @param descriptor stays the caller's, who closes it */
    public KernelNvmePort(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if it is none of the commands that are known to change nothing; it is not sent
     */
    @Override
    public Answer execute(NvmeRequest request) {
        byte[] structure = request.structure(DRIVERS_OWN_TIME);
        if (!ReadOnlyCommands.nvme(structure) || request.sent().length > 0) {
            throw new IllegalArgumentException("not known to change nothing: " + request);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(request.readBytes(), 1), PAGE_BYTES);
            data.fill(UNWRITTEN);
            MemorySegment raw = arena.allocate(NvmeRequest.BYTES, Long.BYTES);
            MemorySegment.copy(structure, 0, raw, JAVA_BYTE, 0, structure.length);
            raw.set(ADDRESS, NvmeRequest.ADDRESS_OFFSET, data);
            int returned = kernel.ioctl(descriptor, Requests.NVME_IOCTL_ADMIN_CMD, raw);
            if (returned < 0) {
                return new NotSent(-returned);
            }
            byte[] read = data.asSlice(0, request.readBytes()).toArray(JAVA_BYTE);
            return new Completed(returned, returned == 0 && written(read) ? read : new byte[0]);
        }
    }

    private static boolean written(byte[] bytes) {
        for (byte b : bytes) {
            if (b != UNWRITTEN) {
                return true;
            }
        }
        return false;
    }
}
