package org.wangchuan.platform.oversight;

/** What a data file says, in both languages. */
public record Words(String zh, String en) {
    /** In the reader's language. */
    public String in(boolean isChinese) {
        return isChinese ? zh : en;
    }

    /** Whether there is something in both, and not too much. */
    public boolean areBoth(int charsMax) {
        return !zh.isBlank() && !en.isBlank() && zh.length() <= charsMax && en.length() <= charsMax;
    }

    /** Whether there is nothing in either. */
    public boolean areNone() {
        return zh.isEmpty() && en.isEmpty();
    }
}
