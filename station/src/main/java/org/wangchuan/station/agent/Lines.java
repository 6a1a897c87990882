package org.wangchuan.station.agent;

import org.wangchuan.engine.policy.BilingualText;

/** Makes texts fit into what the Station API takes: a line of printable characters, not too long. */
final class Lines {
    private static final int CHARS_MAX = 500;

    private Lines() {}

    static String of(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.substring(0, Math.min(plain.length(), CHARS_MAX));
    }

    static BilingualText of(BilingualText text) {
        return new BilingualText(of(text.zh()), of(text.en()));
    }
}
