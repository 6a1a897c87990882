package org.wangchuan.cli.progress;

/**
 * Makes characters visible that steer a terminal or turn its text around: names of files, devices and
 * operators come from anybody. The spelling is that of JSON, so that JSON stays the same JSON.
 */
public final class Visible {
    private Visible() {}

    /** The text with each such character as {@code \\uXXXX}; line feeds and tabs stay. */
    public static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (steers(c)) {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT -> c != '\u200d';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
