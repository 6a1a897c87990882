package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;

/** What any disk does: capacity, reading, writing, unmapping (SBC-4). */
final class BlockCommands {
    static final int BLOCK_BYTES = 512;

    /** As much as one command moves here, blocks. */
    private static final int BLOCKS_MAX = 8192;

    private final Cells cells;
    private final boolean honest;
    private final LongConsumer written;
    private long blocks;
    private long writtenBlocks;

    /** @param written told of where the host writes, bytes */
    BlockCommands(Cells cells, Firmware firmware, LongConsumer written) {
        this.cells = cells;
        this.written = written;
        honest = firmware.conduct() instanceof Conduct.Honest;
        blocks = cells.bytes() / BLOCK_BYTES;
    }

    /** Shows only so many blocks from now on. */
    void limit(long shown) {
        blocks = shown;
    }

    long blocks() {
        return blocks;
    }

    /** How many blocks the host has written, each as often as it did. */
    long writtenBlocks() {
        return writtenBlocks;
    }

    static boolean knows(int opcode) {
        return switch (opcode) {
            case 0x08, 0x28, 0xa8, 0x88, 0x0a, 0x2a, 0xaa, 0x8a, 0x25, 0x9e, 0x35, 0x91, 0x2f, 0x8f, 0x41, 0x93, 0x42 ->
                true;
            default -> false;
        };
    }

    /** Whether it touches the medium. */
    static boolean reaches(int opcode) {
        return knows(opcode) && opcode != 0x25 && opcode != 0x9e;
    }

    /** From where and how many bytes a command reaches; all of them where its data say where, none where it reaches none. */
    long[] range(byte[] descriptor) {
        ByteBuffer block = ByteBuffer.wrap(descriptor);
        return switch (Byte.toUnsignedInt(descriptor[0])) {
            case 0x08, 0x0a -> bytes(block.getInt(0) & 0x1f_ffff, six(block));
            case 0x28, 0x2a, 0x2f, 0x41 ->
                bytes(Integer.toUnsignedLong(block.getInt(2)), Short.toUnsignedInt(block.getShort(7)));
            case 0xa8, 0xaa -> bytes(Integer.toUnsignedLong(block.getInt(2)), block.getInt(6));
            case 0x88, 0x8a, 0x8f, 0x93 -> bytes(block.getLong(2), block.getInt(10));
            case 0x42 -> bytes(0, blocks);
            default -> bytes(0, 0);
        };
    }

    private static long[] bytes(long from, long count) {
        return new long[] {from * BLOCK_BYTES, count * BLOCK_BYTES};
    }

