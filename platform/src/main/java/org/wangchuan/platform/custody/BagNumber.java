package org.wangchuan.platform.custody;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The number of a sealed bag. Two bags must not bear what people would take for one number, so only letters A to Z, figures,
 * Chinese characters and a few marks are numbers of bags: Cyrillic and Greek letters look the same and are others.
 *
 * @param text as it is shown: what was typed, full-width letters and figures made plain
 * @param key the same for numbers that look alike: capital letters, O as 0, I and L as 1, without spaces and marks
 */
public record BagNumber(String text, String key) {
    /** Longest number, in characters. */
    public static final int CHARS_MAX = 40;

    /** Not a letter to Unicode. */
    private static final int ZERO_HAN = '〇';

    private static final String MARKS = " -/.#_:";

    /** The number that somebody typed or scanned; absent if it is none. */
    public static Optional<BagNumber> of(String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.length() > CHARS_MAX
                || !text.codePoints().allMatch(letter -> isSign(letter) || MARKS.indexOf(letter) >= 0)) {
            return Optional.empty();
        }
        StringBuilder key = new StringBuilder();
        text.toUpperCase(Locale.ROOT)
                .codePoints()
                .filter(BagNumber::isSign)
                .map(BagNumber::looksLike)
                .forEach(key::appendCodePoint);
        return key.isEmpty() ? Optional.empty() : Optional.of(new BagNumber(text, key.toString()));
    }

    private static boolean isSign(int letter) {
        return (letter >= '0' && letter <= '9')
                || (letter >= 'A' && letter <= 'Z')
                || (letter >= 'a' && letter <= 'z')
                || letter == ZERO_HAN
                || (Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN && Character.isLetter(letter));
    }

    private static int looksLike(int letter) {
        return switch (letter) {
            case 'O', ZERO_HAN -> '0';
            case 'I', 'L' -> '1';
            default -> letter;
        };
    }
}
