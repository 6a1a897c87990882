package org.wangchuan.proof.verify;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/**
 * What a clause of a rule set asks for, read from the member {@code needs} of its file, held against what a statement shows of a drive: the one place for whoever
 * has no evidence to work it out from. It follows {@code engine.verdict.ConformityRules} as far as a statement goes; {@code rules.js} of the page is its twin.
 */
public sealed interface ClauseNeeds {
    /**
     * Overwritten so often, and so often at random; or erased by the drive itself in a way that is as good.
     *
     * @param passes by medium class
     * @param randomPasses of them
     * @param orErasedBy none where a rule set knows of none
     */
    record Overwritten(
            Map<Target.MediumClass, Integer> passes,
            Map<Target.MediumClass, Integer> randomPasses,
            Map<Target.MediumClass, Set<NativeErase.Technique>> orErasedBy)
            implements ClauseNeeds {
        public Overwritten {
            passes = Map.copyOf(passes);
            randomPasses = Map.copyOf(randomPasses);
            orErasedBy = Map.copyOf(orErasedBy);
        }
    }

    /**
     * Read back to some extent.
     *
     * @param byItself of a drive that erased itself and was not overwritten: it is searched in samples, and nothing meets a clause that asks for all of it
     */
    record Verified(Verification.Mode least, Verification.Mode byItself) implements ClauseNeeds {}

    /** What it hides was looked for, and there is nothing. */
    record HiddenAreasExamined() implements ClauseNeeds {}

    /**
     * Where nothing but a key was destroyed, all had been encrypted by it from the first, and no copy is kept: no statement shows that, so that this is satisfied only by what
     * does not rest on a key alone.
     */
    record CryptographicEraseConditions() implements ClauseNeeds {
        /**
         * Whether the claims alone say that it is not satisfied, as those of a label do, which shows no work: purged is only what the drive did by itself, and of that they leave
         * the destruction of a key unproved. Below that, whole passes may have followed a command that would have destroyed one and was refused.
         */
        private static boolean isDeniedAsSaid(ClearingClaims claims) {
            return claims.verdict() == Verdict.PURGED && claims.notProved().contains(NotProved.KEY_DESTRUCTION);
        }
    }

    /** The verdict is this or better, and nothing else counts. */
    record Level(Verdict least) implements ClauseNeeds {
        /** Whether it is. */
        public boolean isReachedBy(Verdict verdict) {
            return verdict == Verdict.PURGED || (verdict == Verdict.CLEARED && least == Verdict.CLEARED);
        }
    }

    /** More than any rule set asks for. */
    int PASSES_MAX = 100;

    /**
     * Reads the member {@code needs} of a clause.
     *
     * @throws ShapeException also for a kind that is not known: whoever passed over it would let through what it denies
     */
    static ClauseNeeds read(Json.Fields needs) throws ShapeException {
        return switch (needs.text("kind")) {
            case "overwritten" ->
                new Overwritten(
                        counts(needs.object("passes")),
                        counts(needs.object("randomPasses")),
                        needs.has("orErasedBy")
                                ? RulePlan.techniques(needs.object("orErasedBy"), "needs.orErasedBy")
                                : Map.of());
            case "verified" -> {
                Verification.Mode least = needs.constant("least", Verification.Mode.class);
                yield new Verified(
                        least, needs.has("byItself") ? needs.constant("byItself", Verification.Mode.class) : least);
            }
            case "hidden-areas-examined" -> new HiddenAreasExamined();
            case "cryptographic-erase-conditions" -> new CryptographicEraseConditions();
            case "level" -> {
                Verdict least = needs.constant("least", Verdict.class);
                if (!least.isGood()) {
                    throw needs.fault("least", "cleared or purged", least.id());
                }
                yield new Level(least);
            }
            default ->
                throw new ShapeException("needs.kind", "a kind of requirement that this version knows", "another");
        };
    }

    /**
     * Whether it can't be satisfied by what is shown of a drive or an image: what it is, and what was done. What is not shown denies nothing; one about the verdict nothing does
     * but that, and a phone's {@link VerdictFacts} judges.
     */
    default boolean isDeniedBy(Disclosed shown) {
        return shown.target().isPresent()
                && shown.work().isPresent()
                && isDenied(this, shown.target().get(), shown.work().get());
    }

