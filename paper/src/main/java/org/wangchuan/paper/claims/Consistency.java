package org.wangchuan.paper.claims;

import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.claims.Vocabulary.ClauseState;
import org.wangchuan.paper.claims.Vocabulary.HiddenAreas;
import org.wangchuan.paper.claims.Vocabulary.Limit;
import org.wangchuan.paper.claims.Vocabulary.Said;
import org.wangchuan.paper.claims.Vocabulary.Technique;
import org.wangchuan.paper.claims.Vocabulary.Verdict;

/**
 * What the facts of a statement allow its verdict to be. The verdict itself was computed from the
 * evidence; this is a second, simpler look, so that a page can't say in large letters what its own
 * small print denies.
 */
public final class Consistency {
    private Consistency() {}

    /** Whether a good verdict stands above facts that exclude it, or that exclude what is said of its rule set. */
    public static boolean contradicts(Claims claims) {
        return isGood(claims) && (!factsAllowGood(claims) || claims.denied().isAny());
    }

    /** Whether the verdict would fit the facts, and what is said of its rule set does not. */
    public static boolean contradictsRules(Claims claims) {
        return contradicts(claims) && factsAllowGood(claims);
    }

    /** Whether the page may show the sign of success: a good verdict that fits the facts, every clause met, nothing that holds a phone, no test. */
    public static boolean isProven(Claims claims) {
        boolean isFree = claims.phone().map(PhoneFacts::isUnlocked).orElse(true);
        return isGood(claims) && !contradicts(claims) && isConform(claims) && isFree && !isTest(claims);
    }

    /**
     * Whether the drive is shown to have erased itself: the facts say so, and so does the verdict, which asks for more than a statement holds (how long it took, what it
     * offered, what was read afterwards). Where passes follow, that it is cleared is theirs; a revert by PSID only opens a drive for them.
     */
    public static boolean isErasedByItself(Claims claims) {
        boolean isShown = claims.work()
                .byItself()
                .filter(erase -> erase.isShown() && erase.technique() != Technique.TCG_PSID_REVERT)
                .isPresent();
        boolean isAlone = claims.work().passes().isEmpty();
        return isShown
                && !contradicts(claims)
                && switch (claims.statement().verdict()) {
                    case PURGED -> true;
                    case CLEARED, PARTIAL -> isAlone;
                    case UNPROVEN, FAILED -> false;
                };
    }

    /** Whether at least one clause was judged and all of them are met, and nothing of that is excluded. */
    public static boolean isConform(Claims claims) {
        List<Statement.Clause> clauses = claims.statement().conformity();
        return !claims.denied().isAny()
                && !clauses.isEmpty()
                && clauses.stream().allMatch(clause -> clause.state() == ClauseState.SATISFIED);
    }

    /** Whether the statement calls itself a test, or is about a test device. */
    public static boolean isTest(Claims claims) {
        return claims.statement().isTest() || claims.statement().limits().contains(Limit.TEST_DEVICE);
    }

    private static boolean isGood(Claims claims) {
        return switch (claims.statement().verdict()) {
            case PURGED, CLEARED -> true;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
    }

    private static boolean factsAllowGood(Claims claims) {
        if (claims.phone().isPresent()) {
            return claims.phone().get().allowsGood();
        }
        Work work = claims.work();
        Work.Verification verification = work.verification();
        return isDone(claims)
                && isReadEnough(claims)
                && work.unreachable().isEmpty()
                && verification.mismatches().isEmpty()
                && verification.mismatchedBytes() == 0
                && (work.hiddenAreas() == HiddenAreas.NONE || work.hiddenAreas() == HiddenAreas.NOT_APPLICABLE);
    }

    /**
     * Purged is only what erased itself in a way that reaches so far, said so, and left nothing of what had been planted; overwriting purges nothing. Passes
     * that stand there were whole; without any, the drive has to have shown it.
     */
    private static boolean isDone(Claims claims) {
        Optional<Work.NativeErase> byItself = claims.work().byItself();
        boolean denied = byItself.filter(erase -> erase.canaryBytesFound() > 0 || erase.said() == Said.FAILED)
                .isPresent();
        boolean shown = byItself.filter(Work.NativeErase::isShown).isPresent();
        boolean purges = shown
                && byItself.map(Work.NativeErase::technique)
                        .filter(Technique::purges)
                        .isPresent();
        boolean done = claims.work().passes().isEmpty() ? shown : isWrittenThroughout(claims);
        return done && !denied && (claims.statement().verdict() != Verdict.PURGED || purges);
    }

    /** The page says that every block was overwritten: then one pass, at least, wrote that much. */
    private static boolean isWrittenThroughout(Claims claims) {
        return claims.work().passes().stream()
                .anyMatch(pass -> pass.bytesWritten() >= claims.target().capacityBytes());
    }

    private static boolean isReadEnough(Claims claims) {
        Work.Verification verification = claims.work().verification();
        return switch (verification.mode()) {
            case FULL -> verification.bytesRead() >= claims.target().capacityBytes();
            case SAMPLE -> verification.bytesRead() > 0;
            case NONE -> false;
        };
    }
}
