package org.wangchuan.engine.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/** Conformity to each clause of the policy, as a pure function of recorded evidence. */
public final class ConformityRules {
    private final Evidence evidence;
    private final Verdict verdict;
    private final Event.PlanChosen plan;

    private ConformityRules(Evidence evidence, Verdict verdict) {
        this.evidence = evidence;
        this.verdict = verdict;
        this.plan = evidence.plan();
    }

    /** The state of every clause of the policy that stands in the evidence, in the policy's order. */
    public static List<ClauseState> judge(Evidence evidence) {
        Policy policy = VerdictRules.policyOf(evidence);
        ConformityRules rules = new ConformityRules(evidence, VerdictRules.judge(evidence));
        return policy.clauses().stream()
                .map(clause -> new ClauseState(clause, rules.stateOf(clause)))
                .toList();
    }

    /** Whether a policy is satisfied: every clause is. */
    public static boolean satisfied(List<ClauseState> conformity) {
        return !conformity.isEmpty()
                && conformity.stream().allMatch(clause -> clause.state() == ClauseState.State.SATISFIED);
    }

    private ClauseState.State stateOf(Clause clause) {
        return switch (clause.needs()) {
            case Requirement.Overwritten needed -> shown(overwritten(needed) || erasedByItself(needed));
            case Requirement.Verified needed -> shown(verified(needed));
            case Requirement.Level(SanitizationLevel least) -> shown(reached(least));
            case Requirement.HiddenAreasExamined _ -> shown(hiddenAreasExamined());
            case Requirement.CryptographicEraseConditions _ -> cryptographicErase();
        };
    }

    private static ClauseState.State shown(boolean is) {
        return is ? ClauseState.State.SATISFIED : ClauseState.State.NOT_SATISFIED;
    }

    /**
     * Where nothing is shown to be erased there is nothing that could rest on a key, or on more. What was overwritten and read back rests on no key, unless the
     * verdict goes beyond what overwriting reaches: then the rest does. Of a key's destruction no record tells whether all had been encrypted by it: a person has to.
     */
    private ClauseState.State cryptographicErase() {
        if (verdict.level() != Verdict.Level.PURGED && overwrittenAndReadBack()) {
            return ClauseState.State.SATISFIED;
        }
        Optional<DriveAttempt> last = DriveAttempt.last(evidence);
        if (last.isEmpty() || !NativeRules.judge(evidence).isShown()) {
            return ClauseState.State.NOT_SATISFIED;
        }
        return last.get().technique().mayRestOnAKey() ? ClauseState.State.UNDETERMINED : ClauseState.State.SATISFIED;
    }

    private boolean overwrittenAndReadBack() {
        return IntStream.rangeClosed(1, plan.passes().size()).anyMatch(this::wholePass)
                && verified(new Requirement.Verified(VerifyMode.SAMPLE, VerifyMode.SAMPLE));
    }

    /**
     * Counts whole passes only: one with an unwritten block is no pass, nor is one that was found not to be on the medium. Where other parts of an eMMC
     * belong to what is erased, it counts no more of them than each of those got. It says what was written, and not what that is worth: of a drive that failed
     * at its own erasure before, the clause about the level is not met, and with it not the rule set.
     */
    private boolean overwritten(Requirement.Overwritten needed) {
        MediumClass mediumClass = evidence.medium().effectiveClass();
        int passes = 0;
        int randomPasses = 0;
        for (int pass = 1; pass <= plan.passes().size(); pass++) {
            if (!wholePass(pass)) {
                continue;
            }
            passes++;
            if (plan.passes().get(pass - 1).pattern() == PatternKind.RANDOM) {
                randomPasses++;
            }
        }
        if (!plan.parts().isEmpty()) {
            PartRules.Passes onParts = PartRules.passes(evidence);
            passes = Math.min(passes, onParts.all());
            randomPasses = Math.min(randomPasses, onParts.random());
        }
        return passes >= atLeast(needed.passesMin(), mediumClass)
                && randomPasses >= atLeast(needed.randomPassesMin(), mediumClass);
    }

