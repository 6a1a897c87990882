package org.wangchuan.platform.consumer;

import java.util.List;
import org.wangchuan.platform.intake.Agreement;

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

    /** The same, as it was shown in a language. */
    public Agreement.Words shown(boolean isChinese) {
        return Agreement.Words.of(id, version, isChinese, paragraphs(isChinese));
    }

    /** Its paragraphs in a language. */
    public List<String> paragraphs(boolean isChinese) {
        return isChinese ? zh : en;
    }
}
