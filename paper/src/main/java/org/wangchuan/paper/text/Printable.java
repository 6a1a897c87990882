package org.wangchuan.paper.text;

import org.wangchuan.paper.font.Face;

/**
 * Turns values that others chose into text that a page shows as it is: no sign is dropped, reordered
 * or invisible. Controls, right-to-left and combining signs, emoji and whatever else the font lacks
 * become a box; a space that would not be seen (first, last, or doubled) becomes ␣. Counts what it
 * replaced, so that the page can say so. Not thread-safe.
 */
public final class Printable {
    /** Stands for what cannot be printed. */
    public static final char BOX = '□';

    /** Stands for a space that would not be seen. */
    public static final char OPEN_BOX = '␣';

    private final Face face;
    private int replaced;

    public Printable(Face face) {
        this.face = face;
    }

    /** The text as it can be printed. */
    public String of(String value) {
        StringBuilder out = new StringBuilder(value.length());
        int at = 0;
        while (at < value.length()) {
            int code = value.codePointAt(at);
            int next = at + Character.charCount(code);
            if (code == ' ') {
                boolean seen =
                        at > 0 && next < value.length() && value.charAt(at - 1) != ' ' && value.charAt(next) != ' ';
                replaced += seen ? 0 : 1;
                out.append(seen ? ' ' : OPEN_BOX);
            } else if (code < 0x10000 && code != BOX && code != OPEN_BOX && face.has((char) code)) {
                out.append((char) code);
            } else {
                replaced++;
                out.append(BOX);
            }
            at = next;
        }
        return out.toString();
    }

    /** How many signs were replaced so far. */
    public int replaced() {
        return replaced;
    }
}
