package org.wangchuan.paper.claims;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.text.UtcTime;

/** Strings of a statement, within the bounds of a page. */
final class Texts {
    /** Characters in one value; generous for a page, and a bound for a hostile one. */
    static final int CHARACTERS_MAX = 1024;

    private Texts() {}

    static String bounded(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        if (text.length() > CHARACTERS_MAX) {
            throw new ShapeException(name, "at most " + CHARACTERS_MAX + " characters", text.length() + " characters");
        }
        return text;
    }

    static Optional<String> optional(Json.Fields in, String name) throws ShapeException {
        return in.has(name) ? Optional.of(bounded(in, name)) : Optional.empty();
    }

    /** A string, or an integer in its decimal spelling. */
    static String textOrWhole(Json.Fields in, String name) throws ShapeException {
        return in.object().members().get(name) instanceof JsonValue.Whole whole
                ? Long.toString(whole.value())
                : bounded(in, name);
    }

    static <T> List<T> atMost(int max, String name, List<T> items) throws ShapeException {
        if (items.size() > max) {
            throw new ShapeException(name, "at most " + max + " items", items.size() + " items");
        }
        return items;
    }

    static String time(Json.Fields in, String name) throws ShapeException {
        String text = bounded(in, name);
        if (!UtcTime.isRfc3339(text)) {
            throw new ShapeException(name, "RFC 3339 in UTC to the second", "another spelling of a time");
        }
        return text;
    }
}
