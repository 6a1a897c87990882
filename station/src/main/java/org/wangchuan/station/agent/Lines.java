package org.wangchuan.station.agent;

import org.wangchuan.engine.policy.BilingualText;

/** Makes texts fit into what the Station API takes: a line of printable characters, not too long. */
final class Lines {
    private static final int CHARS_MAX = 500;

    private Lines() {}

    static String of(String text) {
        String plain = text.replaceAll("(?U)\\p{Cntrl}+", " ").strip();
        int end = Math.min(plain.length(), CHARS_MAX);
        boolean isHalf = end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1));
        return plain.substring(0, isHalf ? end - 1 : end);
    }

    static BilingualText of(BilingualText text) {
        return new BilingualText(of(text.zh()), of(text.en()));
    }
}
