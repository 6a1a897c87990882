package org.wangchuan.canonical;

/** What a Java string needs to have a UTF-8 spelling. */
final class Unicode {
    private Unicode() {}

    /** Index of the first surrogate without its partner, or -1. */
    static int firstUnpairedSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return i; // codePointAt gives a surrogate only where its partner is missing
            }
            i += Character.charCount(codePoint);
        }
        return -1;
    }
}
