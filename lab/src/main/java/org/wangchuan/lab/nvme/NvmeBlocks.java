package org.wangchuan.lab.nvme;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.Firmware;

/** The namespaces of a drive and what their blocks are asked for: reading, writing, deallocating (NVM Command Set 1.0, section 3). One caller at a time. */
final class NvmeBlocks {
    static final int BLOCK_BYTES = 512;

    /** Command Dword 12 of Write and Write Zeroes: durable before it is answered. */
    private static final int FORCE_UNIT_ACCESS = 1 << 30;

    private static final int DATASET_MANAGEMENT = 0x09;

    private final Cells cells;
    private final int namespaces;
    private final boolean honest;
    private final EraseCourse course;

    /** Since it last erased itself; there are data on it at first. */
    private boolean written = true;

    NvmeBlocks(Cells cells, int namespaces, Firmware firmware, EraseCourse course) {
        this.cells = cells;
        this.namespaces = namespaces;
        honest = firmware.conduct() instanceof Conduct.Honest;
        this.course = course;
    }

    /** Whether anything was written since the drive last erased itself. */
    boolean written() {
        return written;
    }

    /** It erases itself. */
    void forgetWritten() {
        written = false;
    }

    NvmeAnswer execute(NvmeCommand command, byte[] data) throws IOException {
        if (!knows(command.namespace())) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
        }
        return switch (command.opcode()) {
            case 0x00 -> {
                cells.flush();
                yield NvmeAnswer.done(0);
            }
            case 0x01 -> write(command, data);
            case 0x02 -> read(command);
            case 0x08 -> write(command, new byte[command.blocks() * BLOCK_BYTES]);
            case DATASET_MANAGEMENT -> deallocate(command, data);
            default -> NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
        };
    }

    boolean knows(long namespace) {
        return namespace >= 1 && namespace <= namespaces;
    }

    long namespaceBytes() {
        return cells.bytes() / namespaces;
    }

    /** Where in the cells the namespace of a command begins, bytes. */
    long start(NvmeCommand command) {
        return (command.namespace() - 1) * namespaceBytes();
    }

    /** The bytes of the cells that a command is about, as offset and length; all of a namespace where it names a list of them. */
    long[] range(NvmeCommand command) {
        boolean listed = command.opcode() == DATASET_MANAGEMENT;
        return listed
                ? new long[] {start(command), namespaceBytes()}
                : new long[] {start(command) + command.startBlock() * BLOCK_BYTES, (long) command.blocks() * BLOCK_BYTES
                };
    }

    private boolean outside(long block, long blocks) {
        long all = namespaceBytes() / BLOCK_BYTES;
        return block < 0 || block > all || blocks > all - block;
    }

    private NvmeAnswer read(NvmeCommand command) throws IOException {
        if (outside(command.startBlock(), command.blocks())) {
            return NvmeAnswer.refused(NvmeStatus.LBA_OUT_OF_RANGE);
        }
        byte[] out = new byte[command.blocks() * BLOCK_BYTES];
        long from = start(command) + command.startBlock() * BLOCK_BYTES;
        if (cells.unreadable(from, out.length)) {
            return NvmeAnswer.refused(NvmeStatus.UNRECOVERED_READ);
        }
        cells.read(from, ByteBuffer.wrap(out));
        return NvmeAnswer.data(out);
    }

    private NvmeAnswer write(NvmeCommand command, byte[] data) throws IOException {
        if (outside(command.startBlock(), command.blocks())) {
            return NvmeAnswer.refused(NvmeStatus.LBA_OUT_OF_RANGE);
        }
        if (data.length != command.blocks() * BLOCK_BYTES) {
            return NvmeAnswer.refused(NvmeStatus.DATA_TRANSFER);
        }
        long to = start(command) + command.startBlock() * BLOCK_BYTES;
        course.written(to);
        written = true;
        cells.write(to, ByteBuffer.wrap(data));
        if ((command.dword(12) & FORCE_UNIT_ACCESS) != 0) {
            cells.flush(to, ByteBuffer.wrap(data));
        }
        return NvmeAnswer.done(0);
    }

    /** Dataset Management: what is deallocated reads as zeros; only an honest drive lets go of the cells. */
    private NvmeAnswer deallocate(NvmeCommand command, byte[] data) throws IOException {
        int ranges = (command.dword(10) & 0xff) + 1;
        if ((command.dword(11) & 4) == 0 || !honest) {
            return NvmeAnswer.done(0);
        }
        if (data.length < ranges * 16) {
            return NvmeAnswer.refused(NvmeStatus.DATA_TRANSFER);
        }
        ByteBuffer list = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < ranges * 16; at += 16) {
            long blocks = Integer.toUnsignedLong(list.getInt(at + 4));
            long start = list.getLong(at + 8);
            if (outside(start, blocks)) {
                return NvmeAnswer.refused(NvmeStatus.LBA_OUT_OF_RANGE);
            }
            for (long done = 0; done < blocks; done += 2048) {
                int piece = (int) Math.min(2048, blocks - done);
                cells.write(
                        start(command) + (start + done) * BLOCK_BYTES, ByteBuffer.wrap(new byte[piece * BLOCK_BYTES]));
            }
        }
        return NvmeAnswer.done(0);
    }
}
