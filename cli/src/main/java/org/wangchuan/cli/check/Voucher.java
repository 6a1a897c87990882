package org.wangchuan.cli.check;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList;

/**
 * On whose word a signer is known. The name of an operator is what a list's signer calls it: two lists may call two
 * stations by one name, or one by two.
 *
 * @param operator as this list calls it
 * @param signer of the list
 */
record Voucher(String operator, VerifierKey signer) {
    static Voucher of(String operator, TrustList list) {
        return new Voucher(operator, list.signer());
    }

    /** Whether a list calls both by one name. */
    static boolean isOneOperator(List<Voucher> one, List<Voucher> other) {
        return one.stream().anyMatch(other::contains);
    }

    /** Whether a list calls them by two names, and none by one. */
    static boolean areTwoOperators(List<Voucher> one, List<Voucher> other) {
        return !isOneOperator(one, other)
                && one.stream()
                        .anyMatch(voucher -> other.stream()
                                .anyMatch(another -> another.signer().equals(voucher.signer())));
    }

    static JsonValue json(List<Voucher> vouchers) {
        return new JsonValue.Array(vouchers.stream()
                .<JsonValue>map(one -> Json.object()
                        .put("operator", one.operator)
                        .put("signer", one.signer.toString())
                        .build())
                .toList());
    }

    /** One line for each list. The first one's name for the operator has been printed. */
    static void print(List<Voucher> vouchers, Console console) {
        for (Voucher one : vouchers) {
            boolean sameName = one.operator.equals(vouchers.getFirst().operator);
            String key = sameName ? "verify.voucher" : "verify.voucher-other";
            console.result(
                    "  " + console.messages().text(key, one.signer, OperatorName.in(console.messages(), one.operator)));
        }
    }
}
