package org.wangchuan.platform.exchange;

import java.util.List;
import java.util.Locale;

/**
 * Which keys of a list are asked for.
 *
 * @param text how they begin, or a part of what they are called or of who answers for them; empty for all. Never a secret
 * @param state one of {@link #STATES}, or empty
 */
public record KeySearch(String text, String state) {
    /** How one can stand; words under {@code exchange.key.STATE}. */
    public static final List<String> STATES = List.of("active", "over", "revoked", "unconfirmed");

    static final KeySearch ALL = new KeySearch("", "");

    private static final String HEAD = "wck_";
    private static final int CHARS_MAX = 60;

    /** As somebody typed it; of a whole key its beginning is taken, and the rest is repeated nowhere. */
    static KeySearch of(String typed, String state) {
        String text = typed.strip();
        boolean isKey = text.startsWith(HEAD);
        String part = isKey ? text.substring(HEAD.length()).replaceFirst("_.*", "") : text;
        return new KeySearch(
                part.length() > CHARS_MAX ? part.substring(0, CHARS_MAX) : part, STATES.contains(state) ? state : "");
    }

    /** Those of a list that fit, in its order. */
    public List<KeyLine> of(List<KeyLine> all) {
        String part = text.toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(line -> line.key().prefix().toLowerCase(Locale.ROOT).startsWith(part)
                        || line.key().name().toLowerCase(Locale.ROOT).contains(part)
                        || line.responsible()
                                .filter(name -> name.toLowerCase(Locale.ROOT).contains(part))
                                .isPresent())
                .filter(line -> state.isEmpty() || line.standing().equals(state))
                .toList();
    }
}
