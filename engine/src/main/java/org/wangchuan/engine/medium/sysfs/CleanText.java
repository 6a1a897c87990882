package org.wangchuan.engine.medium.sysfs;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text from a device, made safe to show, sign and compare: printable, single-spaced, bounded. */
public final class CleanText {

    /** Characters; the longest honest field is an NVMe subsystem name of 223. */
    public static final int CHARS_MAX = 256;

    private CleanText() {}

    /** Without what can't be printed, and trimmed; empty if nothing is left. */
    public static Optional<String> of(String text) {
        StringBuilder clean = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (!printable(point) || Character.isSpaceChar(point) || Character.isWhitespace(point)) {
                gap = true;
                continue;
            }
            String blank = gap && !clean.isEmpty() ? " " : "";
            if (clean.length() + blank.length() + Character.charCount(point) > CHARS_MAX) {
                break; // whole characters only, and no blank at the end
            }
            clean.append(blank).appendCodePoint(point);
            gap = false;
        }
        return clean.isEmpty() ? Optional.empty() : Optional.of(clean.toString());
    }

    /** Bytes of a field that its standard declares as ASCII; others become gaps. */
    public static Optional<String> ofAscii(byte[] field) {
        return of(new String(field, StandardCharsets.US_ASCII));
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT, // also the marks that turn the direction of text
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> point != 0xFFFD;
        };
    }
}
