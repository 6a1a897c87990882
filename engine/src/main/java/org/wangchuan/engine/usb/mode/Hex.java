package org.wangchuan.engine.usb.mode;

import java.util.OptionalInt;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** Numbers as USB people write them: lower-case hexadecimal, all digits. */
final class Hex {
    private Hex() {}

    static int octet(Json.Fields fields, String name) throws ShapeException {
        return number(fields, name, "[0-9a-f]{2}", "two hexadecimal digits");
    }

    static OptionalInt optionalOctet(Json.Fields fields, String name) throws ShapeException {
        return fields.has(name) ? OptionalInt.of(octet(fields, name)) : OptionalInt.empty();
    }

    static int word(Json.Fields fields, String name) throws ShapeException {
        return number(fields, name, "[0-9a-f]{4}", "four hexadecimal digits");
    }

    /** A stable name: lower-case words with hyphens. */
    static String name(Json.Fields fields, String name) throws ShapeException {
        return formed(fields, name, "[a-z0-9]+(-[a-z0-9]+){0,7}", "lower-case words with hyphens");
    }

    private static int number(Json.Fields fields, String name, String form, String expected) throws ShapeException {
        return Integer.parseInt(formed(fields, name, form, expected), 16);
    }

    private static String formed(Json.Fields fields, String name, String form, String expected) throws ShapeException {
        String text = fields.text(name);
        if (!text.matches(form)) {
            throw new ShapeException(name, expected, "another text");
        }
        return text;
    }
}
