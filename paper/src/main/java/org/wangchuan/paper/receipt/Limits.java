package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.claims.Vocabulary.Limit;

/** What the paper does not prove: what the statement lists, and what a certificate adds to it or settles. */
final class Limits {
    private Limits() {}

    /** In the words of the page; empty only for a receipt whose statement names nothing. */
    static List<String> of(Sheet sheet) {
        List<String> out = new ArrayList<>();
        boolean isTimed = sheet.certificate()
                .filter(facts -> facts.notLater().isPresent())
                .isPresent();
        for (Limit limit : sheet.claims().statement().limits()) {
            // True when it was signed; by now cosignatures stand for it, and below is said for how much of it.
            if (limit != Limit.TIME_NOT_WITNESSED || !isTimed) {
                out.add(sheet.words().word("limit", limit));
            }
        }
        sheet.certificate().ifPresent(facts -> add(sheet, facts, isTimed, out));
        return List.copyOf(out);
    }

    private static void add(Sheet sheet, CertificateFacts facts, boolean isTimed, List<String> out) {
        if (isTimed && facts.notEarlier().isEmpty()) {
            out.add(sheet.say("open.not-earlier"));
        }
        if (!facts.witnesses().isEmpty()) {
            out.add(sheet.say("open.witnesses"));
        }
        out.add(
                switch (facts.status().state()) {
                    case NO_PLACE -> sheet.say("open.no-place");
                    case NO_LIST -> sheet.say("open.no-list");
                    case VALID, REVOKED, SUPERSEDED, CORRECTED -> sheet.say("open.later");
                });
    }
}
