package org.wangchuan.paper.claims;

import java.util.List;
import org.wangchuan.paper.claims.Vocabulary.ClauseState;
import org.wangchuan.paper.claims.Vocabulary.HiddenAreas;
import org.wangchuan.paper.claims.Vocabulary.Limit;
import org.wangchuan.paper.claims.Vocabulary.Mode;

/**
 * What the facts of a statement allow its verdict to be. The verdict itself was computed from the
 * evidence; this is a second, simpler look, so that a page can't say in large letters what its own
 * small print denies.
 */
public final class Consistency {
    private Consistency() {}

    /** Whether a good verdict stands above facts that exclude it. */
    public static boolean contradicts(Claims claims) {
        return isGood(claims) && !factsAllowGood(claims.work());
    }

    /** Whether the page may show the sign of success: a good verdict that fits the facts, every clause met, no test. */
    public static boolean isProven(Claims claims) {
        return isGood(claims) && factsAllowGood(claims.work()) && isConform(claims) && !isTest(claims);
    }

    /** Whether at least one clause was judged and all of them are met. */
    public static boolean isConform(Claims claims) {
        List<Statement.Clause> clauses = claims.statement().conformity();
        return !clauses.isEmpty() && clauses.stream().allMatch(clause -> clause.state() == ClauseState.SATISFIED);
    }

    /** Whether the statement calls itself a test. */
    public static boolean isTest(Claims claims) {
        return claims.statement().limits().contains(Limit.TEST_DEVICE);
    }

    private static boolean isGood(Claims claims) {
        return switch (claims.statement().verdict()) {
            case PURGED, CLEARED -> true;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
    }

    private static boolean factsAllowGood(Work work) {
        Work.Verification verification = work.verification();
        return !work.passes().isEmpty()
                && work.unreachable().isEmpty()
                && verification.mode() != Mode.NONE
                && verification.mismatches().isEmpty()
                && verification.mismatchedBytes() == 0
                && (work.hiddenAreas() == HiddenAreas.NONE || work.hiddenAreas() == HiddenAreas.NOT_APPLICABLE);
    }
}
