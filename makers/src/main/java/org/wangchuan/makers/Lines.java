package org.wangchuan.makers;

import java.util.regex.Pattern;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** Texts of a file as they are taken: short, one line, nothing that shows as something else. */
final class Lines {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private Lines() {}

    static String id(String text, String where) throws ShapeException {
        if (!ID.matcher(text).matches()) {
            throw new ShapeException(where, "an id of small letters", "another text");
        }
        return text;
    }

    static String line(Json.Fields fields, String name, int charsMax) throws ShapeException {
        String text = fields.text(name);
        if (text.isBlank() || text.length() > charsMax || !isPlain(text)) {
            throw new ShapeException(
                    name, "a line of 1 to " + charsMax, text.length() + " characters, or control characters");
        }
        return text;
    }

    /** No control or format characters: a right-to-left mark in a path of menus would turn it around. */
    private static boolean isPlain(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        });
    }

    static boolean hasHan(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
