package org.wangchuan.station.ordered;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.policy.BilingualText;

/** Makes texts fit into what the Station API takes: a line of plain characters, not too long. */
final class Line {
    static final int CHARS_MAX = 500;

    private Line() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(point -> plain.appendCodePoint(isPlain(point) ? point : ' '));
        String line = plain.toString().strip();
        int end = Math.min(line.length(), CHARS_MAX);
        boolean isHalf = end > 0 && end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, isHalf ? end - 1 : end);
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** Both texts, as members of an object. */
    static Json.Builder object(BilingualText text) {
        return Json.object().put("zh", of(text.zh())).put("en", of(text.en()));
    }

    static JsonValue.Obj json(BilingualText text) {
        return object(text).build();
    }
}
