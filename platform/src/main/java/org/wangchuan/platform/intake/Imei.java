package org.wangchuan.platform.intake;

/** Numbers of phones (3GPP TS 23.003): 14 digits and a check digit by Luhn's rule. */
public final class Imei {
    private static final int DIGITS = 15;
    private static final int BASE = 10;

    private Imei() {}

    /** Whether it looks like one: 15 digits. */
    public static boolean looksLikeOne(String text) {
        return text.length() == DIGITS && text.chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
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
