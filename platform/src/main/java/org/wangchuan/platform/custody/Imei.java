package org.wangchuan.platform.custody;

/** Numbers of phones (3GPP TS 23.003, clause 6 and annex B): eight figures of the type, six of the device, and a check digit by Luhn's rule. */
public final class Imei {
    /** With its check digit. */
    static final int DIGITS = 15;

    /** What makes two spellings one number: with no check digit, and no version of its software. */
    static final int CORE_DIGITS = 14;

    /** Of the type that it was allocated to (TAC). */
    static final int TYPE_DIGITS = 8;

    private static final int BASE = 10;
    private static final int HEX_BASE = 16;

    private Imei() {}

    /** Whether it looks like one: 15 digits. */
    public static boolean looksLikeOne(String text) {
        return text.length() == DIGITS && areDigits(text);
    }

    /** Whether these are ASCII digits and nothing else; of no text they are. */
    static boolean areDigits(String text) {
        return text.chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
    }

    /**
     * Whether a number that somebody noted is one of the mobile network, however it is grouped and with its name before it. Such a number is not the
     * serial number that a phone shows on its cable, and tells nothing beside it. All that is not clearly one is taken for a serial number: then another
     * phone is refused, and not let through.
     */
    static boolean isMobile(String noted) {
        return DeviceNumber.of(noted).form() == DeviceNumber.Form.MOBILE;
    }

    /**
     * Whether the check digit of one fits.
     *
     * @param imei 15 digits
     */
    public static boolean hasRightCheckDigit(String imei) {
        return looksLikeOne(imei) && imei.charAt(CORE_DIGITS) == checkDigit(imei.substring(0, CORE_DIGITS));
    }

    /**
     * One with its check digit.
     *
     * @param core its 14 digits
     */
    static String of(String core) {
        return core + checkDigit(core);
    }

    /** The type that it was allocated to (TAC): its first eight digits. */
    static String type(String imei) {
        return imei.substring(0, TYPE_DIGITS);
    }

    /**
     * The digit that may stand behind a MEID and checks it: by the same rule, in figures of sixteen as soon as one of its own is none of ten.
     *
     * @param meid its 14 hexadecimal digits, in capitals
     */
    static char meidCheckDigit(String meid) {
        return checkDigit(meid, areDigits(meid) ? BASE : HEX_BASE);
    }

    private static char checkDigit(String core) {
        return checkDigit(core, BASE);
    }

    /** Each second digit counts twice, by the sum of its figures; the check digit makes it a multiple of the base. */
    private static char checkDigit(String core, int base) {
        int sum = 0;
        for (int i = 0; i < core.length(); i++) {
            int digit = Character.digit(core.charAt(i), base);
            if (i % 2 == 1) {
                digit *= 2;
            }
            sum += digit / base + digit % base;
        }
        return Character.toUpperCase(Character.forDigit((base - sum % base) % base, base));
    }
}
