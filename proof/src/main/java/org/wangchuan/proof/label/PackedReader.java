package org.wangchuan.proof.label;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;

/**
 * Reads what {@link PackedWriter} writes, and perhaps other spellings of it: who reads with this writes again
 * and compares. Ends for any input, with memory in proportion to it. Not thread-safe.
 */
final class PackedReader {
    private static final int DEPTH_MAX = 16;

    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int at;

    PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] raw(int length) throws VerificationException {
        if (length > bytes.length - at) {
            throw wrong(length + " bytes more", (bytes.length - at) + " to the end");
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    void end() throws VerificationException {
        if (at != bytes.length) {
            throw wrong("the end", (bytes.length - at) + " bytes more");
        }
    }

    long number() throws VerificationException {
        long number = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            int next = next();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw wrong("a number of at most 8 bytes", "a longer one");
    }

    JsonValue value() throws VerificationException {
        return value(0);
    }

    private JsonValue value(int depth) throws VerificationException {
        int tag = next();
        if (tag >= PackedWriter.SMALL) {
            return new JsonValue.Whole(tag - PackedWriter.SMALL);
        }
        return switch (tag) {
            case PackedWriter.NULL -> new JsonValue.Null();
            case PackedWriter.FALSE -> new JsonValue.Bool(false);
            case PackedWriter.TRUE -> new JsonValue.Bool(true);
            case PackedWriter.WHOLE -> new JsonValue.Whole(whole());
            case PackedWriter.NEGATIVE -> new JsonValue.Whole(-whole());
            case PackedWriter.ARRAY -> array(depth);
            case PackedWriter.OBJECT -> object(depth);
            default ->
                tag >= PackedWriter.SHAPE ? shaped(tag - PackedWriter.SHAPE, depth) : new JsonValue.Text(text(tag));
        };
    }

    private long whole() throws VerificationException {
        long number = number();
        if (number > JsonValue.Whole.MAX) {
            throw wrong("at most 2^53 - 1", number + "");
        }
        return number;
    }

    private JsonValue.Array array(int depth) throws VerificationException {
        int count = count(depth);
        List<JsonValue> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return new JsonValue.Array(items);
    }

    private JsonValue.Obj object(int depth) throws VerificationException {
        int count = count(depth);
        Map<String, JsonValue> members = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            members.put(text(next()), value(depth + 1));
        }
        return new JsonValue.Obj(members);
    }

    private JsonValue.Obj shaped(int shape, int depth) throws VerificationException {
        if (shape >= PackedShapes.count() || depth == DEPTH_MAX) {
            throw wrong("one of " + PackedShapes.count() + " shapes, at most " + DEPTH_MAX + " levels", shape + "");
        }
        long mask = number();
        Map<String, JsonValue> members = new TreeMap<>();
        for (String name : PackedShapes.members(shape)) {
            if ((mask & 1) != 0) {
                members.put(name, value(depth + 1));
            }
            mask >>>= 1;
        }
        return new JsonValue.Obj(members);
    }

    private int count(int depth) throws VerificationException {
        if (depth == DEPTH_MAX) {
            throw wrong("at most " + DEPTH_MAX + " levels", "one more");
        }
        return length();
    }

    /** Of something that takes at least a byte each. */
    private int length() throws VerificationException {
        long length = number();
        if (length > bytes.length - at) {
            throw wrong("at most " + (bytes.length - at), length + "");
        }
        return (int) length;
    }

    private String text(int tag) throws VerificationException {
        if (tag < PackedWriter.WORD_END) {
            if (tag >= PackedWords.count()) {
                throw wrong("a word below " + PackedWords.count(), tag + "");
            }
            return PackedWords.word(tag);
        }
        if (tag == PackedWriter.AGAIN) {
            long number = number();
            if (number >= texts.size()) {
                throw wrong("one of " + texts.size() + " texts before", number + "");
            }
            return texts.get((int) number);
        }
        String text = switch (tag) {
            case PackedWriter.TEXT -> utf8(raw(length()));
            case PackedWriter.BASE64URL_32 -> Base64Url.encode(raw(32));
            case PackedWriter.BASE64URL_16 -> Base64Url.encode(raw(16));
            case PackedWriter.HEX_32 -> HexFormat.of().formatHex(raw(32));
            case PackedWriter.UUID_TEXT -> uuid(ByteBuffer.wrap(raw(16)));
            case PackedWriter.STATION -> PackedWords.word(PackedWords.STATION) + Base64Url.encode(raw(32));
            default -> throw wrong("a text", "0x" + Integer.toHexString(tag));
        };
        texts.add(text);
        return text;
    }

    private static String uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private String utf8(byte[] utf8) throws VerificationException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new VerificationException(FailureCode.LABEL_FORMAT, "label", "UTF-8", e);
        }
    }

    private int next() throws VerificationException {
        if (at == bytes.length) {
            throw wrong("a byte more", "the end");
        }
        return bytes[at++] & 0xff;
    }

    private VerificationException wrong(String expected, String found) {
        return new VerificationException(FailureCode.LABEL_FORMAT, "label, byte " + at, expected, found);
    }
}
