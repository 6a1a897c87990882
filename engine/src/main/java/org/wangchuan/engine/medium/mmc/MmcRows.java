package org.wangchuan.engine.medium.mmc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.DeviceCommand;

/** Hands a row of commands to the kernel; whoever comes here has asked whether it may be sent. */
final class MmcRows {
    /** No answer is nothing but this: a buffer that is full of it was not written to. */
    private static final byte UNWRITTEN = 0x5a;

    private static final int PAGE_BYTES = 4096;
    private static final HexFormat HEX = HexFormat.of();

    private MmcRows() {}

    /**
     * The answer: the response to the last command; and what was read, or of several commands the responses to all of them, four bytes each,
     * the most significant first.
     *
     * @param readBytes 0 unless the row is one command alone
     */
    static DeviceCommand.Answer run(Kernel kernel, int descriptor, byte[] row, int readBytes) {
        int count = (row.length - MmcRequest.ROW_OFFSET) / MmcRequest.BYTES;
        if (readBytes > 0 && count != 1) {
            throw new IllegalArgumentException("what reads goes alone");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(readBytes, 1), PAGE_BYTES);
            data.fill(UNWRITTEN);
            MemorySegment raw = arena.allocate(row.length, Long.BYTES);
            MemorySegment.copy(row, 0, raw, JAVA_BYTE, 0, row.length);
            if (readBytes > 0) {
                raw.set(ADDRESS, MmcRequest.ROW_OFFSET + MmcRequest.ADDRESS_OFFSET, data);
            }
            int returned = kernel.ioctl(descriptor, Requests.MMC_IOC_MULTI_CMD, raw);
            if (returned < 0) {
                return new DeviceCommand.NotSent(-returned);
            }
            byte[] read = data.asSlice(0, readBytes).toArray(JAVA_BYTE);
            StringBuilder responses = new StringBuilder();
            int last = 0;
            for (int i = 0; i < count; i++) {
                last = raw.get(
                        JAVA_INT_UNALIGNED,
                        MmcRequest.ROW_OFFSET + (long) i * MmcRequest.BYTES + MmcRequest.RESPONSE_OFFSET);
                responses.append(HEX.toHexDigits(last));
            }
            String told = count > 1 ? responses.toString() : written(read) ? HEX.formatHex(read) : "";
            return new DeviceCommand.Told(0, Integer.toUnsignedLong(last), told);
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
