package org.wangchuan.cli.check;

/**
 * Text from files of strangers that is put into a line of ours. A terminal is kept from obeying it elsewhere; here it is kept from
 * looking like a line of its own, or like nothing at all.
 */
public final class OneLine {
    private OneLine() {}

    /** The text with everything that is no visible character or plain blank as its number. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isVisible(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\u{%x}", c));
            }
        });
        return out.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ' || c == '\u3000';
            default -> true;
        };
    }
}
