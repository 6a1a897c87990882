package org.wangchuan.proof.statement;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * One salted claim (RFC 9901, section 4.2): base64url of the canonical JSON array
 * {@code [salt, name, value]}.
 *
 * @param salt base64url of at least 16 random bytes
 * @param name the claim's name
 * @param value an object: one disclosure is one audience's group of facts
 */
public record Disclosure(String salt, String name, JsonValue.Obj value) {
    /** Least length of a salt in bytes (RFC 9901, section 9.3, recommends 128 bits). */
    public static final int SALT_BYTES_MIN = 16;

    /**
     * Reads the text between two tildes.
     *
     * @throws VerificationException with code STATEMENT_FORMAT or ENCODING
     */
    public static Disclosure parse(String text) throws VerificationException {
        JsonValue array;
        try {
            array = CanonicalJson.read(Base64Url.decode(text));
        } catch (MalformedJsonException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "disclosure", "canonical JSON", e);
        }
        if (array instanceof JsonValue.Array(List<JsonValue> items)
                && items.size() == 3
                && items.get(0) instanceof JsonValue.Text(String salt)
                && items.get(1) instanceof JsonValue.Text(String name)
                && items.get(2) instanceof JsonValue.Obj value) {
            int saltBytes = Base64Url.decode(salt).length;
            if (saltBytes < SALT_BYTES_MIN) {
                throw bad("a salt of 16 bytes or more", saltBytes + " bytes");
            }
            return new Disclosure(salt, name, value);
        }
        throw bad("[salt, name, object]", "another value");
    }

    /** The text between two tildes. */
    public String text() {
        JsonValue.Array array = new JsonValue.Array(List.of(new JsonValue.Text(salt), new JsonValue.Text(name), value));
        return Base64Url.encode(CanonicalJson.write(array));
    }

    /** What the signed part holds in place of the claim. */
    public Bytes32 digest() {
        return Bytes32.sha256(text().getBytes(StandardCharsets.US_ASCII));
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.STATEMENT_FORMAT, "disclosure", expected, found);
    }
}
