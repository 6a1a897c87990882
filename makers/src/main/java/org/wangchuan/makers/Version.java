package org.wangchuan.makers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A version as numbers: {@code 4.0.1}; missing ones at its end are zero. */
public record Version(List<Integer> numbers) implements Comparable<Version> {
    private static final int NUMBERS_MAX = 6;
    private static final int DIGITS_MAX = 6;

    public Version {
        numbers = List.copyOf(numbers);
    }

    /**
     * Reads the numbers at the beginning of what a device calls its version; a letter before them, as in {@code V14.0.2}, is passed over.
     *
     * @param text from a device or a person: of any length and content
     * @return empty if it does not begin with a number of at most six digits
     */
    public static Optional<Version> parse(String text) {
        List<Integer> out = new ArrayList<>();
        int at = !text.isEmpty() && isLetter(text.charAt(0)) ? 1 : 0;
        while (out.size() < NUMBERS_MAX) {
            int end = at;
            while (end < text.length() && end - at <= DIGITS_MAX && isDigit(text.charAt(end))) {
                end++;
            }
            if (end == at || end - at > DIGITS_MAX) {
                break;
            }
            out.add(Integer.parseInt(text.substring(at, end)));
            if (end >= text.length() || text.charAt(end) != '.') {
                break;
            }
            at = end + 1;
        }
        return out.isEmpty() ? Optional.empty() : Optional.of(new Version(out));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int difference = Integer.compare(at(i), other.at(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    /** Two that are the same but for zeros at the end are the same version. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = numbers.size();
        while (last > 0 && numbers.get(last - 1) == 0) {
            last--;
        }
        return numbers.subList(0, last).hashCode();
    }

    private int at(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
