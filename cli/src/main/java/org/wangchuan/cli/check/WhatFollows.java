package org.wangchuan.cli.check;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.PhoneClaims;

/**
 * What a statement says, held against what this version's rules find in its evidence, which is known to be the one that was signed. That they differ says of
 * nobody that he altered anything: the station signed what did not follow, or one of an earlier version, which knew of fewer ways to be lied to, signed what did.
 */
final class WhatFollows {
    private static final String CONFORMITY = "conformity";

    private WhatFollows() {}

    /** @throws VerificationException for the first that differs, the verdict before all else */
    static void require(ClearingClaims follows, ClearingClaims said) throws VerificationException {
        if (follows.equals(said)) {
            return;
        }
        same("verdict", follows.verdict().id(), said.verdict().id());
        List<String> clauses = names(follows.conformity());
        same(CONFORMITY, String.join(", ", clauses), String.join(", ", names(said.conformity())));
        for (int i = 0; i < clauses.size(); i++) {
            same(CONFORMITY + " " + clauses.get(i), state(follows, i), state(said, i));
        }
        same("lock", lock(follows), lock(said));
        same("reasons", words(reasons(follows)), words(reasons(said)));
        same("notProved", words(follows.notProved()), words(said.notProved()));
        throw differs("what else it claims", "what follows from the evidence", "something else");
    }

    private static void same(String where, String follows, String said) throws VerificationException {
        if (!follows.equals(said)) {
            throw differs(where, follows, said);
        }
    }

    private static VerificationException differs(String where, String follows, String said) {
        return new VerificationException(FailureCode.VERDICT, where, follows, said);
    }

    private static List<String> names(List<Clause> clauses) {
        return clauses.stream().map(Clause::clause).toList();
    }

    private static String state(ClearingClaims claims, int clause) {
        return Json.wireName(claims.conformity().get(clause).state());
    }

    private static String lock(ClearingClaims claims) {
        return claims.phone().map(phone -> Json.wireName(phone.lock())).orElse("none");
    }

    private static List<PhoneClaims.Reason> reasons(ClearingClaims claims) {
        return claims.phone().map(PhoneClaims::reasons).orElse(List.of());
    }

    private static <E extends Enum<E>> String words(List<E> all) {
        return all.isEmpty()
                ? "nothing"
                : new TreeSet<>(all).stream().map(Json::wireName).collect(Collectors.joining(", "));
    }
}
