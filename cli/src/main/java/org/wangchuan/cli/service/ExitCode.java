package org.wangchuan.cli.service;

import java.util.Collection;
import java.util.Comparator;

/**
 * What the process tells its caller. The numbers are a published interface and never change.
 *
 * <p>The constants stand in the order of severity, not of numbers: with several targets the last in
 * this order wins ({@link #worstOf}). The order follows how much harm a caller does who takes the
 * answer for a milder one: a refusal left the drive as it was, an interrupted job says that it is
 * unfinished, an unsatisfied policy and a proof that does not hold must never pass for either, and
 * after an internal error nothing is known.
 */
public enum ExitCode {
    /** The policy is satisfied, and the receipt is written or verifies. */
    OK(0),
    /** The command line was not understood; nothing was touched. */
    USAGE(1),
    /**
     * The answer could not be written to standard output: whoever asked does not have it. Only instead of {@link #OK}.
     * The number is that of EX_IOERR (sysexits.h), as the one of {@link #INTERNAL} is that of EX_SOFTWARE.
     */
    OUTPUT_LOST(74),
    /** Refused for safety; this run destroyed nothing, whatever an interrupted one before it did. */
    REFUSED(3),
    /** Interrupted; the job can be resumed. */
    INTERRUPTED(6),
    /** Consistent, but the signer is not in the trust list. */
    UNTRUSTED(5),
    /**
     * The policy is not satisfied: by a job that ended, or by what a file that verifies says; or it can't be, which was known
     * before anything was touched (decision 5).
     */
    NOT_SATISFIED(2),
    /** Does not verify: something was altered, or belongs to something else. */
    DOES_NOT_VERIFY(4),
    /** An error in Wangchuan itself. */
    INTERNAL(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process exits with. */
    public int number() {
        return number;
    }

    /** The worst of several answers, {@link #OK} for none. */
    public static ExitCode worstOf(Collection<ExitCode> codes) {
        return codes.stream().max(Comparator.naturalOrder()).orElse(OK);
    }
}
