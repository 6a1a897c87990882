package org.wangchuan.platform.vault;

/**
 * What is shown instead of the whole: enough to recognise what one knows already, and never more than a third of it. Two have the form that
 * everybody knows, and are more of a short one: a mobile number's network and last four figures, and the surname of a Han name, by which
 * nobody can tell how long the rest is.
 */
final class Masks {
    private static final int PHONE_HEAD = 3;
    /** From here on the head of a number is its network; of a shorter one it is a good part of the number. */
    private static final int LONG_PHONE_DIGITS = 11;

    private static final int TAIL_MAX = 4;
    /** Fewer are those of too many to help anybody. */
    private static final int TAIL_MIN = 2;

    private static final int SHOWN_OF = 3;
    private static final String ALL = "****";

    private Masks() {}

    /** The masked form of a value. */
    static String of(Field field, String value) {
        return switch (field) {
            case NAME, CIVIL_NAME -> name(value);
            case PHONE, REGISTERED_PHONE -> phone(value);
            case EMAIL -> email(value);
            case ID_NUMBER, PAYMENT_ACCOUNT, PAYMENT_NUMBER -> tail(value);
            case ID_KIND -> value; // of a list that is the same for everybody
            case POSTAL_ADDRESS, AUTHORITY, SIGNATURE, PHOTO, REQUEST, ANSWER -> ALL;
        };
    }

    /** The first character: 王*. A name in Latin letters: W***. Nothing of one that is no longer than what would be shown. */
    private static String name(String value) {
        int first = value.codePointAt(0);
        int length = value.codePointCount(0, value.length());
        boolean isHan = Character.UnicodeScript.of(first) == Character.UnicodeScript.HAN;
        boolean isShown = isHan ? length > 1 : length >= SHOWN_OF;
        return (isShown ? Character.toString(first) : "") + (isHan ? "*" : "***");
    }

    private static String phone(String value) {
        long digits = value.chars().filter(Character::isDigit).count();
        return digits < LONG_PHONE_DIGITS
                ? tail(value, digits)
                : value.substring(0, PHONE_HEAD) + ALL + value.substring(value.length() - TAIL_MAX);
    }

    private static String tail(String value) {
        return tail(value, value.length());
    }

    /** The end of a value of which so many characters tell something. */
    private static String tail(String value, long telling) {
        int shown = (int) Math.min(TAIL_MAX, telling / SHOWN_OF);
        return shown < TAIL_MIN ? ALL : ALL + value.substring(value.length() - shown);
    }

    /** Nothing of a domain: it may be somebody's own, or the one that few have. */
    private static String email(String value) {
        int at = value.indexOf('@');
        if (at < 1) {
            return ALL;
        }
        boolean isShown = value.codePointCount(0, at) >= SHOWN_OF;
        return (isShown ? Character.toString(value.codePointAt(0)) : "") + "***@***";
    }
}
