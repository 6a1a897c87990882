package org.wangchuan.paper.receipt;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;
import org.wangchuan.paper.claims.Vocabulary.Verdict;
import org.wangchuan.paper.text.Words;

/** What a paper calls itself. One that shows no erasure is not called a certificate or a receipt of one. */
public final class Naming {
    private static final String TITLE = "title";

    private Naming() {}

    /** The key of the title among the words of the edition. */
    public static String titleKey(Claims claims, Optional<CertificateFacts> facts, Edition edition) {
        if (showsErasure(claims, facts, edition)) {
            return facts.isPresent() ? Words.CERTIFICATE + TITLE : TITLE;
        }
        return TITLE + "." + why(claims, facts);
    }

    /** Whether the paper may be named after an erasure; the first two editions named all so. */
    static boolean showsErasure(Claims claims, Optional<CertificateFacts> facts, Edition edition) {
        return !edition.isFrom(Edition.V3) || why(claims, facts).equals("none");
    }

    /** In the order in which the headline is chosen. */
    private static String why(Claims claims, Optional<CertificateFacts> facts) {
        if (claims.statement().isTest()) {
            return "test";
        }
        if (facts.filter(some -> some.status().isWithdrawn()).isPresent()) {
            return "withdrawn";
        }
        if (Consistency.contradicts(claims)) {
            return "contradictory";
        }
        Verdict verdict = claims.statement().verdict();
        return switch (verdict) {
            case PURGED, CLEARED -> "none";
            case PARTIAL, UNPROVEN, FAILED -> Json.wireName(verdict);
        };
    }
}
