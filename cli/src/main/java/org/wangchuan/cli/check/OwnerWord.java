package org.wangchuan.cli.check;

import java.time.Instant;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.StatementHead;

/** What all records say that rest on an owner's word: of which order and device, when, and through what. */
final class OwnerWord {
    private OwnerWord() {}

    static void addTo(Json.Builder out, String order, ConsentClaims.Device device) {
        out.put("order", order).put("device", device.label()).put("deviceKind", device.kind());
    }

    static void addTo(Json.Builder out, StatementHead head, ConsentClaims.Said said) {
        out.put("at", head.issuedAtSeconds())
                .put("through", Json.wireName(said.through()))
                .put("session", said.session());
    }

    static void print(Console console, String order, ConsentClaims.Device device, StatementHead head) {
        console.result("  "
                + console.messages()
                        .text(
                                "verify.consent-order",
                                OneLine.of(order),
                                OneLine.of(device.label()),
                                OneLine.of(device.kind()),
                                Instant.ofEpochSecond(head.issuedAtSeconds()).toString()));
    }

    /** Through what it was said; of the owner's own browser it is not known whose hand was on it. */
    static void print(Console console, ConsentClaims.Said said) {
        console.result("  "
                + console.messages()
                        .text(
                                "verify.consent-through." + Json.wireName(said.through()),
                                OneLine.of(said.session().orElse(""))));
    }
}
