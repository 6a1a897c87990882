package org.wangchuan.proof.producer;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.statement.Phone;

/**
 * A producer's words in both languages, a line each.
 *
 * @param zh 1 to {@value #CHARS_MAX} characters
 * @param en the same
 */
public record ProducerText(String zh, String en) {
    /** The longest, in UTF-16 code units. */
    public static final int CHARS_MAX = 500;

    /** @throws IllegalArgumentException for a text that is no line */
    public ProducerText {
        if (!Phone.isLine(zh, CHARS_MAX) || !Phone.isLine(en, CHARS_MAX)) {
            throw new IllegalArgumentException("no line of a statement");
        }
    }

    JsonValue.Obj json() {
        return Json.object().put("en", en).put("zh", zh).build();
    }
}
