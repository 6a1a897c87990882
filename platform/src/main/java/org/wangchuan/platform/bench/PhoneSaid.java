package org.wangchuan.platform.bench;

/** Words of a station's engine in both languages: the platform has none for what only the engine knows. */
public record PhoneSaid(String zh, String en) {
    /** In the language of a page. */
    public String in(boolean isChinese) {
        return isChinese ? zh : en;
    }
}
