package org.wangchuan.canonical;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A recursive-descent reader over UTF-8 bytes, bounded in depth and size. One instance, one document. */
final class JsonReader {
    private final byte[] bytes;
    private int at;

    JsonReader(byte[] bytes) {
        this.bytes = bytes;
    }

    JsonValue readDocument() throws MalformedJsonException {
        if (bytes.length > CanonicalJson.BYTES_MAX) {
            throw new MalformedJsonException(
                    CanonicalJson.BYTES_MAX, "at most " + CanonicalJson.BYTES_MAX + " bytes", bytes.length + " bytes");
        }
        skipSpace();
        JsonValue value = readValue(0);
        skipSpace();
        if (at != bytes.length) {
            throw unexpected("the end of the document");
        }
        return value;
    }

    private JsonValue readValue(int depth) throws MalformedJsonException {
        if (depth > CanonicalJson.DEPTH_MAX) {
            throw new MalformedJsonException(at, "at most " + CanonicalJson.DEPTH_MAX + " levels", "more");
        }
        return switch (peek()) {
            case '{' -> readObject(depth);
            case '[' -> readArray(depth);
            case '"' -> new JsonValue.Text(readString());
            case 't' -> literal("true", new JsonValue.Bool(true));
            case 'f' -> literal("false", new JsonValue.Bool(false));
            case 'n' -> literal("null", new JsonValue.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readInteger();
            default -> throw unexpected("a value");
        };
    }

    private JsonValue readObject(int depth) throws MalformedJsonException {
        expect('{');
        Map<String, JsonValue> members = new HashMap<>();
        skipSpace();
        if (peek() == '}') {
            at++;
            return new JsonValue.Obj(members);
        }
        while (true) {
            skipSpace();
            int nameAt = at;
            if (peek() != '"') {
                throw unexpected("a member name");
            }
            String name = readString();
            skipSpace();
            expect(':');
            skipSpace();
            if (members.put(name, readValue(depth + 1)) != null) {
                throw new MalformedJsonException(nameAt, "distinct member names", "a duplicate");
            }
            skipSpace();
            if (peek() == '}') {
                at++;
                return new JsonValue.Obj(members);
            }
            expect(',');
        }
    }

    private JsonValue readArray(int depth) throws MalformedJsonException {
        expect('[');
        List<JsonValue> items = new ArrayList<>();
        skipSpace();
        if (peek() == ']') {
            at++;
            return new JsonValue.Array(items);
        }
        while (true) {
            skipSpace();
            items.add(readValue(depth + 1));
            skipSpace();
            if (peek() == ']') {
                at++;
                return new JsonValue.Array(items);
            }
            expect(',');
        }
    }

    private JsonValue readInteger() throws MalformedJsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int firstDigit = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        boolean leadingZero = at - firstDigit > 1 && bytes[firstDigit] == '0';
        boolean minusZero = start != firstDigit && at - firstDigit == 1 && bytes[firstDigit] == '0';
        if (at == firstDigit || at - firstDigit > 16 || leadingZero || minusZero) {
            throw new MalformedJsonException(start, "an integer within ±(2^53 - 1)", "another number");
        }
        if (at < bytes.length && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E')) {
            throw new MalformedJsonException(at, "an integer", "a fraction or an exponent");
        }
        long value = Long.parseLong(new String(bytes, start, at - start, StandardCharsets.US_ASCII));
        if (Math.abs(value) > JsonValue.Whole.MAX) {
            throw new MalformedJsonException(start, "an integer within ±(2^53 - 1)", "a larger one");
        }
        return new JsonValue.Whole(value);
    }

    private String readString() throws MalformedJsonException {
        int start = at;
        expect('"');
        int from = at;
        int end = endOfRun(from);
        if (end < bytes.length && bytes[end] == '"') {
            at = end + 1;
            return decode(from, end); // bytes alone can't spell an unpaired surrogate
        }
        return readEscaped(start, from);
    }

    /** The rest of a string that has an escape, or none of the characters that may follow. */
    private String readEscaped(int start, int from) throws MalformedJsonException {
        StringBuilder out = new StringBuilder();
        int runStart = from;
        while (true) {
            at = endOfRun(runStart);
            int c = peek();
            if (c < 0x20) {
                throw unexpected("a character above U+001F");
            }
            out.append(decode(runStart, at));
            at++;
            if (c == '"') {
                String text = out.toString();
                if (Unicode.firstUnpairedSurrogate(text) >= 0) {
                    throw new MalformedJsonException(start, "valid Unicode", "an unpaired surrogate");
                }
                return text;
            }
            out.append(readEscape());
            runStart = at;
        }
    }

    /** Where the next byte stands that is not itself: a quote, a backslash, a control, or the end. */
    private int endOfRun(int from) {
        byte[] all = bytes;
        int i = from;
        // Bytes above 0x7f are negative, and part of the run.
        while (i < all.length && all[i] != '"' && all[i] != '\\' && (all[i] >= 0x20 || all[i] < 0)) {
            i++;
        }
        return i;
    }

    private char readEscape() throws MalformedJsonException {
        int c = peek();
        at++;
        return switch (c) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int value = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(peek(), 16);
                    if (digit < 0) {
                        throw unexpected("a hexadecimal digit");
                    }
                    value = value << 4 | digit;
                    at++;
                }
                yield (char) value;
            }
            default -> {
                at--;
                throw unexpected("an escape");
            }
        };
    }

    private String decode(int from, int to) throws MalformedJsonException {
        if (isAscii(from, to)) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            MalformedJsonException malformed = new MalformedJsonException(from, "UTF-8", "invalid bytes");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private boolean isAscii(int from, int to) {
        byte[] all = bytes;
        int signs = 0;
        for (int i = from; i < to; i++) {
            signs |= all[i];
        }
        return signs >= 0;
    }

    private JsonValue literal(String word, JsonValue value) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private void skipSpace() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private int peek() throws MalformedJsonException {
        if (at >= bytes.length) {
            throw new MalformedJsonException(at, "more bytes", "the end");
        }
        return bytes[at] & 0xFF;
    }

    private void expect(char wanted) throws MalformedJsonException {
        if (peek() != wanted) {
            throw unexpected("'" + wanted + "'");
        }
        at++;
    }

    /** Says the byte's value only: the text around it may be somebody's data. */
    private MalformedJsonException unexpected(String expected) {
        String found = at >= bytes.length ? "the end" : String.format("0x%02x", bytes[at] & 0xFF);
        return new MalformedJsonException(at, expected, found);
    }
}
