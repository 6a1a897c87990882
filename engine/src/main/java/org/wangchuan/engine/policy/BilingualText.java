package org.wangchuan.engine.policy;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** A text for people in Chinese and English. */
public record BilingualText(String zh, String en) {
    static BilingualText fromJson(Json.Fields fields) throws ShapeException {
        fields.only("zh", "en");
        return new BilingualText(fields.text("zh"), fields.text("en"));
    }
}
