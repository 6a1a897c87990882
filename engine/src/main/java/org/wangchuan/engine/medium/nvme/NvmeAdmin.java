package org.wangchuan.engine.medium.nvme;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.DeviceCommand;

/** Hands an admin command to the kernel; whoever comes here has asked whether it may be sent. */
final class NvmeAdmin {
    /** No answer begins like this for 4096 bytes: a buffer that is full of it was not written to. */
    private static final byte UNWRITTEN = 0x5a;

    private static final int PAGE_BYTES = 4096;
    private static final HexFormat HEX = HexFormat.of();

    private NvmeAdmin() {}

    /** The answer, with what was read only if the command succeeded and somebody wrote to the buffer. */
    static DeviceCommand.Answer run(Kernel kernel, int descriptor, byte[] structure, int readBytes) {
        return run(kernel, descriptor, structure, new byte[0], readBytes);
    }

    /** The same with data that go; what went is overwritten afterwards, since it may hold a secret. */
    static DeviceCommand.Answer run(Kernel kernel, int descriptor, byte[] structure, byte[] sent, int readBytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(Math.max(readBytes, sent.length), 1), PAGE_BYTES);
            data.fill(UNWRITTEN);
            MemorySegment.copy(sent, 0, data, JAVA_BYTE, 0, sent.length);
            MemorySegment raw = arena.allocate(NvmeRequest.BYTES, Long.BYTES);
            MemorySegment.copy(structure, 0, raw, JAVA_BYTE, 0, structure.length);
            if (readBytes > 0 || sent.length > 0) {
                raw.set(ADDRESS, NvmeRequest.ADDRESS_OFFSET, data);
            }
            int returned = kernel.ioctl(descriptor, Requests.NVME_IOCTL_ADMIN_CMD, raw);
            data.asSlice(0, sent.length).fill(UNWRITTEN);
            if (returned < 0) {
                return new DeviceCommand.NotSent(-returned);
            }
            byte[] read = data.asSlice(0, readBytes).toArray(JAVA_BYTE);
            return new DeviceCommand.Told(
                    returned,
                    Integer.toUnsignedLong(raw.get(JAVA_INT_UNALIGNED, NvmeRequest.RESULT_OFFSET)),
                    returned == 0 && written(read) ? HEX.formatHex(read) : "");
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
