package org.wangchuan.platform.consumer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds guides by plain words, as somebody would type them: <i>old iPhone 12</i>, or the same in Chinese, where nothing stands
 * between words. The guide more of whose words are in it comes first.
 */
final class GuideSearch {
    /** Of what was typed: longer than any name of a device. */
    private static final int CHARS_MAX = 60;
    /** A word that is only begun is found from so many letters on. */
    private static final int BEGUN_CHARS_MIN = 3;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Between Chinese and another script, and between letters and figures. */
    private static final Pattern BORDER = Pattern.compile("(?<=\\p{IsHan})(?=[\\p{L}\\p{N}&&\\P{IsHan}])"
            + "|(?<=[\\p{L}\\p{N}&&\\P{IsHan}])(?=\\p{IsHan})"
            + "|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    private GuideSearch() {}

    private record Found(Guide guide, int worth) {}

    /** Those that fit, the best first; none if nothing does. */
    static List<Guide> find(List<Guide> guides, String typed) {
        String asked = fold(typed.substring(0, Math.min(typed.length(), CHARS_MAX)));
        List<Found> found = new ArrayList<>();
        for (Guide guide : guides) {
            int worth = worth(guide, asked);
            if (worth > 0) {
                found.add(new Found(guide, worth));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Found::worth).reversed())
                .map(Found::guide)
                .toList();
    }

    private static int worth(Guide guide, String asked) {
        int whole = guide.words().stream()
                .map(GuideSearch::fold)
                .filter(word -> holds(asked, word))
                .mapToInt(String::length)
                .sum();
        if (whole > 0 || asked.length() < BEGUN_CHARS_MIN) {
            return whole;
        }
        return guide.words().stream().map(GuideSearch::fold).anyMatch(word -> word.startsWith(asked)) ? 1 : 0;
    }

    /** A Chinese word anywhere; another one between borders, or "ace" would be found in "surface". */
    private static boolean holds(String asked, String word) {
        return word.chars().anyMatch(symbol -> Character.UnicodeScript.of(symbol) == Character.UnicodeScript.HAN)
                ? asked.replace(" ", "").contains(word.replace(" ", ""))
                : (" " + asked + " ").contains(" " + word + " ");
    }

    private static String fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = NO_WORD.matcher(plain).replaceAll(" ");
        return BORDER.matcher(words).replaceAll(" ").strip();
    }
}
