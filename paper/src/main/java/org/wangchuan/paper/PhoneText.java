package org.wangchuan.paper;

import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Words;

/**
 * What is said of phones, in the words that the verification page has, too: who reads the answer of a program and who reads the page must be told the
 * same. Thread-safe.
 */
public final class PhoneText {
    private static final String PREFIX = "phone.";

    private PhoneText() {}

    /**
     * The text of a key below {@code phone.}, for example {@code lock.locked} or {@code reason.not-back}, with {0}, {1}, … replaced.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String of(String key, boolean chinese, Object... values) {
        return words(chinese).text(PREFIX + key, values);
    }

    /** Whether there is a text of this key. */
    public static boolean has(String key) {
        return words(false).has(PREFIX + key);
    }

    private static Words words(boolean chinese) {
        return Words.ofPhones(chinese ? Language.CHINESE : Language.ENGLISH);
    }
}
