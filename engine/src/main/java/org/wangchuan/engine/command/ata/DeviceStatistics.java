package org.wangchuan.engine.command.ata;

import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/** A page of the Device Statistics log, 04h (ACS-4, "Device Statistics log"), read by READ LOG EXT. Immutable. */
public final class DeviceStatistics {
    /** The log's number. */
    public static final int LOG = 0x04;

    /** Rotating Media Statistics. */
    public static final int ROTATING_MEDIA = 0x03;

    /** General Errors Statistics. */
    public static final int GENERAL_ERRORS = 0x04;

    private static final int REVISION = 1;
    private static final int SUPPORTED_AND_VALID = 0xc0;

    private final AnswerBytes page;

    private DeviceStatistics(AnswerBytes page) {
        this.page = page;
    }

    /**
     * Reads a page.
     *
     * @param number that was asked for
     * @throws AnswerException if it is another page, or none
     */
    public static DeviceStatistics parse(byte[] bytes, int number) throws AnswerException {
        AnswerBytes page = AnswerBytes.exactly("Device Statistics log", bytes, AtaPassThrough.BLOCK_BYTES);
        page.must(page.little16(0) == REVISION, Code.TYPE, 0, "revision 1", page.little16(0));
        page.must(page.at(2) == number, Code.TYPE, 2, "page " + number, page.at(2));
        return new DeviceStatistics(page);
    }

    /** Number of Reallocated Logical Sectors, of page 03h. */
    public OptionalLong reallocated() throws AnswerException {
        return statistic(32);
    }

    /** Number of Reallocation Candidate Logical Sectors, of page 03h. */
    public OptionalLong candidates() throws AnswerException {
        return statistic(56);
    }

    /** Number of Reported Uncorrectable Errors, of page 04h. */
    public OptionalLong uncorrectable() throws AnswerException {
        return statistic(8);
    }

    /** 32 bits, and flags in the last of eight bytes: bit 7 the statistic is supported, bit 6 its value is valid. */
    private OptionalLong statistic(int offset) throws AnswerException {
        boolean told = (page.at(offset + 7) & SUPPORTED_AND_VALID) == SUPPORTED_AND_VALID;
        return told ? OptionalLong.of(page.little32(offset)) : OptionalLong.empty();
    }
}
