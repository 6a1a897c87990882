package org.wangchuan.engine.phone.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ClauseState.State;
import org.wangchuan.engine.verdict.Verdict.Level;

/**
 * Conformity of a phone's erasure to each clause of the policy, as a pure function of recorded evidence (decisions 0094 and 0134). Clauses were written of media that a
 * host overwrites block by block. What a phone did by itself no clause names: where the verdict is good it is undetermined, and a person decides. Without a
 * good verdict no clause is satisfied.
 */
public final class PhoneConformityRules {
    /** Phones store in semiconductors; no phone with one of the systems that are known here ever had a disk. */
    private static final MediumClass STORAGE = MediumClass.FLASH;

    /** A fill goes over the storage once, with one block over and over: that is no pass of random data. */
    private static final int PASSES_OF_A_FILL = 1;

    private final Level level;
    private final boolean isFilled;

    /** How much counts as read back. */
    private final Optional<VerifyMode> readBack;

    private PhoneConformityRules(Level level, boolean isFilled, Optional<VerifyMode> readBack) {
        this.level = level;
        this.isFilled = isFilled;
        this.readBack = readBack;
    }

    /** The state of every clause of the policy that stands in the evidence, in the policy's order. */
    public static List<ClauseState> judge(PhoneEvidence evidence) {
        Optional<FillOutcome> fill = evidence.technique()
                .filter(PhoneTechnique::fills)
                .flatMap(_ -> evidence.filled())
                .filter(FillOutcome::isWhole);
        return new PhoneConformityRules(
                        PhoneVerdictRules.judge(evidence).level(),
                        fill.filter(FillOutcome::isMostOfIt).isPresent(),
                        evidence.technique().flatMap(technique -> fill.flatMap(one -> readBack(technique, one))))
                .states(evidence.policy());
    }

    /** What the same clauses could be at the most if all goes well this way. */
    public static List<ClauseState> atBest(PhoneTechnique technique, Policy policy) {
        Level level = technique
                .reaches()
                .map(reaches -> switch (reaches) {
                    case CLEARED -> Level.CLEARED;
                    case PURGED -> Level.PURGED;
                })
                .orElse(Level.UNPROVEN);
        return new PhoneConformityRules(level, technique.fills(), technique.readsBack()).states(policy);
    }

    /**
     * How much of a whole fill was read back, by the terms of its way: what the phone reads it reads by itself, perhaps from its memory, and only what was compared here
     * is read back for certain, and of a fill that went over little of it little was (decisions 0134 and 0136). A way from before there were terms is judged as it was: to the
     * full, if anything was compared.
     */
    private static Optional<VerifyMode> readBack(PhoneTechnique technique, FillOutcome outcome) {
        boolean isCompared = technique.fill().isPresent()
                ? outcome.isMostOfIt() && outcome.isEachCompared()
                : outcome.sampledBytes() > 0;
        return technique.readsBack().filter(_ -> isCompared);
    }

    private List<ClauseState> states(Policy policy) {
        return policy.clauses().stream()
                .map(clause -> new ClauseState(clause, stateOf(clause)))
                .toList();
    }

    private State stateOf(Clause clause) {
        boolean isGood = switch (level) {
            case PURGED, CLEARED -> true;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
        if (!isGood) {
            return State.NOT_SATISFIED;
        }
        return switch (clause.needs()) {
            case Requirement.Overwritten needed -> shownOrOpen(isOverwritten(needed));
            case Requirement.Verified needed -> shownOrOpen(isReadBack(needed.least()));
            // No cable tells what a phone's chip keeps from its own system.
            case Requirement.HiddenAreasExamined _ -> State.UNDETERMINED;
            // A reset destroys keys, and a fill goes over what programs can reach: of the rest only the keys went.
            case Requirement.CryptographicEraseConditions _ -> State.UNDETERMINED;
            case Requirement.Level(SanitizationLevel least) ->
                level == Level.PURGED || least == SanitizationLevel.CLEARED ? State.SATISFIED : State.NOT_SATISFIED;
        };
    }

    private static State shownOrOpen(boolean isShown) {
        return isShown ? State.SATISFIED : State.UNDETERMINED;
    }

    /** Whether a fill can be what is asked for at all, however it went. */
    public static boolean isMetByFill(Requirement.Overwritten needed) {
        return least(needed.passesMin()) <= PASSES_OF_A_FILL && least(needed.randomPassesMin()) == 0;
    }

    private boolean isOverwritten(Requirement.Overwritten needed) {
        return isFilled && isMetByFill(needed);
    }

    private boolean isReadBack(VerifyMode least) {
        return readBack.filter(read -> read == VerifyMode.FULL || least == VerifyMode.SAMPLE)
                .isPresent();
    }

    private static int least(Map<MediumClass, Integer> perClass) {
        Integer least = perClass.get(STORAGE);
        if (least == null) {
            throw new IllegalStateException("a policy without a number for " + STORAGE);
        }
        return least;
    }
}
