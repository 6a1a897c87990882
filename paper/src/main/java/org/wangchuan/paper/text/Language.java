package org.wangchuan.paper.text;

/** The languages of the page, in the order in which they are printed. */
public enum Language {
    CHINESE("zh", "zh-CN"),
    ENGLISH("en", "en");

    private final String code;
    private final String tag;

    Language(String code, String tag) {
        this.code = code;
        this.tag = tag;
    }

    /** Two letters, as in the file names. */
    public String code() {
        return code;
    }

    /** BCP 47, as in the PDF. */
    public String tag() {
        return tag;
    }
}
