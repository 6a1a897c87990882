package org.wangchuan.platform.custody;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers of phones (3GPP TS 23.003): 14 digits and a check digit by Luhn's rule. */
public final class Imei {
    private static final int DIGITS = 15;
    private static final int BASE = 10;
    /** However it is grouped, with or without check digit or software version; and the MEID, in hexadecimal digits. */
    private static final Pattern MOBILE = Pattern.compile("[0-9]{14,16}|[0-9A-F]{14}");

    private static final Pattern BETWEEN = Pattern.compile("[^0-9A-Za-z]");

    private Imei() {}

    /** Whether it looks like one: 15 digits. */
    public static boolean looksLikeOne(String text) {
        return text.length() == DIGITS && text.chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
    }

    /**
     * Whether a number that somebody noted may be one of the mobile network. Such a number is not the serial number that a phone shows on its
     * cable, and tells nothing beside it. A serial number that looks like one is taken for one.
     */
    static boolean isMobile(String noted) {
        return MOBILE.matcher(BETWEEN.matcher(noted).replaceAll("").toUpperCase(Locale.ROOT))
                .matches();
    }

    /** Whether the check digit of one fits. */
    public static boolean hasRightCheckDigit(String imei) {
        int sum = 0;
        for (int i = 0; i < imei.length(); i++) {
            int digit = imei.charAt(i) - '0';
            if (i % 2 == 1) {
                digit *= 2;
            }
            sum += digit / BASE + digit % BASE;
        }
        return sum % BASE == 0;
    }
}
