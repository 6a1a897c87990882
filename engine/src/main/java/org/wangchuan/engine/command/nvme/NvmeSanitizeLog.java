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
 * @param state whoever started it; {@link #stateOf} says it of one command
 * @param deallocatedAgainstWish the last success deallocated all user data, although no-deallocate was asked for (SSTAT 100b): what is read
 *     afterwards is not what the media hold
 * @param overwritePasses completed by the operation that runs, or ran last
 * @param globalDataErased nothing was written since the last success, or since the device was made
 * @param purged SSTAT bit 11: the media were purged. By one program that reads it, so that it is to be checked against the specification, and untried on
 *     hardware; means nothing where the controller does not tell {@link NvmeController#purgeReporting}
 * @param startedBy dword 10 of the command that started it, 32 bits, unsigned
 * @param plain what it estimates of a sanitize that may deallocate, or of a controller that does not modify the media for one that must not
 * @param keeping what it estimates where no-deallocate is asked for, and NODMMAS says that the media are modified after it (NVMe Base 1.4;
 *     reserved before)
 * @param machineState SSI bits 3:0 (NVMe Base 2.1): 0 idle, or from before 2.1; 1 and 3 processing, 2 and 4 failure, 5 media verification, 6
 *     deallocation after it
 */
public record NvmeSanitizeLog(
        SanitizeState state,
        boolean deallocatedAgainstWish,
        int overwritePasses,
        Told globalDataErased,
        boolean purged,
        long startedBy,
        Estimates plain,
        Estimates keeping,
        int machineState) {
    /** Bytes that are asked for. */
    public static final int BYTES = 512;

    private static final int SSI = 36;
    private static final int PURGED = 1 << 11;
    private static final int NO_PROGRESS = 0xffff;
    private static final int NEVER = 0;
    private static final int SUCCESS = 1;
    private static final int IN_PROGRESS = 2;
    private static final int FAILED = 3;
    private static final int SUCCESS_DEALLOCATED = 4;
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
        boolean success = operation == SUCCESS || operation == SUCCESS_DEALLOCATED;
        log.must(!success || progress == NO_PROGRESS, Code.VALUE, 0, "no progress (65535) with a success", progress);
        return new NvmeSanitizeLog(
                state(log, operation, progress),
                operation == SUCCESS_DEALLOCATED,
                status >>> 3 & 0x1f,
                Told.of((status & 0x100) != 0).onlyIf(operation != NEVER || progress == NO_PROGRESS),
                (status & PURGED) != 0,
                log.little32(4),
                Estimates.at(log, 8),
                Estimates.at(log, 20),
                log.bits(SSI, 3, 0));
    }

    /**
     * The state, if the operation is one that this command started; work, success and failure of another's are {@code NotTold}. A Sanitize
     * command with the same dword 10 that somebody else sent can't be told apart.
     */
    public SanitizeState stateOf(NvmeRequest sanitize) {
        return stateOf(Integer.toUnsignedLong(sanitize.word10()));
    }

    /**
     * The same of a command that is known by its bytes alone.
     *
     * @param word10 command dword 10, unsigned
     */
    public SanitizeState stateOf(long word10) {
        boolean ours = startedBy == word10;
        return ours || state instanceof SanitizeState.Never ? state : new SanitizeState.NotTold();
    }

    /**
     * A buffer that nobody wrote to reads as "never, progress 0": not what a controller says, which has 65535 there unless one is at work.
     * A success of which the state machine says that it goes on is none yet.
     */
    private static SanitizeState state(AnswerBytes log, int operation, int progress) throws AnswerException {
        return switch (operation) {
            case NEVER -> progress == NO_PROGRESS ? new SanitizeState.Never() : new SanitizeState.NotTold();
            case SUCCESS, SUCCESS_DEALLOCATED ->
                log.bits(SSI, 3, 0) == 0 ? new SanitizeState.LastSucceeded() : new SanitizeState.NotTold();
            case IN_PROGRESS -> new SanitizeState.Running(progress);
            case FAILED -> new SanitizeState.LastFailed();
            default -> new SanitizeState.NotTold();
        };
    }

    /**
     * Seconds that the controller says it takes, if it says so. 0: done when the command is answered.
     *
     * @param overwrite of sixteen passes
     */
    public record Estimates(OptionalLong overwrite, OptionalLong blockErase, OptionalLong cryptoErase) {
        private static Estimates at(AnswerBytes log, int offset) throws AnswerException {
            return new Estimates(seconds(log, offset), seconds(log, offset + 4), seconds(log, offset + 8));
        }

        private static OptionalLong seconds(AnswerBytes log, int offset) throws AnswerException {
            long value = log.little32(offset);
            return value == NOT_REPORTED || log.blank() ? OptionalLong.empty() : OptionalLong.of(value);
        }
    }
}
