package org.wangchuan.proof.verify;

import java.util.Optional;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/**
 * The second look at a clearing statement whose signatures are right: whether the facts that it shows exclude the good verdict
 * that it gives. A station that was tampered with can sign anything; it has to lie about all of them then. Thread-safe.
 */
public final class VerdictFacts {
    private VerdictFacts() {}

    /**
     * Whether a good verdict stands above facts that exclude it. What is not shown is not judged; of a phone, what it rests on is always shown.
     */
    public static boolean contradict(Statement.Clearing clearing) {
        Optional<PhoneClaims> phone = clearing.claims().phone();
        if (phone.isPresent()) {
            return clearing.claims().verdict().isGood()
                    && !PhoneFacts.allowGood(
                            clearing.claims(), phone.get(), clearing.disclosed().phoneWork());
        }
        return clearing.claims().verdict().isGood()
                && clearing.disclosed().target().isPresent()
                && clearing.disclosed().work().isPresent()
                && !allowGood(
                        clearing.claims(),
                        clearing.disclosed().target().get(),
                        clearing.disclosed().work().get());
    }

    /**
     * Whether a phone was erased in a way that is not known here: nothing can be said of what it shows then, and no good verdict of it is to be
     * shown as one.
     */
    public static boolean isTechniqueUnknown(ClearingClaims claims) {
        return claims.phone()
                .flatMap(PhoneClaims::technique)
                .filter(technique -> PhoneTechniques.find(technique).isEmpty())
                .isPresent();
    }

    /**
     * Whether a clause that is not about the verdict can be satisfied: of a phone only by a good verdict and a way that fills its storage, since what a phone
     * did by itself no clause names. That its hidden areas were looked at is never satisfied, whatever this says.
     */
    public static boolean canMeetClauses(ClearingClaims claims) {
        return claims.phone().isEmpty()
                || (claims.verdict().isGood()
                        && claims.phone()
                                .flatMap(PhoneClaims::technique)
                                .map(VerdictFacts::mayFill)
                                .orElse(false));
    }

    /**
     * Whether a clause that asks to overwrite can be satisfied: of a phone only as {@link #canMeetClauses}, and, if its accounts are shown, by a fill that is
     * whole and left little to the file system. One that asks for more than a pass, or for random data, no phone satisfies, whatever this says.
     */
    public static boolean canMeetOverwritten(Statement.Clearing clearing) {
        return canMeetClauses(clearing.claims())
                && clearing.disclosed()
                        .phoneWork()
                        .map(work -> PhoneFacts.isOverwritten(work, samples(clearing.claims())))
                        .orElse(true);
    }

    /** The same of one that asks to read back to some extent: a part of each file was read over the cable, or, in a way of before, some of it. */
    public static boolean canMeetVerified(Statement.Clearing clearing) {
        return canMeetClauses(clearing.claims())
                && clearing.disclosed()
                        .phoneWork()
                        .map(work -> PhoneFacts.isReadBack(work, samples(clearing.claims())))
                        .orElse(true);
    }

    /** The same of one that asks to read all of it back: only a way of before, whose rules took the phone's own reading for that. */
    public static boolean canMeetFullyVerified(Statement.Clearing clearing) {
        return canMeetVerified(clearing) && !samples(clearing.claims());
    }

    private static boolean samples(ClearingClaims claims) {
        return claims.phone()
                .flatMap(PhoneClaims::technique)
                .flatMap(PhoneTechniques::find)
                .filter(PhoneTechniques.Known::samples)
                .isPresent();
    }

    /**
     * Whether a clause of a phone is called satisfied that can't be, judged by its name alone, as whoever has no rule sets must: that of the verdict is not looked at
     * here, and of how many passes another asks for nothing is known.
     */
    public static boolean overstateClauses(Statement.Clearing clearing) {
        return ProducerChecks.overstate(clearing) || overstateSatisfied(clearing);
    }

    private static boolean overstateSatisfied(Statement.Clearing clearing) {
        return clearing.claims().phone().isPresent()
                && clearing.claims().conformity().stream()
                        .filter(clause -> clause.state() == ClearingClaims.Clause.State.SATISFIED)
                        .anyMatch(clause -> switch (clause.clause()) {
                            case "level" -> false;
                            case "hidden-areas" -> true;
                            case "overwrite" -> !canMeetOverwritten(clearing);
                            case "verification" -> !canMeetVerified(clearing);
                            default -> !canMeetClauses(clearing.claims());
                        });
    }

    /** Of a way that is not known nobody can say that it does not. */
    private static boolean mayFill(PhoneClaims.Technique technique) {
        return PhoneTechniques.find(technique).map(PhoneTechniques.Known::fills).orElse(true);
    }

    /**
     * Purged is only what erased itself in a way that reaches so far, said so, and left nothing of what had been planted; overwriting purges nothing. Passes
     * that stand there were whole, whatever else there is; without any, the drive has to have shown it.
     */
    private static boolean allowWay(Verdict verdict, Target target, Work work) {
        Optional<NativeErase> byItself = work.byItself();
        boolean denied = byItself.filter(
                        erase -> erase.canaryBytesFound() > 0 || erase.said() == NativeErase.Said.FAILED)
                .isPresent();
        boolean shown = byItself.filter(NativeErase::isShown).isPresent();
        boolean purges = shown
                && byItself.map(NativeErase::technique)
                        .filter(NativeErase.Technique::purges)
                        .isPresent();
        boolean done = work.passes().isEmpty()
                ? shown
                : work.passes().stream().anyMatch(pass -> pass.bytesWritten() >= target.capacityBytes());
        return done && !denied && (verdict != Verdict.PURGED || purges);
    }

    private static boolean allowGood(ClearingClaims claims, Target target, Work work) {
        Verification verification = work.verification();
        long capacity = target.capacityBytes();
        boolean isReadEnough = switch (verification.mode()) {
            case FULL -> verification.bytesRead() >= capacity;
            case SAMPLE -> verification.bytesRead() > 0;
            case NONE -> false;
        };
        HiddenAreas.State hidden = work.hiddenAreas().state();
        return allowWay(claims.verdict(), target, work)
                && (claims.verdict() != Verdict.PURGED || PurgedFacts.allow(claims.notProved(), target, work))
                && isReadEnough
                && work.unreachableRanges().isEmpty()
                && verification.mismatches().isEmpty()
                && verification.mismatchedBytes() == 0
                && (hidden == HiddenAreas.State.NONE || hidden == HiddenAreas.State.NOT_APPLICABLE);
    }
}