    /**
     * The same of a whole statement, by what it always shows as well; of a phone, too: what that did by itself no clause names, its fill is one pass that is not of random
     * data, and nobody looks at what it hides; what its reset does is to destroy keys.
     */
    default boolean isDeniedBy(Statement.Clearing clearing) {
        if (clearing.claims().phone().isEmpty()) {
            return isDeniedBy(clearing.disclosed())
                    || (this instanceof CryptographicEraseConditions
                            && CryptographicEraseConditions.isDeniedAsSaid(clearing.claims()));
        }
        return switch (this) {
            case Overwritten asked -> isBeyondAFill(asked) || !VerdictFacts.canMeetOverwritten(clearing);
            case Verified asked ->
                !(asked.least() == Verification.Mode.FULL
                        ? VerdictFacts.canMeetFullyVerified(clearing)
                        : VerdictFacts.canMeetVerified(clearing));
            case HiddenAreasExamined _, CryptographicEraseConditions _ -> true;
            case Level _ -> false;
        };
    }

    private static boolean isBeyondAFill(Overwritten asked) {
        return asked.passes().getOrDefault(Target.MediumClass.FLASH, PASSES_MAX) > 1
                || asked.randomPasses().getOrDefault(Target.MediumClass.FLASH, PASSES_MAX) > 0;
    }

    private static boolean isDenied(ClauseNeeds needs, Target target, Work work) {
        return switch (needs) {
            case Overwritten asked -> !isOverwritten(asked, target, work) && !isErasedByItself(asked, target, work);
            case Verified asked -> !isReadBack(asked, target, work);
            case HiddenAreasExamined _ -> leftHidden(work);
            case CryptographicEraseConditions _ -> !isMoreThanAKey(target, work);
            case Level _ -> false;
        };
    }

    private static boolean isMoreThanAKey(Target target, Work work) {
        boolean isOverwritten = work.passes().stream().anyMatch(pass -> isWhole(pass, target, work))
                && isReadBack(new Verified(Verification.Mode.SAMPLE, Verification.Mode.SAMPLE), target, work);
        return isOverwritten
                || work.byItself()
                        .filter(erase -> erase.isShown() && !erase.technique().mayRestOnAKey())
                        .isPresent();
    }

    private static boolean isErasedByItself(Overwritten asked, Target target, Work work) {
        Set<NativeErase.Technique> named = asked.orErasedBy().getOrDefault(target.mediumClass(), Set.of());
        return work.byItself()
                .filter(erase -> erase.isShown() && named.contains(erase.technique()))
                .isPresent();
    }

    private static boolean isOverwritten(Overwritten asked, Target target, Work work) {
        long whole = work.passes().stream()
                .filter(pass -> isWhole(pass, target, work))
                .count();
        long random = work.passes().stream()
                .filter(pass -> pass.pattern() == Pass.Pattern.RANDOM && isWhole(pass, target, work))
                .count();
        return whole >= asked.passes().getOrDefault(target.mediumClass(), PASSES_MAX + 1)
                && random >= asked.randomPasses().getOrDefault(target.mediumClass(), PASSES_MAX + 1);
    }

    private static boolean isWhole(Pass pass, Target target, Work work) {
        return pass.errors().isEmpty() && isAllOf(pass.bytesWritten(), target, work);
    }

    /** Where some stays hidden the size that is named is larger than what could be reached; the verdict is no good one then. */
    private static boolean isAllOf(long bytes, Target target, Work work) {
        return bytes >= target.capacityBytes() || (bytes > 0 && leftHidden(work));
    }

    private static boolean leftHidden(Work work) {
        HiddenAreas.State state = work.hiddenAreas().state();
        return state != HiddenAreas.State.NONE && state != HiddenAreas.State.NOT_APPLICABLE;
    }

    private static boolean isReadBack(Verified asked, Target target, Work work) {
        Verification shown = work.verification();
        if (!shown.mismatches().isEmpty() || shown.mismatchedBytes() != 0) {
            return false;
        }
        if (work.passes().isEmpty()) {
            return asked.byItself() == Verification.Mode.SAMPLE
                    && shown.mode() != Verification.Mode.NONE
                    && shown.bytesRead() > 0
                    && work.byItself()
                            .filter(erase -> erase.canaryBytes() > 0 && erase.canaryBytesFound() == 0)
                            .isPresent();
        }
        return switch (shown.mode()) {
            case FULL -> isAllOf(shown.bytesRead(), target, work);
            case SAMPLE -> asked.least() == Verification.Mode.SAMPLE && shown.bytesRead() > 0;
            case NONE -> false;
        };
    }

    private static Map<Target.MediumClass, Integer> counts(Json.Fields in) throws ShapeException {
        Map<Target.MediumClass, Integer> out = new EnumMap<>(Target.MediumClass.class);
        for (Target.MediumClass medium : Target.MediumClass.values()) {
            out.put(medium, (int) in.whole(Json.wireName(medium), 0, PASSES_MAX));
        }
        return out;
    }
}
