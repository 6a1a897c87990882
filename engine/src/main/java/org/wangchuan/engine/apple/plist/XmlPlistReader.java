package org.wangchuan.engine.apple.plist;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one XML property list. Not thread-safe. */
final class XmlPlistReader {
    private static final int NUMBER_CHARS_MAX = 64;

    private final XmlScanner in;
    private final PlistLimits limits;
    private int values;

    XmlPlistReader(byte[] bytes, PlistLimits limits) throws PlistException {
        this.in = new XmlScanner(bytes);
        this.limits = limits;
    }

    PlistValue read() throws PlistException {
        in.prolog();
        if (!in.tag().matches("plist(\\s+version\\s*=\\s*[\"']1\\.0[\"'])?")) {
            throw in.malformed("a property list of version 1.0");
        }
        in.space();
        PlistValue value = value(in.tag(), 0);
        in.space();
        in.endTag("plist");
        in.space();
        if (!in.atEnd()) {
            throw in.malformed("the end");
        }
        return value;
    }

    private void count() throws PlistException {
        if (++values > limits.valuesMax()) {
            throw new PlistException(
                    PlistException.Code.TOO_MANY, in.at(), "at most " + limits.valuesMax() + " values");
        }
    }

    /** @param depth of what contains it */
    private PlistValue value(String tag, int depth) throws PlistException {
        count();
        return switch (tag) {
            case "dict" -> dict(deeper(depth));
            case "array" -> array(deeper(depth));
            case "dict/" -> new PlistValue.Dict(Map.of());
            case "array/" -> new PlistValue.Array(List.of());
            case "string" -> new PlistValue.Text(in.content("string"));
            case "string/" -> new PlistValue.Text("");
            case "data" -> data(in.content("data"));
            case "data/" -> new PlistValue.Data(new byte[0]);
            case "integer" -> integer(number("integer"));
            case "real" -> real(number("real"));
            case "date" -> date(number("date"));
            case "true/" -> new PlistValue.Bool(true);
            case "false/" -> new PlistValue.Bool(false);
            default -> throw in.malformed("an element of a property list");
        };
    }

    private int deeper(int depth) throws PlistException {
        if (depth >= limits.depthMax()) {
            throw new PlistException(PlistException.Code.TOO_DEEP, in.at(), "depth of at most " + limits.depthMax());
        }
        return depth + 1;
    }

    private PlistValue dict(int depth) throws PlistException {
        Map<String, PlistValue> entries = new LinkedHashMap<>();
        in.space();
        while (!in.atEndTag()) {
            String tag = in.tag();
            if (!tag.equals("key") && !tag.equals("key/")) {
                throw in.malformed("a key");
            }
            count();
            String key = tag.equals("key") ? in.content("key") : "";
            in.space();
            if (entries.put(key, value(in.tag(), depth)) != null) {
                throw in.malformed("a key once");
            }
            in.space();
        }
        in.endTag("dict");
        return new PlistValue.Dict(entries);
    }

    private PlistValue array(int depth) throws PlistException {
        List<PlistValue> items = new ArrayList<>();
        in.space();
        while (!in.atEndTag()) {
            items.add(value(in.tag(), depth));
            in.space();
        }
        in.endTag("array");
        return new PlistValue.Array(items);
    }

    private String number(String name) throws PlistException {
        String text = in.content(name).strip();
        if (text.isEmpty() || text.length() > NUMBER_CHARS_MAX) {
            throw in.malformed("a number");
        }
        return text;
    }

    private PlistValue integer(String text) throws PlistException {
        boolean hex = text.matches("[+-]?0[xX][0-9a-fA-F]{1,16}");
        if (!hex && !text.matches("[+-]?[0-9]{1,20}")) {
            throw in.malformed("an integer");
        }
        BigInteger number = hex ? new BigInteger(text.replaceFirst("0[xX]", ""), 16) : new BigInteger(text);
        if (number.compareTo(PlistValue.INTEGER_MIN) < 0 || number.compareTo(PlistValue.INTEGER_MAX) > 0) {
            throw in.malformed("an integer of 64 bits");
        }
        return new PlistValue.Int(number);
    }

    private PlistValue real(String text) throws PlistException {
        return switch (text) {
            case "nan" -> new PlistValue.Real(Double.NaN);
            case "inf", "+infinity" -> new PlistValue.Real(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> new PlistValue.Real(Double.NEGATIVE_INFINITY);
            default -> {
                if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
                    throw in.malformed("a real");
                }
                yield new PlistValue.Real(Double.parseDouble(text));
            }
        };
    }

    private PlistValue date(String text) throws PlistException {
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")) {
            throw in.malformed("a date");
        }
        try {
            return new PlistValue.Date(Instant.parse(text));
        } catch (DateTimeException _) {
            throw in.malformed("a date of the calendar");
        }
    }

    private PlistValue data(String content) throws PlistException {
        StringBuilder code = new StringBuilder(content.length());
        for (int i = 0; i < content.length(); i++) {
            if (!XmlScanner.isSpace(content.charAt(i))) {
                code.append(content.charAt(i));
            }
        }
        if (code.length() % 4 != 0) {
            throw in.malformed("whole groups of base64");
        }
        try {
            return new PlistValue.Data(Base64.getDecoder().decode(code.toString()));
        } catch (IllegalArgumentException _) {
            throw in.malformed("base64");
        }
    }
}
