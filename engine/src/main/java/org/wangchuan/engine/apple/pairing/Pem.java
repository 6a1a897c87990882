package org.wangchuan.engine.apple.pairing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The textual form of RFC 7468. */
final class Pem {
    private static final int LINE_CHARS = 64;

    private Pem() {}

    static byte[] write(String label, byte[] der) {
        String code = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + code + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What is between the lines of this label, if the text is nothing but that. */
    static Optional<byte[]> read(String label, byte[] pem) {
        // A NUL at the end is what is left of a string of C.
        String text =
                new String(pem, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        if (text.length() < begin.length() + end.length() || !text.startsWith(begin) || !text.endsWith(end)) {
            return Optional.empty();
        }
        String code =
                text.substring(begin.length(), text.length() - end.length()).replaceAll("[ \t\r\n]", "");
        try {
            return Optional.of(Base64.getDecoder().decode(code));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
