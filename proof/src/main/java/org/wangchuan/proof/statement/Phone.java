package org.wangchuan.proof.statement;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Which phone it was: the disclosure {@code phone}. The record names it by digests alone; whoever is shown this can tell by serial number and key that
 * the record is of this phone.
 *
 * @param maker as the phone or a person told it
 * @param system one of {@link #SYSTEMS}
 * @param version of the system, before it was reset
 * @param serial the number that the phone itself tells, and that stands on it or in its settings; of no phone its IMEI
 * @param storageBytes up to 2^53 - 1
 * @param identityKey of the digests by which the record names the phone's serial numbers, and of no other number's: an IMEI's could all be tried with its key
 */
public record Phone(
        Optional<String> maker,
        Optional<String> model,
        Optional<String> system,
        Optional<String> version,
        Optional<String> serial,
        OptionalLong storageBytes,
        Optional<Bytes32> identityKey) {

    /** Name of the disclosed claim. */
    public static final String CLAIM = "phone";

    /** What a phone runs. */
    public static final List<String> SYSTEMS = List.of("android", "harmonyos", "ios", "ipados", "other");

    /** The longest of its texts, in UTF-16 code units. */
    public static final int CHARS_MAX = 64;

    /** @throws IllegalArgumentException for a text that is no {@link #isLine line}, an unknown system, a size out of range */
    public Phone {
        boolean areLines = Stream.of(maker, model, version, serial)
                .flatMap(Optional::stream)
                .allMatch(Phone::isLine);
        boolean isSystem = system.isEmpty() || SYSTEMS.contains(system.get());
        boolean isSize = storageBytes.isEmpty()
                || (storageBytes.getAsLong() >= 0 && storageBytes.getAsLong() <= JsonValue.Whole.MAX);
        if (!areLines || !isSystem || !isSize) {
            throw new IllegalArgumentException("no facts of a phone");
        }
    }

    /**
     * Whether a text can be one of its lines: 1 to {@value #CHARS_MAX} characters, no blank at its ends, none that controls, hides or turns round what
     * stands beside it. The phone chose most of them, and they are shown to people.
     */
    public static boolean isLine(String text) {
        return isLine(text, CHARS_MAX);
    }

    /** The same with another length. */
    public static boolean isLine(String text, int charsMax) {
        return !text.isEmpty()
                && text.length() <= charsMax
                && text.charAt(0) != ' '
                && text.charAt(text.length() - 1) != ' '
                && text.codePoints().noneMatch(Phone::isHidden);
    }

    /** Unicode's controls, soft hyphen, marks of direction, characters without width, separators of lines. */
    private static boolean isHidden(int c) {
        return Character.isISOControl(c)
                || c == 0xad
                || c == 0x61c
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff;
    }

    /**
     * Whether both are the same phone, in whatever erasures: they bear one number. Without a number nobody can tell; maker and model are spelt in one way by
     * one source and otherwise by the next.
     */
    public boolean isSamePhoneAs(Phone other) {
        return serial.isPresent() && serial.equals(other.serial);
    }

    /**
     * Whether both can be what start and end of one erasure tell of its phone: what does not change with a reset is told alike. The key may be shown
     * with one of them only.
     */
    public boolean isSameThingAs(Phone other) {
        return maker.equals(other.maker)
                && model.equals(other.model)
                && serial.equals(other.serial)
                && (identityKey.isEmpty() || other.identityKey.isEmpty() || identityKey.equals(other.identityKey));
    }

    /** The value of the disclosed claim. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("maker", maker)
                .put("model", model)
                .put("system", system)
                .put("version", version)
                .put("serial", serial)
                .put("identityKey", identityKey.map(Bytes32::base64Url));
        storageBytes.ifPresent(bytes -> out.put("storageBytes", bytes));
        return out.build();
    }

    /**
     * Reads the value of the disclosed claim.
     *
     * @throws VerificationException with code STATEMENT_FORMAT or ENCODING
     */
    public static Phone of(JsonValue.Obj value) throws VerificationException {
        try {
            return read(Json.in(value));
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, CLAIM, "the facts of a phone", e);
        }
    }

    static Phone read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("maker", "model", "system", "version", "serial", "storageBytes", "identityKey");
        try {
            return new Phone(
                    in.optionalText("maker"),
                    in.optionalText("model"),
                    in.optionalText("system"),
                    in.optionalText("version"),
                    in.optionalText("serial"),
                    in.has("storageBytes") ? OptionalLong.of(in.natural("storageBytes")) : OptionalLong.empty(),
                    in.has("identityKey")
                            ? Optional.of(Bytes32.parseBase64Url(in.text("identityKey")))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException(CLAIM, "what can be told of a phone", "something else");
            beyond.initCause(e);
            throw beyond;
        }
    }

    /** Not the serial number, nor the key: neither belongs in a log. */
    @Override
    public String toString() {
        return "a phone";
    }
}
