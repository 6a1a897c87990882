package org.wangchuan.station.erase;

import java.util.List;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Verdict;

/** A result that was signed by rules of before, and what follows from the same record by those of now. */
public final class SignedBefore {
    /** Why such a job is not gone on with. */
    public static final String CODE = "SIGNED_BY_RULES_OF_BEFORE";

    private SignedBefore() {}

    /** Whether more was signed than follows now: a better verdict, or a clause that is satisfied no more. */
    static boolean isBetter(ClearingClaims signed, ClearingClaims now) {
        return signed.verdict().compareTo(now.verdict()) < 0 || !satisfied(now).containsAll(satisfied(signed));
    }

    private static List<String> satisfied(ClearingClaims claims) {
        return claims.conformity().stream()
                .filter(clause -> clause.state() == ClearingClaims.Clause.State.SATISFIED)
                .map(ClearingClaims.Clause::clause)
                .toList();
    }

    /** Its receipt is given to nobody: whoever checks it by the rules of now would find it false. */
    static LaneEnd refused(Verdict signed, Verdict now) {
        return new LaneEnd.Refused(Refusal.ofJob(
                CODE,
                "结果已按以前的规则签署为 " + signed.id() + "；按现在的规则，同一记录为 " + now.id() + "，因此不出具其凭据；须从头擦除",
                "the result was signed as " + signed.id() + " by rules of before; by those of now the same record is "
                        + now.id() + ", and its receipt is not given out; it has to be erased from the beginning"));
    }
}
