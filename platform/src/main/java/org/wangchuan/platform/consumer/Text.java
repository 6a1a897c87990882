package org.wangchuan.platform.consumer;

import java.util.List;

/**
 * Words that somebody agrees to or declares; data in {@code consent/*.json}. A version never changes once it was shown: other
 * words are another version.
 */
public record Text(String id, int version, List<String> zh, List<String> en) {
    public Text {
        zh = List.copyOf(zh);
        en = List.copyOf(en);
    }

    /** What is stored with the agreement. */
    public String reference() {
        return id + "/" + version;
    }

    /** Its paragraphs in a language. */
    public List<String> paragraphs(boolean isChinese) {
        return isChinese ? zh : en;
    }
}
