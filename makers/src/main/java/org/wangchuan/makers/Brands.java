package org.wangchuan.makers;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Which brand a text names: what somebody typed at a counter, or what a device calls its maker. */
public final class Brands {
    /** Longer than any name of a device; the rest is not looked at. */
    private static final int CHARS_MAX = 200;

    private Brands() {}

    /**
     * How long the longest of these brands is that is in a text; 0 if none is. A Chinese brand is found anywhere, another one only between
     * borders: <i>lg</i> is in "LG G8" and "lg手机", and not in "algo".
     *
     * @param brands in small letters
     * @param text of any length and content
     */
    public static int longest(List<String> brands, String text) {
        String asked = Normalizer.normalize(text.substring(0, Math.min(text.length(), CHARS_MAX)), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        return brands.stream()
                .filter(brand -> holds(asked, brand))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static boolean holds(String text, String brand) {
        int at = text.indexOf(brand);
        while (at >= 0) {
            int end = at + brand.length();
            if (Lines.hasHan(brand)
                    || ((at == 0 || isBorder(text.charAt(at - 1), text.charAt(at)))
                            && (end == text.length() || isBorder(text.charAt(end - 1), text.charAt(end))))) {
                return true;
            }
            at = text.indexOf(brand, at + 1);
        }
        return false;
    }

    /** Between a letter and a figure, too: "iphone12" names an iPhone. */
    private static boolean isBorder(char one, char other) {
        return kind(one) != kind(other) || kind(one) == Kind.OTHER;
    }

    private enum Kind {
        LETTER,
        FIGURE,
        OTHER
    }

    private static Kind kind(char c) {
        if (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
            return Kind.OTHER;
        }
        if (Character.isLetter(c)) {
            return Kind.LETTER;
        }
        return Character.isDigit(c) ? Kind.FIGURE : Kind.OTHER;
    }
}
