package org.wangchuan.paper;

import org.wangchuan.paper.claims.Vocabulary;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Words;

/**
 * What a statement does not prove, in the very words of the paper: who reads the answer of a program and
 * who reads the page must be told the same. Thread-safe.
 */
public final class LimitText {
    private LimitText() {}

    /** The heading above the list, in Chinese or English: what a receipt, or a certificate, does not prove. */
    public static String heading(boolean chinese, boolean ofCertificate) {
        return words(chinese).text(ofCertificate ? "certificate.section.limits" : "section.limits");
    }

    /**
     * The sentence for a code of a statement's {@code notProved}.
     *
     * @throws IllegalArgumentException if it is none of {@link Vocabulary.Limit}, spelled as on the wire
     */
    public static String of(String code, boolean chinese) {
        return words(chinese).text("limit." + code);
    }

    private static Words words(boolean chinese) {
        return Words.in(chinese ? Language.CHINESE : Language.ENGLISH);
    }
}
