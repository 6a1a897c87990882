package org.wangchuan.paper.receipt;

import java.util.Optional;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Printable;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.Words;

/** What every section of one language's pages is made from. */
record Sheet(
        Edition edition,
        Language language,
        Claims claims,
        LogFacts log,
        Optional<CertificateFacts> certificate,
        Typography type,
        Printable printable) {
    Words words() {
        return Words.in(language, edition);
    }

    Quantities quantities() {
        return new Quantities(words());
    }

    /** A text of ours; a certificate has its own where it says otherwise than a receipt. */
    String say(String key, Object... values) {
        String own = Words.CERTIFICATE + key;
        return words().text(certificate.isPresent() && words().has(own) ? own : key, values);
    }

    /**
     * A value that may be a sentence of the product itself: then it stands in the language of the page, and in
     * English letter for letter as it was signed. Any other value stands as it is.
     */
    String own(String value) {
        return Words.in(Language.ENGLISH).keyOf("own.", value).map(this::say).orElseGet(() -> show(value));
    }

    /** Whether the stapled list says that the statement does not hold any more. */
    boolean isWithdrawn() {
        return certificate.filter(facts -> facts.status().isWithdrawn()).isPresent();
    }

    /** A value that others chose, as it can be printed. */
    String show(String value) {
        return printable.of(value);
    }
}
