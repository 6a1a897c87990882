package org.wangchuan.proof.label;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;

/**
 * Writes JSON in few bytes: a byte that says what follows, then that. Digests, salts and UUIDs stand as
 * bytes, known words and texts that came before as numbers. Not thread-safe.
 */
final class PackedWriter {
    /** Below this, the number of a word of {@link PackedWords}. */
    static final int WORD_END = 0x80;

    static final int NULL = 0x80;
    static final int FALSE = 0x81;
    static final int TRUE = 0x82;
    static final int WHOLE = 0x83;
    static final int NEGATIVE = 0x84;
    static final int TEXT = 0x85;
    static final int BASE64URL_32 = 0x86;
    static final int BASE64URL_16 = 0x87;
    static final int HEX_32 = 0x88;
    static final int UUID_TEXT = 0x89;
    static final int STATION = 0x8a;
    static final int AGAIN = 0x8b;
    static final int ARRAY = 0x8c;
    static final int OBJECT = 0x8d;

    /** From here on, an object of one of {@link PackedShapes}: which members it has, then their values. */
    static final int SHAPE = 0x90;

    /** From here on, a small whole number itself. */
    static final int SMALL = 0xc0;

    static final int SMALL_MAX = 0xff - SMALL;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> texts = new HashMap<>();

    byte[] toBytes() {
        return out.toByteArray();
    }

    PackedWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    PackedWriter value(JsonValue value) {
        switch (value) {
            case JsonValue.Null _ -> out.write(NULL);
            case JsonValue.Bool(boolean is) -> out.write(is ? TRUE : FALSE);
            case JsonValue.Whole(long number) -> whole(number);
            case JsonValue.Text(String text) -> text(text);
            case JsonValue.Array(List<JsonValue> items) -> {
                out.write(ARRAY);
                number(items.size());
                items.forEach(this::value);
            }
            case JsonValue.Obj object -> object(object);
        }
        return this;
    }

    private void object(JsonValue.Obj object) {
        int shape = PackedShapes.of(object.members().keySet());
        if (shape >= 0) {
            out.write(SHAPE + shape);
            number(PackedShapes.mask(shape, object.members().keySet()));
            PackedShapes.members(shape).forEach(name -> {
                JsonValue member = object.members().get(name);
                if (member != null) {
                    value(member);
                }
            });
            return;
        }
        out.write(OBJECT);
        number(object.members().size());
        object.members().forEach((name, member) -> text(name).value(member));
    }

    /** Seven bits a byte, the least first; the high bit says that more follow. */
    PackedWriter number(long number) {
        long rest = number;
        while (rest >= 0x80) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    private void whole(long number) {
        if (number >= 0 && number <= SMALL_MAX) {
            out.write(SMALL + (int) number);
        } else {
            out.write(number < 0 ? NEGATIVE : WHOLE);
            number(Math.abs(number));
        }
    }

    private PackedWriter text(String text) {
        int word = PackedWords.numberOf(text);
        if (word >= 0) {
            out.write(word);
            return this;
        }
        Integer before = texts.get(text);
        if (before != null) {
            out.write(AGAIN);
            return number(before);
        }
        texts.put(text, texts.size());
        if (UUID_FORM.matcher(text).matches()) {
            UUID uuid = UUID.fromString(text);
            out.write(UUID_TEXT);
            return raw(ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array());
        }
        if (HEX.matcher(text).matches()) {
            out.write(HEX_32);
            return raw(HexFormat.of().parseHex(text));
        }
        String station = PackedWords.word(PackedWords.STATION);
        byte[] thumbprint = text.startsWith(station) ? base64Url(text.substring(station.length()), 43) : new byte[0];
        if (thumbprint.length > 0) {
            out.write(STATION);
            return raw(thumbprint);
        }
        byte[] digest = base64Url(text, 43);
        if (digest.length > 0) {
            out.write(BASE64URL_32);
            return raw(digest);
        }
        byte[] salt = base64Url(text, 22);
        if (salt.length > 0) {
            out.write(BASE64URL_16);
            return raw(salt);
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write(TEXT);
        return number(utf8.length).raw(utf8);
    }

    /** The bytes, if the text has this length and is strict base64url; else none. */
    private static byte[] base64Url(String text, int characters) {
        if (text.length() != characters) {
            return new byte[0];
        }
        try {
            return Base64Url.decode(text);
        } catch (VerificationException notBase64Url) {
            return new byte[0];
        }
    }
}
