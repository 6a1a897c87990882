package org.wangchuan.engine.command.mmc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One command as {@code MMC_IOC_CMD} takes it, alone or in a row ({@code MMC_IOC_MULTI_CMD}); linux/mmc/ioctl.h, {@code struct
 * mmc_ioc_cmd}.
 *
 * @param name as the standard calls it
 * @param opcode CMD0 to CMD63
 * @param argument 32 bits
 * @param writes it changes something ({@code write_flag})
 * @param response flags of the kernel for the response and the kind of the command
 * @param readBytes 512 for those that read a block, otherwise 0
 */
public record MmcRequest(String name, int opcode, int argument, boolean writes, Response response, int readBytes) {
    /** sizeof(struct mmc_ioc_cmd). */
    public static final int BYTES = 72;

    /** Where the address of the data goes; left empty here, for who sends it. */
    public static final int ADDRESS_OFFSET = 64;

    public static final int TIMEOUT_OFFSET = 56;
    public static final int RESPONSE_OFFSET = 16;

    /** Commands in a row at most (MMC_IOC_MAX_CMDS). */
    public static final int ROW_MAX = 255;

    public static final int WRITE_OFFSET = 0;
    public static final int OPCODE_OFFSET = 8;
    public static final int ARGUMENT_OFFSET = 12;
    public static final int FLAGS_OFFSET = 32;
    public static final int BLOCK_BYTES_OFFSET = 36;
    public static final int BLOCKS_OFFSET = 40;

    /** What comes back, and whether data does (flags of linux/mmc/core.h, which no header for programs has). */
    public enum Response {
        /** R1 without data. */
        R1(0x95),
        /** R1 with busy. */
        R1B(0x49d),
        /** R1 with data. */
        R1_DATA(0xb5),
        /** R1 without data, as mmc-utils asks for the status (no bits for SPI). */
        R1_PLAIN(0x15);

        private final int flags;

        Response(int flags) {
            this.flags = flags;
        }
    }

    /** Where the commands of a row begin, after their number (linux/mmc/ioctl.h, {@code struct mmc_ioc_multi_cmd}). */
    public static final int ROW_OFFSET = 8;

    /**
     * A row of commands, or one alone in the same form: {@code struct mmc_ioc_multi_cmd}. They follow each other with nothing between. Its length
     * is that of no other request here.
     *
     * @param requests 1 to {@value #ROW_MAX}
     * @param timeoutMillis of each, 0 for the driver's own
     */
    public static byte[] row(List<MmcRequest> requests, int timeoutMillis) {
        if (requests.isEmpty() || requests.size() > ROW_MAX) {
            throw new IllegalArgumentException("1 to " + ROW_MAX + " commands");
        }
        ByteBuffer out =
                ByteBuffer.allocate(ROW_OFFSET + BYTES * requests.size()).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(requests.size());
        requests.forEach(request -> out.put(request.structure(timeoutMillis)));
        return out.array();
    }

    /**
     * The structure, with neither address nor response.
     *
     * @param timeoutMillis 0 for the driver's own
     */
    public byte[] structure(int timeoutMillis) {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(WRITE_OFFSET, writes ? 1 : 0);
        out.putInt(OPCODE_OFFSET, opcode);
        out.putInt(ARGUMENT_OFFSET, argument);
        out.putInt(FLAGS_OFFSET, response.flags);
        out.putInt(BLOCK_BYTES_OFFSET, readBytes);
        out.putInt(BLOCKS_OFFSET, readBytes == 0 ? 0 : 1);
        out.putInt(TIMEOUT_OFFSET, timeoutMillis);
        return out.array();
    }
}
