package org.wangchuan.platform.vault;

/** What is shown instead of the whole: enough to recognise what one knows already. */
final class Masks {
    private static final int PHONE_HEAD = 3;
    private static final int TAIL = 4;
    private static final int SHORT = 8;

    private Masks() {}

    /** The masked form of a value. */
    static String of(Field field, String value) {
        return switch (field) {
            case NAME, CIVIL_NAME -> name(value);
            case PHONE, REGISTERED_PHONE -> phone(value);
            case EMAIL -> email(value);
            case ID_NUMBER, PAYMENT_ACCOUNT, PAYMENT_NUMBER -> tail(value);
            case ID_KIND -> value; // of a list that is the same for everybody
            case POSTAL_ADDRESS, AUTHORITY, SIGNATURE, PHOTO, REQUEST, ANSWER -> "****";
        };
    }

    /** The first character: 王*. A name in Latin letters: W***. */
    private static String name(String value) {
        int first = value.codePointAt(0);
        boolean isHan = Character.UnicodeScript.of(first) == Character.UnicodeScript.HAN;
        return Character.toString(first) + (isHan ? "*" : "***");
    }

    private static String phone(String value) {
        return value.length() < SHORT
                ? "****"
                : value.substring(0, PHONE_HEAD) + "****" + value.substring(value.length() - TAIL);
    }

    private static String tail(String value) {
        return value.length() < SHORT ? "****" : "****" + value.substring(value.length() - TAIL);
    }

    private static String email(String value) {
        int at = value.indexOf('@');
        return at < 1 ? "****" : Character.toString(value.codePointAt(0)) + "***" + value.substring(at);
    }
}
