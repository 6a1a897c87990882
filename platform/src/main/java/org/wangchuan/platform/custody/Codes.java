package org.wangchuan.platform.custody;

import java.security.SecureRandom;
import java.util.Locale;

/** Codes that people read out and scanners read: no letter that looks like a figure, none that makes words. Thread-safe. */
public final class Codes {
    private static final String SYMBOLS = "23456789BCDFGHJKMNPQRTVWXZ";
    private static final int HEAD = 4;
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Codes() {}

    /** Whether a text has the form of a code; what has another is none of anybody's. */
    public static boolean isCode(String text) {
        return text.length() == LENGTH + 1
                && text.charAt(HEAD) == '-'
                && text.chars().filter(one -> SYMBOLS.indexOf(one) >= 0).count() == LENGTH;
    }

    /** What somebody typed of a code, as the beginning of one: with or without its dash, spaces and capitals. */
    public static String typed(String text) {
        String symbols = text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
        if (symbols.isEmpty() && !text.isBlank()) {
            return "-"; // no code begins so; what is empty stands for all
        }
        return symbols.length() <= HEAD ? symbols : symbols.substring(0, HEAD) + "-" + symbols.substring(HEAD);
    }

    /**
     * The same of a list that is searched by codes alone: what can't be the beginning of one finds nothing, and the list's own links don't carry it on, for
     * it may be a name.
     */
    public static String asked(String text) {
        String typed = typed(text);
        boolean isBeginning =
                typed.length() <= LENGTH + 1 && typed.chars().allMatch(one -> one == '-' || SYMBOLS.indexOf(one) >= 0);
        return isBeginning ? typed : "-";
    }

    /** A new one, such as {@code 7F3K-22QX}: one of 2 × 10^11, so that it can't be guessed from another. */
    public static String random() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i == HEAD) {
                out.append('-');
            }
            out.append(SYMBOLS.charAt(RANDOM.nextInt(SYMBOLS.length())));
        }
        return out.toString();
    }
}
