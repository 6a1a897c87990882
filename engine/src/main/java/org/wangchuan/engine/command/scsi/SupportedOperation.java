package org.wangchuan.engine.command.scsi;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/** The answer to REPORT SUPPORTED OPERATION CODES of one operation (SPC-5, "One_command parameter data format"). */
public final class SupportedOperation {
    /** Bytes that are asked for: an adapter that does not say how few came hands on as many, and all of them go on record. */
    public static final int BYTES_MAX = 512;

    private static final int NOT_SUPPORTED = 1;
    private static final int AS_STANDARD = 3;

    private SupportedOperation() {}

    /** Whether the operation is known; what is known in a manner of the maker's counts as not told. */
    public static Told parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.within("REPORT SUPPORTED OPERATION CODES", bytes, 4, BYTES_MAX);
        return switch (data.bits(1, 2, 0)) {
            case AS_STANDARD -> Told.YES;
            case NOT_SUPPORTED -> Told.NO;
            default -> Told.NOT_TOLD; // 0: not available just now, 5: in a manner of the maker's, others: reserved
        };
    }
}
