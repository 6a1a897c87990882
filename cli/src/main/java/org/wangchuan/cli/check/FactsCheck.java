package org.wangchuan.cli.check;

import java.nio.file.Path;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/**
 * Whether the facts that a statement shows allow the good verdict that it gives: the second look that the paper and the
 * verification page take, for whoever reads nothing but our exit code. What is not shown is not judged.
 */
final class FactsCheck {
    private FactsCheck() {}

    /** Returns unless a good verdict stands above facts that exclude it. */
    static void require(Path file, Statement.Clearing clearing) throws UserError {
        Verdict verdict = clearing.claims().verdict();
        boolean good = verdict == Verdict.PURGED || verdict == Verdict.CLEARED;
        if (good
                && clearing.disclosed().target().isPresent()
                && clearing.disclosed().work().isPresent()
                && !allowGood(
                        clearing.disclosed().target().get(),
                        clearing.disclosed().work().get())) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "CONTRADICTION", file, verdict);
        }
    }

    private static boolean allowGood(Target target, Work work) {
        Verification verification = work.verification();
        long capacity = target.capacityBytes();
        boolean isReadEnough = switch (verification.mode()) {
            case FULL -> verification.bytesRead() >= capacity;
            case SAMPLE -> verification.bytesRead() > 0;
            case NONE -> false;
        };
        HiddenAreas.State hidden = work.hiddenAreas().state();
        return work.passes().stream().anyMatch(pass -> pass.bytesWritten() >= capacity)
                && isReadEnough
                && work.unreachableRanges().isEmpty()
                && verification.mismatches().isEmpty()
                && verification.mismatchedBytes() == 0
                && (hidden == HiddenAreas.State.NONE || hidden == HiddenAreas.State.NOT_APPLICABLE);
    }
}
