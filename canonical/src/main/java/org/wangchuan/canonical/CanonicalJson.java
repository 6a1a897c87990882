package org.wangchuan.canonical;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes values in their one canonical spelling (RFC 8785 for values without fractions) and reads
 * bytes back, refusing every other spelling of the same value.
 */
public final class CanonicalJson {
    /** Nesting that a reader accepts; also bounds what a writer makes. */
    public static final int DEPTH_MAX = 32;

    /** Size that a reader accepts. */
    public static final int BYTES_MAX = 64 << 20;

    private CanonicalJson() {}

    /** The canonical UTF-8 bytes of a value. */
    public static byte[] write(JsonValue value) {
        return writeText(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical spelling of a value. */
    public static String writeText(JsonValue value) {
        StringBuilder out = new StringBuilder(256);
        append(out, value, 0);
        return out.toString();
    }

    /**
     * Reads exactly one value in its canonical spelling.
     *
     * @throws MalformedJsonException for anything else: white space, another order of members, another
     *     escape, a duplicate, a fraction, trailing bytes, invalid UTF-8, too deep or too long
     */
    public static JsonValue read(byte[] bytes) throws MalformedJsonException {
        JsonValue value = new JsonReader(bytes).readDocument();
        byte[] again = write(value);
        int difference = Arrays.mismatch(bytes, again);
        if (difference >= 0) {
            throw new MalformedJsonException(
                    difference, "the canonical spelling", "another spelling of the same value");
        }
        return value;
    }

    /** Like {@link #read}, for an object. */
    public static JsonValue.Obj readObject(byte[] bytes) throws MalformedJsonException {
        return asObject(read(bytes));
    }

    /**
     * Reads a document written by a person: white space and any order of members are allowed;
     * duplicates, fractions and trailing bytes are not.
     */
    public static JsonValue.Obj readLenientObject(byte[] bytes) throws MalformedJsonException {
        return asObject(new JsonReader(bytes).readDocument());
    }

    private static JsonValue.Obj asObject(JsonValue value) throws MalformedJsonException {
        if (value instanceof JsonValue.Obj object) {
            return object;
        }
        throw new MalformedJsonException(0, "an object", "another type of value");
    }

    private static void append(StringBuilder out, JsonValue value, int depth) {
        if (depth > DEPTH_MAX) {
            throw new IllegalArgumentException("nested deeper than " + DEPTH_MAX);
        }
        switch (value) {
            case JsonValue.Text text -> appendString(out, text.value());
            case JsonValue.Whole whole -> out.append(whole.value());
            case JsonValue.Bool bool -> out.append(bool.value());
            case JsonValue.Null _ -> out.append("null");
            case JsonValue.Array array -> {
                out.append('[');
                String separator = "";
                for (JsonValue item : array.items()) {
                    out.append(separator);
                    append(out, item, depth + 1);
                    separator = ",";
                }
                out.append(']');
            }
            case JsonValue.Obj object -> {
                out.append('{');
                String separator = "";
                for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                    out.append(separator);
                    appendString(out, member.getKey());
                    out.append(':');
                    append(out, member.getValue(), depth + 1);
                    separator = ",";
                }
                out.append('}');
            }
        }
    }

    /** RFC 8785, 3.2.2.2: the two-character escapes where they exist, lower-case \\u00xx for other controls. */
    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, from, i);
            appendEscape(out, c);
            from = i + 1;
        }
        out.append(text, from, text.length()).append('"');
    }

    private static void appendEscape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
    }
}
