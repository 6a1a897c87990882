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

    /** A value that others chose, as it can be printed. */
    String show(String value) {
        return printable.of(value);
    }
}
