package org.wangchuan.platform.custody;

import org.wangchuan.proof.text.PersonalData;

/**
 * What somebody typed into one line of a form. Characters that nobody sees, or that turn the direction of others, are refused:
 * with them two bags could bear what looks like one number.
 */
public final class Line {
    private Line() {}

    /** Whether it is 1 to {@code charsMax} characters that can be seen. */
    public static boolean isLine(String text, int charsMax) {
        return !text.isBlank() && isLineOrEmpty(text, charsMax);
    }

    /** As {@link #isLine}, or nothing. */
    public static boolean isLineOrEmpty(String text, int charsMax) {
        return text.strip().length() <= charsMax && text.codePoints().allMatch(Line::isSeen);
    }

    /** Whether a line that is no place for it holds what {@link PersonalData} recognises. */
    public static boolean isOfAPerson(String text) {
        return PersonalData.isIn(text);
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
