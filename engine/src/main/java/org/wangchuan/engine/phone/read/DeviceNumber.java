package org.wangchuan.engine.phone.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a text can be the number of one phone. Some have none of their own and tell what their maker left in: a run of digits, a date, a word. Two phones
 * would be taken for one by it. The rules are a choice; they refuse a few numbers that are somebody's rather than take one that is everybody's. That a
 * whole batch bears one number that looks like any other, nothing here finds.
 */
public final class DeviceNumber {
    private static final int CHARS_MIN = 6;
    private static final int DIFFERENT_MIN = 3;
    private static final int DATE_CHARS = 8;
    private static final int YEAR_FIRST = 1970;
    private static final int YEAR_LAST = 2099;
    private static final String UP = "90 91 9A 0A F0 F1 ZA ";
    private static final String DOWN = "09 19 A9 0F 1F AZ ";

    /** Told in place of one, without what is neither letter nor digit. */
    private static final Set<String> NONE = Set.of(
            "UNKNOWN",
            "DEFAULT",
            "DEFAULTSTRING",
            "NOSERIAL",
            "NOSERIALNUMBER",
            "SERIAL",
            "SERIALNUMBER",
            "SERIALNO",
            "ANDROID",
            "ANDROIDDEVICE",
            "NOTAVAILABLE",
            "TOBEFILLEDBYOEM");

    private DeviceNumber() {}

    /** Whether a phone can be known by it. Upper and lower case, blanks and signs between are no difference. */
    public static boolean isUsable(String text) {
        StringBuilder kept = new StringBuilder();
        for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                kept.append(c);
            }
        }
        String number = kept.toString();
        String rest = withoutZeros(number);
        return rest.length() >= CHARS_MIN
                && number.chars().distinct().count() >= DIFFERENT_MIN
                && !NONE.contains(number)
                && !isRun(rest, 1, UP)
                && !isRun(rest, -1, DOWN)
                && !isRepeated(number)
                && !isDate(number);
    }

    private static String withoutZeros(String number) {
        int from = 0;
        while (from < number.length() && number.charAt(from) == '0') {
            from++;
        }
        return number.substring(from);
    }

    /** Each is the one before and a step, or what comes after the last of the digits, those of base 16, or the letters. */
    private static boolean isRun(String number, int step, String around) {
        for (int i = 1; i < number.length(); i++) {
            char was = number.charAt(i - 1);
            char is = number.charAt(i);
            if (is != was + step && !around.contains("" + was + is + ' ')) {
                return false;
            }
        }
        return true;
    }

    /** One part over and over, from its beginning to its end. */
    private static boolean isRepeated(String number) {
        for (int part = 1; part <= number.length() / 2; part++) {
            if (number.length() % part == 0 && number.startsWith(number.substring(part))) {
                return true;
            }
        }
        return false;
    }

    /** A day, as year, month, day or the other way round, or a day with a time after it. */
    private static boolean isDate(String number) {
        boolean isDigits = number.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean isLong = number.length() == DATE_CHARS || number.length() == 12 || number.length() == 14;
        if (!isDigits || !isLong) {
            return false;
        }
        return isDay(number, 0, 4, 6)
                || (number.length() == DATE_CHARS && (isDay(number, 4, 0, 2) || isDay(number, 4, 2, 0)));
    }

    private static boolean isDay(String number, int year, int month, int day) {
        int inYear = Integer.parseInt(number.substring(year, year + 4));
        if (inYear < YEAR_FIRST || inYear > YEAR_LAST) {
            return false;
        }
        try {
            LocalDate _ = LocalDate.of(
                    inYear,
                    Integer.parseInt(number.substring(month, month + 2)),
                    Integer.parseInt(number.substring(day, day + 2)));
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
