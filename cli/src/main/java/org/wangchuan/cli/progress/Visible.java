package org.wangchuan.cli.progress;

/**
 * Makes characters visible that steer a terminal or turn its text around: names of files, devices and
 * operators come from anybody. The spelling is that of JSON, so that JSON stays the same JSON.
 */
final class Visible {
    private Visible() {}

    static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (steers(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean steers(char c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        return control || (Character.getType(c) == Character.FORMAT && c != '\u200d');
    }
}
