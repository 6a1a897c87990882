package org.wangchuan.platform.vault;

import java.util.regex.Pattern;

/** What can be a telephone number of anywhere: whether anybody answers there is another question. */
public final class PhoneNumber {
    private static final Pattern FORM = Pattern.compile("[+]?[0-9][0-9 ()-]{4,24}");

    private PhoneNumber() {}

    /** Whether this has the form of one. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }
}
