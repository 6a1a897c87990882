package org.wangchuan.engine.usb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wangchuan.engine.medium.sysfs.CleanText;

/**
 * Cuts out of the name that a device gives itself whatever says which one of its kind it is. Many phones with a chip of Qualcomm's write its number behind
 * the name ({@code SDM660-MTP _SN:09C6BCA7}), and a name is kept and shown where a number must not be. A name without any is left as it is.
 */
public final class OwnNumber {
    /** What is shorter may well be a part of an honest name. */
    private static final int CHARS_MIN = 6;

    /** A word for a serial number and all that follows: that may be the number in several parts. */
    private static final Pattern LABELLED = Pattern.compile(
            "(?:S/?N|SERIAL(?:[ _.-]*N(?:O|R|UM(?:BER)?))?)[. ]*[:=#：].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What stood around a number, and means nothing without it. */
    private static final Pattern LEFT_OVER = Pattern.compile("[(\\[]\\s*[)\\]]|^[\\s_,;:/(\\[-]+|[\\s_,;:/(\\[-]+$");

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private OwnNumber() {}

    /**
     * The name without them; empty if nothing else is in it.
     *
     * @param numbers by which this device calls itself; they are found in upper and lower case, and with blanks or signs between
     */
    public static Optional<String> cutFrom(Optional<String> name, List<SerialNumber> numbers) {
        return name.flatMap(text -> cut(text, numbers));
    }

    private static Optional<String> cut(String name, List<SerialNumber> numbers) {
        List<Pattern> patterns = new ArrayList<>(List.of(LABELLED));
        numbers.stream().map(OwnNumber::pattern).flatMap(Optional::stream).forEach(patterns::add);
        String left = name;
        String before;
        do { // what is left and right of one that was cut out may be another
            before = left;
            for (Pattern pattern : patterns) {
                left = pattern.matcher(left).replaceAll(" ");
            }
        } while (!left.equals(before));
        return left.equals(name)
                ? Optional.of(name)
                : CleanText.of(LEFT_OVER.matcher(left).replaceAll(" "));
    }

    private static Optional<Pattern> pattern(SerialNumber number) {
        List<String> kept = number.shown()
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .map(Pattern::quote)
                .toList();
        if (kept.size() >= CHARS_MIN) {
            String between = "[^\\p{L}\\p{Nd}]*+";
            return Optional.of(Pattern.compile(kept.stream().collect(Collectors.joining(between)), ANY_CASE));
        }
        return number.shown().length() >= CHARS_MIN
                ? Optional.of(Pattern.compile(Pattern.quote(number.shown()), ANY_CASE))
                : Optional.empty();
    }
}
