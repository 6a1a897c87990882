package org.wangchuan.witness.client;

import java.nio.charset.StandardCharsets;

/** What a stranger's server says, fit to be shown. */
final class Printable {
    private Printable() {}

    /** The beginning, with everything but printable ASCII as spaces. */
    static String of(byte[] text, int charsMax) {
        return new String(text, StandardCharsets.UTF_8)
                .codePoints()
                .limit(charsMax)
                .map(c -> c >= ' ' && c < 0x7F ? c : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
