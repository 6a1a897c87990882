package org.wangchuan.platform.custody;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What somebody typed into one line of a form. Characters that nobody sees, or that turn the direction of others, are refused:
 * with them two bags could bear what looks like one number.
 */
public final class Line {
    /** An address for mail, or a Chinese mobile number. Long numbers are none: brands, models and statements have their own. */
    private static final Pattern OF_A_PERSON =
            Pattern.compile("@|(?<!\\d)(?:[+]?86)?[ .()-]*1[3-9]\\d(?:[ .()-]*\\d){8}(?!\\d)");

    private Line() {}

    /** Whether it is 1 to {@code charsMax} characters that can be seen. */
    public static boolean isLine(String text, int charsMax) {
        return !text.isBlank() && isLineOrEmpty(text, charsMax);
    }

    /** As {@link #isLine}, or nothing. */
    public static boolean isLineOrEmpty(String text, int charsMax) {
        return text.strip().length() <= charsMax && text.codePoints().allMatch(Line::isSeen);
    }

    /**
     * Whether a line that is no place for it holds a mobile number or an address. Figures of all widths count: somebody who types in Chinese
     * has several.
     */
    public static boolean isOfAPerson(String text) {
        return OF_A_PERSON
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .find();
    }

    private static boolean isSeen(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
