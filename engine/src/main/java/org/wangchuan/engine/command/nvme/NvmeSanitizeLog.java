package org.wangchuan.engine.command.nvme;

import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;

/**
 * Sanitize Status log, 81h (NVMe Base 2.0). The controller keeps the last result for ever.
 *
 * @param keptAllocated the last success was one with no-deallocate
 * @param overwritePasses completed by the operation that runs, or ran last
 * @param globalDataErased nothing was written since the last success, or since the device was made
 * @param startedBy dword 10 of the command that started it
 * @param overwriteSeconds what it estimates, if it does; likewise the others
 */
public record NvmeSanitizeLog(
        SanitizeState state,
        boolean keptAllocated,
        int overwritePasses,
        Told globalDataErased,
        long startedBy,
        OptionalLong overwriteSeconds,
        OptionalLong blockEraseSeconds,
        OptionalLong cryptoEraseSeconds) {
    /** Bytes that are asked for. */
    public static final int BYTES = 512;

    private static final int NO_PROGRESS = 0xffff;
    private static final int NEVER = 0;
    private static final int SUCCESS = 1;
    private static final int IN_PROGRESS = 2;
    private static final int FAILED = 3;
    private static final int SUCCESS_NO_DEALLOCATE = 4;
    private static final long NOT_REPORTED = 0xffffffffL;

    /**
     * Reads the log.
     *
     * @throws AnswerException if it is of another size, or says success and progress at once
     */
    public static NvmeSanitizeLog parse(byte[] bytes) throws AnswerException {
        AnswerBytes log = AnswerBytes.exactly("Sanitize Status log", bytes, BYTES);
        int progress = log.little16(0);
        int status = log.little16(2);
        int operation = status & 7;
        boolean success = operation == SUCCESS || operation == SUCCESS_NO_DEALLOCATE;
        log.must(!success || progress == NO_PROGRESS, Code.VALUE, 0, "no progress (65535) with a success", progress);
        return new NvmeSanitizeLog(
                state(log, operation, progress),
                operation == SUCCESS_NO_DEALLOCATE,
                status >>> 3 & 0x1f,
                Told.of((status & 0x100) != 0).onlyIf(!log.blank()),
                log.little32(4),
                seconds(log, 8),
                seconds(log, 12),
                seconds(log, 16));
    }

    /** A buffer that nobody wrote to reads as "never, progress 0": not what a controller says, which has 65535 there. */
    private static SanitizeState state(AnswerBytes log, int operation, int progress) {
        return switch (operation) {
            case NEVER -> log.blank() ? new SanitizeState.NotTold() : new SanitizeState.Never();
            case SUCCESS, SUCCESS_NO_DEALLOCATE -> new SanitizeState.LastSucceeded();
            case IN_PROGRESS -> new SanitizeState.Running(progress);
            case FAILED -> new SanitizeState.LastFailed();
            default -> new SanitizeState.NotTold();
        };
    }

    private static OptionalLong seconds(AnswerBytes log, int offset) throws AnswerException {
        long value = log.little32(offset);
        return value == NOT_REPORTED || log.blank() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
