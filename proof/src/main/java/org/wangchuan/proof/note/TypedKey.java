package org.wangchuan.proof.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Padded;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;

/**
 * The public key behind any verifier key: a name, a type of signature, and bytes whose meaning the type decides
 * (C2SP signed-note, "Verifier keys"). Its text form is {@code name+hex8(keyID)+base64(type || key)}.
 * Immutable and thread-safe.
 */
public final class TypedKey {
    /** Longest text that is read: room for an ML-DSA-44 key of 1312 bytes. */
    public static final int TEXT_CHARS_MAX = 2400;

    private final String name;
    private final byte[] typed;

    private TypedKey(String name, byte[] typed) {
        this.name = name;
        this.typed = typed;
    }

    /**
     * Names a key.
     *
     * @throws IllegalArgumentException for a text that can't name a key
     */
    public static TypedKey of(String name, byte type, byte[] key) {
        if (!VerifierKey.isName(name)) {
            throw new IllegalArgumentException("not a key name");
        }
        byte[] typed = new byte[1 + key.length];
        typed[0] = type;
        System.arraycopy(key, 0, typed, 1, key.length);
        return new TypedKey(name, typed);
    }

    /**
     * Reads the text form, and checks that the key id belongs to name and key. Whether the type is known, and the key
     * one of that type, is for the caller to say.
     *
     * @throws VerificationException with code NOTE_FORMAT, or ENCODING
     */
    public static TypedKey parse(String text) throws VerificationException {
        if (text.length() > TEXT_CHARS_MAX) {
            throw bad("at most " + TEXT_CHARS_MAX + " characters", text.length() + "");
        }
        int first = text.indexOf('+');
        int second = first < 0 ? -1 : text.indexOf('+', first + 1);
        if (second < 0) {
            throw bad("name+id+key", "fewer than two plus signs");
        }
        String name = text.substring(0, first);
        if (!VerifierKey.isName(name)) {
            throw bad("a name without white space", name);
        }
        byte[] typed = Base64Padded.decode(text.substring(second + 1));
        if (typed.length < 2) {
            throw bad("a type and a key", typed.length + " bytes");
        }
        TypedKey key = new TypedKey(name, typed);
        byte[] claimedId = Hex.decode(text.substring(first + 1, second));
        if (!Arrays.equals(claimedId, key.id())) {
            throw bad("key id " + Hex.encode(key.id()), Hex.encode(claimedId));
        }
        return key;
    }

    /** The key's name. */
    public String name() {
        return name;
    }

    /** The type of its signatures (C2SP signed-note, "Signature types"). */
    public byte type() {
        return typed[0];
    }

    /** A copy of the bytes after the type. */
    public byte[] key() {
        return Arrays.copyOfRange(typed, 1, typed.length);
    }

    /**
     * The bytes after the type, if there are as many as the type has.
     *
     * @throws VerificationException with code NOTE_FORMAT for another type or length
     */
    public byte[] require(byte type, int length) throws VerificationException {
        if (type() != type || typed.length != 1 + length) {
            throw bad(
                    "type %02x and %d bytes".formatted(type, length),
                    "type %02x and %d bytes".formatted(type(), typed.length - 1));
        }
        return key();
    }

    /** First four bytes of SHA-256(name || 0x0A || type || key). */
    public byte[] id() {
        byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(Bytes32.sha256(prefix, typed).toBytes(), NoteSignature.ID_LENGTH);
    }

    /** Whether a signature line claims to be by this key; it may still be wrong. */
    public boolean claims(NoteSignature signature) {
        return name.equals(signature.name()) && Arrays.equals(id(), signature.keyId());
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.NOTE_FORMAT, "verifier key", expected, found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedKey that && name.equals(that.name) && Arrays.equals(typed, that.typed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(typed);
    }

    /** The text form. */
    @Override
    public String toString() {
        return name + "+" + Hex.encode(id()) + "+" + Base64Padded.encode(typed);
    }
}
