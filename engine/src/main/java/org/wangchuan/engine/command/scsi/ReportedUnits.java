package org.wangchuan.engine.command.scsi;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * The answer to REPORT LUNS (SPC-5): how many logical units a device has.
 *
 * @param units 1 or more, without well-known ones as far as their numbers were read
 */
public record ReportedUnits(long units) {
    /** Bytes that are read: more units than any drive has. */
    public static final int BYTES = 2048;

    private static final int HEADER_BYTES = 8;
    private static final int NUMBER_BYTES = 8;

    /** First byte of the number of a well-known unit (SAM-5, "Well known logical unit addressing"). */
    private static final int WELL_KNOWN = 0xc1;

    public static ReportedUnits parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.within("REPORT LUNS", bytes, HEADER_BYTES, BYTES);
        long length = data.big32(0);
        data.must(
                length > 0 && length % NUMBER_BYTES == 0, Code.LENGTH, 0, "whole numbers of units, 1 or more", length);
        long units = length / NUMBER_BYTES;
        long read = Math.min(length, bytes.length - HEADER_BYTES);
        // A list that is cut off says how long it is; only one that is cut off by us may be.
        data.must(
                read == length || bytes.length == BYTES,
                Code.LENGTH,
                0,
                (bytes.length - HEADER_BYTES) + " bytes of numbers",
                length);
        for (int at = HEADER_BYTES; at + NUMBER_BYTES <= HEADER_BYTES + read; at += NUMBER_BYTES) {
            units -= data.at(at) == WELL_KNOWN ? 1 : 0;
        }
        data.must(units > 0, Code.VALUE, HEADER_BYTES, "a unit for data", units);
        return new ReportedUnits(units);
    }
}
