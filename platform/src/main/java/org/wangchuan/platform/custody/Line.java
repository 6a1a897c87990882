package org.wangchuan.platform.custody;

/** What somebody typed into one line of a form. */
public final class Line {
    private Line() {}

    /** Whether it is 1 to {@code charsMax} characters that can be seen. */
    public static boolean isLine(String text, int charsMax) {
        return !text.isBlank() && isLineOrEmpty(text, charsMax);
    }

    /** As {@link #isLine}, or nothing. */
    public static boolean isLineOrEmpty(String text, int charsMax) {
        return text.strip().length() <= charsMax && text.chars().noneMatch(Character::isISOControl);
    }
}
