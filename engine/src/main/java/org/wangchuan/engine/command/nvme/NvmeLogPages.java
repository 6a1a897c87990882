package org.wangchuan.engine.command.nvme;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * What a controller tells of its log pages, and by one of them (NVMe Base 2.1, "Supported Log Pages" and "Boot Partition").
 *
 * @param bootPartition whether it has the Boot Partition log page (15h)
 */
public record NvmeLogPages(boolean bootPartition) {
    /** Bytes of the Supported Log Pages log (00h): four for each page that there can be. */
    public static final int BYTES = 1024;

    /** Bytes of the Boot Partition log before what the partition holds, which is never asked for. */
    public static final int BOOT_HEADER_BYTES = 16;

    /** The identifier of that log, which it begins with. */
    static final int BOOT_PARTITION = 0x15;

    private static final long BOOT_UNIT_BYTES = 128 * 1024;
    private static final int BOOT_SIZE = 0x7fff;

    /**
     * Reads the Supported Log Pages log: LSUPP, bit 0 of each page's four bytes.
     *
     * @throws AnswerException if it is of another size, or does not tell of itself, as a buffer that nobody wrote to
     */
    public static NvmeLogPages parse(byte[] bytes) throws AnswerException {
        AnswerBytes log = AnswerBytes.exactly("Supported Log Pages log", bytes, BYTES);
        log.must(log.bit(0, 0), Code.VALUE, 0, "itself among the pages", 0);
        return new NvmeLogPages(log.bit(4 * BOOT_PARTITION, 0));
    }

    /**
     * Bytes of each of the two boot partitions, by the header of the Boot Partition log: BPSZ (BPINFO bits 14:0), in units of 128 KiB. 0 if there are none.
     *
     * @throws AnswerException if it is of another size, or does not begin with its identifier
     */
    public static long bootPartitionBytes(byte[] bytes) throws AnswerException {
        AnswerBytes log = AnswerBytes.exactly("Boot Partition log", bytes, BOOT_HEADER_BYTES);
        log.must(log.at(0) == BOOT_PARTITION, Code.TYPE, 0, "15h", log.at(0));
        return (log.little16(4) & BOOT_SIZE) * BOOT_UNIT_BYTES;
    }
}
