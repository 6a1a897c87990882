package org.wangchuan.engine.policy;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** A text for people in Chinese and English. */
public record BilingualText(String zh, String en) {
    /** Reads both texts, each a plain line. */
    public static BilingualText fromJson(Json.Fields fields) throws ShapeException {
        fields.only("zh", "en");
        return new BilingualText(line(fields, "zh"), line(fields, "en"));
    }

    /** Texts of a rule set are printed, and a rule set can come from anybody: each is a line, and looks like one. */
    public static String line(Json.Fields fields, String name) throws ShapeException {
        String text = fields.text(name);
        boolean plain = text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
        if (text.isBlank() || !plain) {
            throw new ShapeException(name, "a line of text", "none, or one with control characters");
        }
        return text;
    }
}
