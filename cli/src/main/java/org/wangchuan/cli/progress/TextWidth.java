package org.wangchuan.cli.progress;

/** How many terminal cells a text takes: Chinese characters and other wide ones take two (UAX #11). */
final class TextWidth {
    private TextWidth() {}

    /** The cells of {@code text}; control characters count none. */
    static int of(String text) {
        return text.codePoints().map(TextWidth::cells).sum();
    }

    /** The longest beginning of {@code text} that fits into {@code cells}. */
    static String cut(String text, int cells) {
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            used += cells(point);
            if (used > cells) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept.toString();
    }

    /** {@code text} followed by blanks up to {@code cells}; never cut. */
    static String pad(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - of(text)));
    }

    private static int cells(int point) {
        if (point < 0x20 || (point >= 0x7f && point < 0xa0) || Character.getType(point) == Character.NON_SPACING_MARK) {
            return 0;
        }
        boolean wide = (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0x303e)
                || (point >= 0x3041 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0xffe0 && point <= 0xffe6)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