    /** By a way that is named, shown by what was sent, answered and read afterwards; that the drive said so is not enough. */
    private boolean erasedByItself(Requirement.Overwritten needed) {
        return DriveAttempt.last(evidence)
                        .filter(last -> needed.orErasedBy(evidence.medium().effectiveClass())
                                .contains(last.technique()))
                        .isPresent()
                && NativeRules.judge(evidence).isShown();
    }

    private boolean wholePass(int pass) {
        long capacityBytes = evidence.medium().capacityBytes();
        return evidence.passFinished(pass)
                .filter(end -> end.end() == Event.PassEnd.COMPLETED)
                .filter(end -> end.unwritten().isEmpty() && end.bytesWritten() == capacityBytes)
                .filter(end -> Pace.possible(end.bytesWritten(), end.durationMillis()))
                .filter(_ -> !foundElse(pass))
                .isPresent();
    }

    /** A drive that confirms a write and holds other bytes afterwards has not written it. */
    private boolean foundElse(int pass) {
        return ReadBackAttempt.of(evidence).stream()
                .filter(readBack -> readBack.pass() == pass)
                .anyMatch(ReadBackAttempt::foundElse);
    }

    private boolean verified(Requirement.Verified needed) {
        boolean any = false;
        for (int pass = 1; pass <= plan.passes().size(); pass++) {
            PassSpec spec = plan.passes().get(pass - 1);
            if (!spec.verify()) {
                continue;
            }
            int number = pass;
            List<ReadBackAttempt> ends = ReadBackAttempt.of(evidence).stream()
                    .filter(readBack -> readBack.pass() == number)
                    .toList();
            if (ends.isEmpty() || !ends.stream().allMatch(ReadBackAttempt::clean)) {
                return false;
            }
            any = true;
        }
        if (plan.passes().isEmpty()) {
            return needed.byItself() == VerifyMode.SAMPLE && sampled();
        }
        return any && plan.verify().compareTo(needed.least()) >= 0 && !VerdictRules.isSampledAfterABreak(evidence);
    }

    /** What was planted before a drive erased itself was looked for, and is gone, and so say all searches; the last of them after the last attempt. */
    private boolean sampled() {
        List<SamplingAttempt> looks = SamplingAttempt.of(evidence);
        return DriveAttempt.last(evidence).filter(last -> last.looks() > 0).isPresent()
                && looks.stream().allMatch(SamplingAttempt::clean);
    }

    private boolean reached(SanitizationLevel least) {
        return switch (verdict.level()) {
            case PURGED -> true;
            case CLEARED -> least == SanitizationLevel.CLEARED;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
    }

    /** Parts of the device that are seen and left as they are were no more examined than areas that it hides; what a sanitize reached is not left, nor what was erased as a part of its own. */
    private boolean hiddenAreasExamined() {
        if (verdict.level() != Verdict.Level.PURGED
                && PartRules.hasOthers(evidence)
                && !PartRules.judge(evidence).all()) {
            return false;
        }
        return switch (HiddenOutcome.of(evidence).state()) {
            case NONE -> true;
            case NOT_APPLICABLE -> !liesOnDrives();
            case FOUND, UNREADABLE -> false;
        };
    }

    /** Whether it is a part of a drive, or lies on some, of which nobody asked what they hide. */
    private boolean liesOnDrives() {
        MediumFacts medium = evidence.medium();
        return medium.scope() == MediumFacts.Scope.PARTITION
                || medium.bus().equals(Bus.MD.id())
                || medium.bus().equals(Bus.DM.id());
    }

    private static int atLeast(Map<MediumClass, Integer> perClass, MediumClass mediumClass) {
        Integer least = perClass.get(mediumClass);
        if (least == null) {
            throw new IllegalStateException("a policy without a number for " + mediumClass);
        }
        return least;
    }
}
