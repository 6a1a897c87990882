package org.wangchuan.lab.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A submission queue entry as it came, 64 bytes.
 *
 * @param entry little-endian, not to be changed
 */
record NvmeCommand(ByteBuffer entry) {
    static final int BYTES = 64;
    private static final int DWORD_10 = 40;

    static NvmeCommand of(byte[] bytes) {
        return new NvmeCommand(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    int opcode() {
        return Byte.toUnsignedInt(entry.get(0));
    }

    int identifier() {
        return Short.toUnsignedInt(entry.getShort(2));
    }

    /** Fabrics Command Type, where the opcode is 7Fh. */
    int fabricsType() {
        return Byte.toUnsignedInt(entry.get(4));
    }

    long namespace() {
        return Integer.toUnsignedLong(entry.getInt(4));
    }

    /** Whether the data came with the command: an offset SGL Data Block descriptor. */
    boolean dataInCapsule() {
        return entry.get(39) == 0x01;
    }

    int dataBytes() {
        return entry.getInt(32);
    }

    /** Command Dword 10 to 15. */
    int dword(int number) {
        return entry.getInt(DWORD_10 + (number - 10) * 4);
    }

    int unsigned8(int offset) {
        return Byte.toUnsignedInt(entry.get(offset));
    }

    int unsigned16(int offset) {
        return Short.toUnsignedInt(entry.getShort(offset));
    }

    /** Starting LBA of what reads or writes. */
    long startBlock() {
        return entry.getLong(DWORD_10);
    }

    /** Number of logical blocks, 1 to 65536. */
    int blocks() {
        return (dword(12) & 0xffff) + 1;
    }
}
