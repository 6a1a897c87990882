package org.wangchuan.engine.command.scsi;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/** The head of the answer to READ DEFECT DATA(12) (SBC-4): how long the list is, without the list. */
public final class DefectList {
    /** Bytes of the head. */
    public static final int BYTES = 8;

    private static final int GROWN_ALONE = 0x08; // GLISTV without PLISTV
    private static final int LISTS = 0x18;
    private static final int SHORT_BLOCK = 0;
    private static final int PHYSICAL_SECTOR = 5;

    private DefectList() {}

    /**
     * How many blocks the drive has replaced since it was made.
     *
     * @throws AnswerException if it is of another list, or of a format without a size of its own
     */
    public static long grown(byte[] bytes) throws AnswerException {
        AnswerBytes head = AnswerBytes.exactly("READ DEFECT DATA", bytes, BYTES);
        head.must((head.at(1) & LISTS) == GROWN_ALONE, Code.TYPE, 1, "the grown list alone", head.at(1));
        int format = head.bits(1, 2, 0);
        head.must(format <= PHYSICAL_SECTOR, Code.TYPE, 1, "a format from 0 to 5", format);
        int size = format == SHORT_BLOCK ? 4 : 8;
        long length = head.big32(4);
        head.must(length % size == 0, Code.LENGTH, 4, "whole addresses of " + size + " bytes", length);
        return length / size;
    }
}
