package org.wangchuan.makers;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** The same in both languages; each is one line without control characters. */
public record Words(String zh, String en) {
    /** The longest that is read, in UTF-16 units: a paragraph on the screen of a phone. */
    static final int CHARS_MAX = 400;

    /** In one of them. */
    public String in(boolean isChinese) {
        return isChinese ? zh : en;
    }

    /**
     * Reads {@code {"zh": …, "en": …}}.
     *
     * @throws ShapeException if one is missing, too long, or in the other's script
     */
    static Words of(Json.Fields fields) throws ShapeException {
        Words words = ofName(fields);
        if (!Lines.hasHan(words.zh())) {
            throw new ShapeException("zh of: " + words.en(), "Chinese", "none");
        }
        return words;
    }

    /**
     * Reads a name, which may be the same in both: {@code EMUI}.
     *
     * @throws ShapeException if one is missing or too long, or the English one holds Chinese
     */
    static Words ofName(Json.Fields fields) throws ShapeException {
        fields.only("zh", "en");
        Words words = new Words(Lines.line(fields, "zh", CHARS_MAX), Lines.line(fields, "en", CHARS_MAX));
        if (Lines.hasHan(words.en())) {
            throw new ShapeException("en of: " + words.zh(), "no Chinese", "some");
        }
        return words;
    }
}
