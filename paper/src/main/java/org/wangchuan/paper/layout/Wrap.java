package org.wangchuan.paper.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text into lines: at spaces and between Chinese characters, never before closing or after
 * opening punctuation, and inside a word only if it is wider than a line by itself.
 */
public final class Wrap {
    private static final String NEVER_FIRST = "，。、；：？！）》」』”’…·,.;:?!)]}%";
    private static final String NEVER_LAST = "（《「『“‘([{";

    private static final double BALANCE_STEP = 4;

    private Wrap() {}

    /** The lines of a text, at least one; no character is lost but the space at which a line is broken. */
    public static List<String> lines(Style style, String text, double width) {
        double limit = width * 1000 / style.size();
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = end(style, text, start, limit);
            boolean atSpace = end < text.length() && text.charAt(end) == ' ';
            lines.add(text.substring(start, end));
            start = atSpace ? end + 1 : end;
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    /**
     * The same number of lines, of about equal length: no single word or character is left over for the last
     * one.
     */
    public static List<String> balanced(Style style, String text, double width) {
        List<String> best = lines(style, text, width);
        int count = best.size();
        for (double narrower = width - BALANCE_STEP; narrower > width / 2; narrower -= BALANCE_STEP) {
            List<String> lines = lines(style, text, narrower);
            if (lines.size() > count) {
                return best;
            }
            best = lines;
        }
        return best;
    }

    private static int end(Style style, String text, int start, double limit) {
        double used = 0;
        int lastBreak = start;
        for (int i = start; i < text.length(); i++) {
            used += style.face().advance(text.charAt(i));
            if (i > start && mayBreak(text.charAt(i - 1), text.charAt(i))) {
                lastBreak = i;
            }
            if (used > limit && text.charAt(i) != ' ') {
                return lastBreak > start ? lastBreak : Math.max(i, start + 1);
            }
        }
        return text.length();
    }

    private static boolean mayBreak(char before, char after) {
        if (after == ' ') {
            return true;
        }
        return (isHan(before) || isHan(after)) && NEVER_FIRST.indexOf(after) < 0 && NEVER_LAST.indexOf(before) < 0;
    }

    private static boolean isHan(char c) {
        return (c >= 0x2E80 && c < 0xD800) || c >= 0xF900;
    }
}
