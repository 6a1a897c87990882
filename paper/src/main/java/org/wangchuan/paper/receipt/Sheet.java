package org.wangchuan.paper.receipt;

import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Printable;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.Words;

/** What every section of one language's pages is made from. */
record Sheet(Language language, Claims claims, LogFacts log, Typography type, Printable printable) {
    Words words() {
        return Words.in(language);
    }

    Quantities quantities() {
        return new Quantities(words());
    }

    /** A text of ours. */
    String say(String key, Object... values) {
        return words().text(key, values);
    }

    /**
     * A value that may be a sentence of the product itself: then it stands in the language of the page, and in
     * English letter for letter as it was signed. Any other value stands as it is.
     */
    String own(String value) {
        return Words.in(Language.ENGLISH).keyOf("own.", value).map(this::say).orElseGet(() -> show(value));
    }

    /** A value that others chose, as it can be printed. */
    String show(String value) {
        return printable.of(value);
    }
}
