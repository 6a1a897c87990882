package org.wangchuan.engine.command.scsi;

import java.util.OptionalInt;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.SanitizeState;

/**
 * Sense data in either format (SPC-5, "Sense data").
 *
 * @param deferred it is about an earlier command
 * @param key 0 no sense, 2 not ready, 3 medium error, 4 hardware error, 5 illegal request, 6 unit attention…
 * @param code ADDITIONAL SENSE CODE, or {@link #CUT_OFF}
 * @param qualifier ADDITIONAL SENSE CODE QUALIFIER, or {@link #CUT_OFF}
 * @param progressOf65536 of the operation that key and codes name, if told
 * @param anotherSanitize the progress of a sanitize that an Another Progress Indication descriptor names beside it
 */
public record SenseData(
        boolean deferred, int key, int code, int qualifier, OptionalInt progressOf65536, OptionalInt anotherSanitize) {
    /** The answer ends before the codes: what it is about is not told. */
    public static final int CUT_OFF = -1;

    private static final int FIXED = 0x70;
    private static final int FIXED_DEFERRED = 0x71;
    private static final int DESCRIPTORS = 0x72;
    private static final int DESCRIPTORS_DEFERRED = 0x73;
    private static final int KEY_SPECIFIC = 0x02;
    private static final int ANOTHER_PROGRESS = 0x0a;
    private static final int SENSE_BYTES_MAX = 252;

    private static final int NO_SENSE = 0;
    private static final int NOT_READY = 2;
    private static final int LOGICAL_UNIT_STATE = 0x04;
    private static final int SANITIZE_IN_PROGRESS = 0x1b;
    private static final int FORMAT_IN_PROGRESS = 0x04;
    private static final int FORMAT_FAILED = 0x31;
    private static final int SANITIZE_FAILED = 0x03;
    private static final int LOW_POWER_CONDITION = 0x5e;

    public static SenseData parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.within("sense data", bytes, 8, SENSE_BYTES_MAX);
        int format = data.bits(0, 6, 0);
        boolean deferred = format == FIXED_DEFERRED || format == DESCRIPTORS_DEFERRED;
        AnswerBytes whole = shortened(data);
        if (format == FIXED || format == FIXED_DEFERRED) {
            boolean coded = whole.has(12, 2);
            return new SenseData(
                    deferred,
                    whole.bits(2, 3, 0),
                    coded ? whole.at(12) : CUT_OFF,
                    coded ? whole.at(13) : CUT_OFF,
                    whole.has(15, 3) && whole.bit(15, 7) && hasProgress(whole.bits(2, 3, 0))
                            ? OptionalInt.of(whole.big16(16))
                            : OptionalInt.empty(),
                    OptionalInt.empty());
        }
        data.must(
                format == DESCRIPTORS || format == DESCRIPTORS_DEFERRED,
                Code.TYPE,
                0,
                "a format of 70h to 73h",
                format);
        int key = whole.bits(1, 3, 0);
        return new SenseData(deferred, key, whole.at(2), whole.at(3), progress(whole, key), anotherSanitize(whole));
    }

    /**
     * What the answer to REQUEST SENSE says of a sanitize (SBC-4, "SANITIZE command"). No sense says that none runs and that none failed; of
     * a success a device keeps no record.
     */
    public SanitizeState sanitize() {
        // With MEDIUM ERROR by the standard; a failure is believed with any key, and also where it is told of late.
        if (code == FORMAT_FAILED && qualifier == SANITIZE_FAILED) {
            return new SanitizeState.LastFailed();
        }
        if (deferred) {
            return new SanitizeState.NotTold();
        }
        if (sanitizes(key, code, qualifier)) {
            return new SanitizeState.Running(progressOf65536.orElse(SanitizeState.Running.UNKNOWN_PROGRESS));
        }
        if (anotherSanitize.isPresent()) {
            return new SanitizeState.Running(anotherSanitize.getAsInt());
        }
        // Minutes after its end a device may be in a low power condition of whatever depth, and says that (SPC-5,
        // "REQUEST SENSE").
        boolean idle = key == NO_SENSE && ((code == 0 && qualifier == 0) || code == LOW_POWER_CONDITION);
        return idle ? new SanitizeState.Idle() : new SanitizeState.NotTold();
    }

    /** Whether a FORMAT UNIT runs. */
    public boolean formatting() {
        return !deferred
                && (key == NOT_READY || key == NO_SENSE)
                && code == LOGICAL_UNIT_STATE
                && qualifier == FORMAT_IN_PROGRESS;
    }

    /** A device may also tell of it as of a pollable condition, with NO SENSE (SPC-5). */
    private static boolean sanitizes(int key, int code, int qualifier) {
        return (key == NOT_READY || key == NO_SENSE) && code == LOGICAL_UNIT_STATE && qualifier == SANITIZE_IN_PROGRESS;
    }

    private static boolean hasProgress(int key) {
        return key == NO_SENSE || key == NOT_READY;
    }

    /** Without what lies beyond the ADDITIONAL SENSE LENGTH; a length that reaches further is that of a cut answer. */
    private static AnswerBytes shortened(AnswerBytes data) throws AnswerException {
        return data.announced(7, Math.min(8L + data.at(7), data.size()), 8);
    }

    private static OptionalInt progress(AnswerBytes data, int key) throws AnswerException {
        OptionalInt found = OptionalInt.empty();
        int at = 8;
        while (data.has(at, 2)) {
            int type = data.at(at);
            int length = data.at(at + 1);
            data.must(data.has(at + 2, length), Code.LENGTH, at + 1, "a descriptor within the data", length);
            if (type == KEY_SPECIFIC && length == 6 && data.bit(at + 4, 7) && hasProgress(key)) {
                found = OptionalInt.of(data.big16(at + 5));
            }
            at += 2 + length;
        }
        return found;
    }

    /** Its key and codes, bytes 2 to 4 of the descriptor, are of another operation than those of the header. */
    private static OptionalInt anotherSanitize(AnswerBytes data) throws AnswerException {
        int at = 8;
        while (data.has(at, 2)) {
            int length = data.at(at + 1);
            if (data.at(at) == ANOTHER_PROGRESS
                    && length == 6
                    && data.has(at + 2, length)
                    && sanitizes(data.bits(at + 2, 3, 0), data.at(at + 3), data.at(at + 4))) {
                return OptionalInt.of(data.big16(at + 6));
            }
            at += 2 + length;
        }
        return OptionalInt.empty();
    }
}
