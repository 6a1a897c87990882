package org.wangchuan.platform.custody;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Numbers of phones (3GPP TS 23.003): 14 digits and a check digit by Luhn's rule. */
public final class Imei {
    private static final int DIGITS = 15;
    private static final int BASE = 10;
    /** As it is written on a box, before the digits. */
    private static final Pattern NAMED =
            Pattern.compile("^\\s*IMEI\\s*[12]?\\s*:\\s*|^\\s*IMEI\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}]");

    private Imei() {}

    /** Whether it looks like one: 15 digits. */
    public static boolean looksLikeOne(String text) {
        return text.length() == DIGITS && text.chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
    }

    /**
     * Whether a number that somebody noted is one of the mobile network, however it is grouped and with its name before it. Such a number is not the
     * serial number that a phone shows on its cable, and tells nothing beside it. All that is not clearly one is taken for a serial number: then another
     * phone is refused, and not let through.
     */
    static boolean isMobile(String noted) {
        String text = Normalizer.normalize(noted, Normalizer.Form.NFKC);
        String digits = BETWEEN.matcher(NAMED.matcher(text).replaceFirst("")).replaceAll("");
        return looksLikeOne(digits) && hasRightCheckDigit(digits);
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
