package org.wangchuan.engine.apple.plist;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;

/** Writes one XML property list, with the declaration and document type that Apple's own readers look for. Not thread-safe. */
final class XmlPlistWriter {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            """;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private final StringBuilder out = new StringBuilder(HEAD);

    byte[] write(PlistValue value) throws PlistException {
        value(value, 0);
        out.append("</plist>\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(PlistValue value, int depth) throws PlistException {
        if (depth > PlistLimits.DEPTH_HARD_MAX) {
            throw new PlistException(PlistException.Code.UNWRITABLE, "depth of at most " + PlistLimits.DEPTH_HARD_MAX);
        }
        switch (value) {
            case PlistValue.Dict dict -> dict(dict, depth);
            case PlistValue.Array array -> array(array, depth);
            case PlistValue.Text text -> element("string", escaped(text.text()), depth);
            case PlistValue.Int integer -> element("integer", integer.number().toString(), depth);
            case PlistValue.Real real -> element("real", spelled(real.number()), depth);
            case PlistValue.Bool bool -> line(bool.is() ? "<true/>" : "<false/>", depth);
            case PlistValue.Date date -> element("date", spelled(date.instant()), depth);
            case PlistValue.Data data -> element("data", Base64.getEncoder().encodeToString(data.bytes()), depth);
        }
    }

    private void dict(PlistValue.Dict dict, int depth) throws PlistException {
        if (dict.entries().isEmpty()) {
            line("<dict/>", depth);
            return;
        }
        line("<dict>", depth);
        for (Map.Entry<String, PlistValue> entry : dict.entries().entrySet()) {
            element("key", escaped(entry.getKey()), depth + 1);
            value(entry.getValue(), depth + 1);
        }
        line("</dict>", depth);
    }

    private void array(PlistValue.Array array, int depth) throws PlistException {
        if (array.items().isEmpty()) {
            line("<array/>", depth);
            return;
        }
        line("<array>", depth);
        for (PlistValue item : array.items()) {
            value(item, depth + 1);
        }
        line("</array>", depth);
    }

    private void element(String name, String content, int depth) {
        line("<" + name + ">" + content + "</" + name + ">", depth);
    }

    private void line(String text, int depth) {
        out.repeat('\t', depth).append(text).append('\n');
    }

    private static String spelled(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        return Double.isInfinite(number) ? (number > 0 ? "inf" : "-inf") : Double.toString(number);
    }

    private static String spelled(Instant instant) throws PlistException {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new PlistException(PlistException.Code.UNWRITABLE, "a year of four digits");
        }
        return DATE.format(instant);
    }

    private static String escaped(String text) throws PlistException {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new PlistException(PlistException.Code.UNWRITABLE, "whole characters");
                }
                escaped.append(c).append(text.charAt(++i));
                continue;
            }
            // A carriage return would be read as a line feed; it has no spelling but by a reference, which readers here
            // don't take.
            if (!XmlScanner.isXml(c) || c == '\r') {
                throw new PlistException(PlistException.Code.UNWRITABLE, "characters that XML keeps");
            }
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
