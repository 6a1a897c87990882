package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;

/** What a made drive counts, in the Device Statistics log, 04h (ACS-4, "Device Statistics log"), by READ LOG EXT. */
final class AtaStatistics {
    /** Blocks that were replaced before anything is done to it. */
    static final int REPLACED_BEFORE = 3;

    /** The same at its end, once it was written to or has erased itself. */
    static final int REPLACED_AFTER = 5;

    private static final int DIRECTORY = 0x00;
    private static final int LOG = 0x04;
    private static final int PAGE_BYTES = 512;
    private static final int POWER_ON_HOURS = 1234;

    /** Those that it has: their list, general statistics, rotating media, general errors. */
    private static final byte[] PAGES = {0x00, 0x01, 0x03, 0x04};

    /** How many pages the log has, with those that are of nothing. */
    private static final int PAGES_OF_LOG = 8;

    private static final int REVISION = 1;

    /** The statistic is supported, and its value is valid. */
    private static final long TOLD = 0xc0L << 56;

    private final BlockCommands blocks;
    private final EraseCourse course;

    AtaStatistics(BlockCommands blocks, EraseCourse course) {
        this.blocks = blocks;
        this.course = course;
    }

    /** LBA: the log in bits 7:0, the first page in bits 15:8 and 39:32; COUNT: pages. */
    AtaAnswer read(AtaCommand command) throws IOException {
        int log = (int) (command.lba() & 0xff);
        int first = (int) (command.lba() >>> 8 & 0xff) | (int) (command.lba() >>> 24 & 0xff00);
        int pages = command.count();
        boolean inLog = log == LOG && pages > 0 && first + pages <= PAGES_OF_LOG;
        if (log == DIRECTORY && first == 0 && pages == 1) {
            return AtaAnswer.data(directory());
        }
        if (!inLog) {
            return AtaAnswer.aborted();
        }
        byte[] out = new byte[pages * PAGE_BYTES];
        for (int page = 0; page < pages; page++) {
            System.arraycopy(page(first + page), 0, out, page * PAGE_BYTES, PAGE_BYTES);
        }
        return AtaAnswer.data(out);
    }

    private static byte[] directory() {
        byte[] bytes = new byte[PAGE_BYTES];
        bytes[0] = REVISION; // General Purpose Logging
        bytes[2 * LOG] = PAGES_OF_LOG;
        return bytes;
    }

    /** Zeros of a page that is not there. */
    private byte[] page(int number) throws IOException {
        byte[] bytes = new byte[PAGE_BYTES];
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (number) {
            case 0x00 -> {
                page.put(8, (byte) PAGES.length);
                page.put(9, PAGES);
            }
            case 0x01 -> {
                page.putLong(8, TOLD | 1); // Lifetime Power-On Resets
                page.putLong(16, TOLD | POWER_ON_HOURS);
                page.putLong(24, TOLD | blocks.writtenBlocks()); // Logical Sectors Written
            }
            case 0x03 -> {
                page.putLong(32, TOLD | replaced()); // Number of Reallocated Logical Sectors
                page.putLong(56, TOLD); // Number of Reallocation Candidate Logical Sectors
            }
            case 0x04 -> page.putLong(8, TOLD); // Number of Reported Uncorrectable Errors
            default -> {
                return bytes;
            }
        }
        page.putShort(0, (short) REVISION);
        page.put(2, (byte) number);
        return bytes;
    }

    private int replaced() throws IOException {
        boolean used = blocks.writtenBlocks() > 0 || course.look().phase() == Phase.SUCCEEDED;
        return used ? REPLACED_AFTER : REPLACED_BEFORE;
    }
}
