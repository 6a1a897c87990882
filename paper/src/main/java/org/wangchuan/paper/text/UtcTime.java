package org.wangchuan.paper.text;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants to the second, printed in UTC with the offset beside them. */
public final class UtcTime {
    /** 9999-12-31T23:59:59Z. */
    public static final long SECONDS_MAX = 253_402_300_799L;

    private static final DateTimeFormatter BEIJING = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String FORM = "0000-00-00T00:00:00Z";

    private UtcTime() {}

    /** RFC 3339 of seconds since 1970. */
    public static String rfc3339(long seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        String text = time.toString();
        return text + (text.length() == 16 ? ":00Z" : "Z");
    }

    /** Whether a text is RFC 3339 in UTC to the second, of a day that exists. */
    public static boolean isRfc3339(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char c = text.charAt(i);
            if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
                return false;
            }
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= java.time.YearMonth.of(number(text, 0, 4), month).lengthOfMonth()
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60;
    }

    /** As the page shows it: {@code 2026-11-24 08:05:09 UTC+00:00}. */
    public static String shown(String rfc3339) {
        return rfc3339.substring(0, 10) + " " + rfc3339.substring(11, 19) + " UTC+00:00";
    }

    /** The same in UTC alone: {@code 2026-11-24 08:05:09}. */
    public static String plain(String rfc3339) {
        return rfc3339.substring(0, 10) + " " + rfc3339.substring(11, 19);
    }

    /** The same by the clocks of China, eight hours ahead and without summer time: {@code 2026-11-24 16:05:09}. */
    public static String beijing(String rfc3339) {
        return BEIJING.format(LocalDateTime.parse(rfc3339.substring(0, 19)).plusHours(8));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }
}