    ScsiAnswer execute(byte[] descriptor, byte[] data) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(descriptor);
        return switch (Byte.toUnsignedInt(descriptor[0])) {
            case 0x08 -> read(block.getInt(0) & 0x1f_ffff, six(block));
            case 0x28 -> read(Integer.toUnsignedLong(block.getInt(2)), Short.toUnsignedInt(block.getShort(7)));
            case 0xa8 -> read(Integer.toUnsignedLong(block.getInt(2)), block.getInt(6));
            case 0x88 -> read(block.getLong(2), block.getInt(10));
            case 0x0a -> write(block.getInt(0) & 0x1f_ffff, six(block), data);
            case 0x2a -> write(Integer.toUnsignedLong(block.getInt(2)), Short.toUnsignedInt(block.getShort(7)), data);
            case 0xaa -> write(Integer.toUnsignedLong(block.getInt(2)), block.getInt(6), data);
            case 0x8a -> write(block.getLong(2), block.getInt(10), data);
            case 0x25 -> capacity10();
            case 0x9e -> (descriptor[1] & 0x1f) == 0x10 ? capacity16(block.getInt(10)) : ScsiAnswer.invalidField();
            case 0x35, 0x91 -> {
                cells.flush();
                yield ScsiAnswer.good();
            }
            case 0x2f, 0x8f -> ScsiAnswer.good();
            case 0x41 ->
                same(
                        Integer.toUnsignedLong(block.getInt(2)),
                        Short.toUnsignedInt(block.getShort(7)),
                        descriptor[1],
                        data);
            case 0x93 -> same(block.getLong(2), block.getInt(10), descriptor[1], data);
            case 0x42 -> unmap(data);
            default -> ScsiAnswer.invalidOpcode();
        };
    }

    private static int six(ByteBuffer block) {
        int count = Byte.toUnsignedInt(block.get(4));
        return count == 0 ? 256 : count;
    }

    private boolean outside(long block, long count) {
        return block < 0 || count < 0 || block > blocks || count > blocks - block;
    }

    private static ScsiAnswer outOfRange() {
        return ScsiAnswer.check(ScsiAnswer.ILLEGAL_REQUEST, 0x21, 0);
    }

    private ScsiAnswer read(long block, int count) throws IOException {
        if (outside(block, count)) {
            return outOfRange();
        }
        if (count > BLOCKS_MAX) {
            return ScsiAnswer.invalidField();
        }
        if (cells.unreadable(block * BLOCK_BYTES, (long) count * BLOCK_BYTES)) {
            return ScsiAnswer.check(ScsiAnswer.MEDIUM_ERROR, 0x11, 0); // UNRECOVERED READ ERROR
        }
        byte[] out = new byte[count * BLOCK_BYTES];
        cells.read(block * BLOCK_BYTES, ByteBuffer.wrap(out));
        return ScsiAnswer.data(out);
    }

    private ScsiAnswer write(long block, int count, byte[] data) throws IOException {
        if (outside(block, count)) {
            return outOfRange();
        }
        if (count > BLOCKS_MAX || data.length < count * BLOCK_BYTES) {
            return ScsiAnswer.invalidField();
        }
        written.accept(block * BLOCK_BYTES);
        writtenBlocks += count;
        cells.write(block * BLOCK_BYTES, ByteBuffer.wrap(data, 0, count * BLOCK_BYTES));
        return ScsiAnswer.good();
    }

    private ScsiAnswer capacity10() {
        ByteBuffer out = ByteBuffer.allocate(8);
        out.putInt(0, (int) Math.min(blocks - 1, 0xffff_ffffL));
        out.putInt(4, BLOCK_BYTES);
        return ScsiAnswer.data(bytes(out));
    }

    private ScsiAnswer capacity16(int length) {
        ByteBuffer out = ByteBuffer.allocate(32);
        out.putLong(0, blocks - 1);
        out.putInt(8, BLOCK_BYTES);
        out.put(14, (byte) 0x80); // LBPME
        byte[] all = bytes(out);
        return ScsiAnswer.data(Arrays.copyOf(all, Math.clamp(length, 0, all.length)));
    }

    static byte[] bytes(ByteBuffer from) {
        byte[] out = new byte[from.capacity()];
        from.get(0, out);
        return out;
    }

    private ScsiAnswer same(long block, int count, int settings, byte[] data) throws IOException {
        boolean unmap = (settings & 8) != 0;
        long all = count == 0 ? blocks - block : Integer.toUnsignedLong(count);
        if (outside(block, all)) {
            return outOfRange();
        }
        byte[] pattern = new byte[BLOCK_BYTES];
        if ((settings & 1) == 0) { // NDOB
            if (data.length < BLOCK_BYTES) {
                return ScsiAnswer.invalidField();
            }
            System.arraycopy(data, 0, pattern, 0, BLOCK_BYTES);
        }
        return unmap && !honest ? ScsiAnswer.good() : fill(block, all, pattern);
    }

    private ScsiAnswer fill(long block, long count, byte[] pattern) throws IOException {
        for (long done = 0; done < count; done++) {
            cells.write((block + done) * BLOCK_BYTES, ByteBuffer.wrap(pattern));
        }
        return ScsiAnswer.good();
    }

    /** UNMAP: what is unmapped reads as zeros; only an honest drive lets go of the cells. */
    private ScsiAnswer unmap(byte[] data) throws IOException {
        if (data.length < 8) {
            return ScsiAnswer.good();
        }
        ByteBuffer list = ByteBuffer.wrap(data);
        int length = Math.min(Short.toUnsignedInt(list.getShort(2)), data.length - 8);
        for (int at = 8; at + 16 <= 8 + length; at += 16) {
            long block = list.getLong(at);
            long count = Integer.toUnsignedLong(list.getInt(at + 8));
            if (!letGo(block, count)) {
                return outOfRange();
            }
        }
        return ScsiAnswer.good();
    }

    /** Lets go of some blocks, if it is honest; whether it has them. */
    boolean letGo(long block, long count) throws IOException {
        if (outside(block, count)) {
            return false;
        }
        if (honest) {
            ScsiAnswer _ = fill(block, count, new byte[BLOCK_BYTES]);
        }
        return true;
    }
}
