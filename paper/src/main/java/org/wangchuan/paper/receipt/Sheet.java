package org.wangchuan.paper.receipt;

import java.util.Optional;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Printable;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.UtcTime;
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
    private static final String OF_PHONES = "phone.";

    Words words() {
        return Words.in(language, edition);
    }

    Quantities quantities() {
        return new Quantities(words());
    }

    /** A text of ours; a certificate has its own where it says otherwise than a receipt, and where it shows no erasure. */
    String say(String key, Object... values) {
        if (key.startsWith(OF_PHONES)) {
            return Words.ofPhones(language).text(key, values);
        }
        if (certificate.isEmpty()) {
            return words().text(key, values);
        }
        String bare = Words.NO_PROOF + key;
        String own = Words.CERTIFICATE + key;
        boolean isBare = words().has(bare) && !Naming.showsErasure(claims, certificate, edition);
        return words().text(isBare ? bare : words().has(own) ? own : key, values);
    }

    /** What the paper is called, after its verdict. */
    String title() {
        return words().text(Naming.titleKey(claims, certificate, edition));
    }

    /** An instant, in RFC 3339, as this page gives it: in Chinese by the clocks of China, too. */
    String time(String rfc3339) {
        if (!isFactsFirst()) {
            return UtcTime.shown(rfc3339);
        }
        String utc = say("time.utc", UtcTime.plain(rfc3339));
        return switch (language) {
            case CHINESE -> say("time.both", beijing(rfc3339), utc);
            case ENGLISH -> utc;
        };
    }

    /** The same where there is no room for a line of it: two that are short. */
    String shortTime(String rfc3339) {
        if (!isFactsFirst()) {
            return UtcTime.shown(rfc3339);
        }
        String utc = say("time.utc", UtcTime.plain(rfc3339));
        return switch (language) {
            case CHINESE -> say("time.beijing.short", UtcTime.beijing(rfc3339)) + " " + utc;
            case ENGLISH -> utc;
        };
    }

    /** By the clocks of China, and said to be. */
    String beijing(String rfc3339) {
        return say("time.beijing", UtcTime.beijing(rfc3339));
    }

    /** Whether what people look for stands first and large, as papers have it since the third edition. */
    boolean isFactsFirst() {
        return edition.isFrom(Edition.V3);
    }

    /** A width that goes with the size of small type. */
    double scaled(double points) {
        return isFactsFirst() ? points * 1.12 : points;
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
