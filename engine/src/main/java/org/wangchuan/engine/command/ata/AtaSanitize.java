package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaPassThrough.Transfer;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/** SANITIZE DEVICE, B4h, with its features (ACS-4; keys are in the LBA field). */
public final class AtaSanitize {
    private static final int COMMAND = 0xb4;
    private static final int STATUS = 0x0000;
    private static final int CRYPTO_SCRAMBLE = 0x0011;
    private static final int BLOCK_ERASE = 0x0012;
    private static final int OVERWRITE = 0x0014;
    private static final int FREEZE_LOCK = 0x0020;
    private static final int ANTIFREEZE_LOCK = 0x0040;

    private static final long CRYPTO_KEY = 0x43727970L; // "Cryp"
    private static final long BLOCK_KEY = 0x426b4572L; // "BkEr"
    private static final long OVERWRITE_KEY = 0x4f57L << 32; // "OW", above the pattern
    private static final long FREEZE_KEY = 0x46724c6bL; // "FrLk"
    private static final long ANTIFREEZE_KEY = 0x416e7469L; // "Anti"

    private static final int CLEAR_FAILURE = 1; // COUNT bit 0 of the status command
    private static final int FAILURE_MODE = 1 << 4;
    private static final int INVERT = 1 << 7;

    private static final int SUCCEEDED = 1 << 15;
    private static final int IN_PROGRESS = 1 << 14;
    private static final int FROZEN = 1 << 13;
    private static final int ANTIFREEZE = 1 << 12;
    private static final int ABORTED = 1 << 2; // ERROR field
    private static final int NO_PROGRESS = 0xffff;
    private static final int REASON_UNSUCCESSFUL = 1;
    private static final int REASON_FROZEN = 3;
    private static final int REASON_ANTIFREEZE = 4;

    /** Whether a drive whose sanitize operation fails may be asked out of the failed state without another sanitize. */
    public enum AfterFailure {
        /** Stays in the failed state until one succeeds. */
        STAY,
        /** FAILURE MODE bit: SANITIZE STATUS EXT with the clear bit ends it, with the data unsanitized. */
        MAY_EXIT
    }

    /**
     * What the drive says of itself.
     *
     * @param frozen in the frozen state: sanitize commands are refused until a power cycle
     * @param antifreeze the freeze lock command is refused
     */
    public record Status(SanitizeState state, Told frozen, Told antifreeze) {}

    private AtaSanitize() {}

    /** SANITIZE STATUS EXT, changes nothing. */
    public static ScsiRequest status() {
        return feature("SANITIZE STATUS EXT", STATUS, 0, 0);
    }

    /** SANITIZE STATUS EXT with CLEAR SANITIZE OPERATION FAILED: leaves the failed state, if that was allowed when it was started. */
    public static ScsiRequest clearFailure() {
        return feature("SANITIZE STATUS EXT", STATUS, CLEAR_FAILURE, 0);
    }

    /** CRYPTO SCRAMBLE EXT. */
    public static ScsiRequest cryptoScramble(AfterFailure afterFailure) {
        return feature("CRYPTO SCRAMBLE EXT", CRYPTO_SCRAMBLE, failureMode(afterFailure), CRYPTO_KEY);
    }

    /** BLOCK ERASE EXT. */
    public static ScsiRequest blockErase(AfterFailure afterFailure) {
        return feature("BLOCK ERASE EXT", BLOCK_ERASE, failureMode(afterFailure), BLOCK_KEY);
    }

    /**
     * OVERWRITE EXT.
     *
     * @param passes 1 to 16 (0 in the field means 16)
     * @param invert each pass writes the complement of the one before
     * @param pattern the 32 bits that are written over and over
     */
    public static ScsiRequest overwrite(AfterFailure afterFailure, int passes, boolean invert, int pattern) {
        if (passes < 1 || passes > 16) {
            throw new IllegalArgumentException("passes: 1 to 16");
        }
        int count = (passes & 0x0f) | (invert ? INVERT : 0) | failureMode(afterFailure);
        return feature("OVERWRITE EXT", OVERWRITE, count, OVERWRITE_KEY | Integer.toUnsignedLong(pattern));
    }

    /** SANITIZE FREEZE LOCK EXT: no sanitize until the next power cycle. */
    public static ScsiRequest freezeLock() {
        return feature("SANITIZE FREEZE LOCK EXT", FREEZE_LOCK, 0, FREEZE_KEY);
    }

    /** SANITIZE ANTIFREEZE LOCK EXT: no freeze lock until the next power cycle. */
    public static ScsiRequest antifreezeLock() {
        return feature("SANITIZE ANTIFREEZE LOCK EXT", ANTIFREEZE_LOCK, 0, ANTIFREEZE_KEY);
    }

    /**
     * What the answer to SANITIZE STATUS EXT says (ACS-4, tables of the normal and the error output). The last success stays there until
     * the next operation. What it says is in the upper half of COUNT: registers without it say nothing, and neither do those of which nobody
     * filled in the progress, which is 65535 unless one is at work. Of a refusal sense data in fixed format tell enough.
     *
     * @throws AnswerException if there are no registers, or they say progress and success at once
     */
    public static Status parse(byte[] sense) throws AnswerException {
        AtaRegisters registers = AtaRegisters.failure(sense)
                .orElseThrow(() -> new AnswerException(
                        Code.TYPE, "SANITIZE STATUS EXT", 0, "registers of the drive", sense.length));
        int low = (int) registers.address() & 0xffff;
        if (!registers.succeeded()) {
            return refused(registers, low & 0xff);
        }
        boolean running = (registers.count() & IN_PROGRESS) != 0;
        boolean success = (registers.count() & SUCCEEDED) != 0;
        if (running && success) {
            throw new AnswerException(
                    Code.VALUE, "SANITIZE STATUS EXT", 4, "either in progress or succeeded", registers.count());
        }
        if (!registers.extended() || (!running && low != NO_PROGRESS)) {
            return new Status(new SanitizeState.NotTold(), Told.NOT_TOLD, Told.NOT_TOLD);
        }
        SanitizeState state = running
                ? new SanitizeState.Running(low == NO_PROGRESS ? SanitizeState.Running.UNKNOWN_PROGRESS : low)
                : success ? new SanitizeState.LastSucceeded() : new SanitizeState.NoSuccessOnRecord();
        return new Status(
                state, Told.of((registers.count() & FROZEN) != 0), Told.of((registers.count() & ANTIFREEZE) != 0));
    }

    /** An aborted command tells its reason in the LBA field; what else it tells is no state. */
    private static Status refused(AtaRegisters registers, int reason) {
        boolean aborted = (registers.error() & ABORTED) != 0;
        if (aborted && reason == REASON_UNSUCCESSFUL) {
            return new Status(new SanitizeState.LastFailed(), Told.NOT_TOLD, Told.NOT_TOLD);
        }
        return new Status(
                new SanitizeState.NotTold(),
                aborted && reason == REASON_FROZEN ? Told.YES : Told.NOT_TOLD,
                aborted && reason == REASON_ANTIFREEZE ? Told.YES : Told.NOT_TOLD);
    }

    private static int failureMode(AfterFailure afterFailure) {
        return afterFailure == AfterFailure.MAY_EXIT ? FAILURE_MODE : 0;
    }

    private static ScsiRequest feature(String name, int feature, int count, long key) {
        return new AtaPassThrough(name, COMMAND, feature, count, key, Transfer.NONE_48).request(new byte[0]);
    }
}
