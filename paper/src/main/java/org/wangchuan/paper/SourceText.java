package org.wangchuan.paper;

import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Words;

/** Where a clause is known from, in the very words of the paper. Thread-safe. */
public final class SourceText {
    private SourceText() {}

    /** The source as a statement names it, in Chinese where it is a sentence of our own; a standard's name stays as it is. */
    public static String of(String source, boolean chinese) {
        if (!chinese) {
            return source;
        }
        return Words.in(Language.ENGLISH)
                .keyOf("own.source.", source)
                .map(key -> Words.in(Language.CHINESE).text(key))
                .orElse(source);
    }
}
