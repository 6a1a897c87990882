package org.wangchuan.proof.note;

import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;

/**
 * A named Ed25519 key that verifies notes (C2SP signed-note, "Verifier keys"). Its text form is
 * {@code name+hex8(keyID)+base64(type || key)}.
 *
 * @param name not empty, without white space and plus signs
 */
public record VerifierKey(String name, PublicKey key) {
    /** Signature type of plain Ed25519 (C2SP signed-note, "Signature types"). */
    public static final byte TYPE_ED25519 = 0x01;

    /** Longest name that is read. */
    public static final int NAME_CHARS_MAX = 256;

    public VerifierKey {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a key name");
        }
    }

    /**
     * Reads the text form, and checks that the key id belongs to name and key.
     *
     * @throws VerificationException with code NOTE_FORMAT, KEY_FORMAT or ENCODING
     */
    public static VerifierKey parse(String text) throws VerificationException {
        return of(TypedKey.parse(text));
    }

    /**
     * A typed key of this type.
     *
     * @throws VerificationException for another type, or bytes that are no key
     */
    public static VerifierKey of(TypedKey typed) throws VerificationException {
        return new VerifierKey(typed.name(), PublicKey.of(typed.require(TYPE_ED25519, PublicKey.LENGTH)));
    }

    /** Whether a text can name a key: Unicode, not empty, no white space, no plus sign. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= NAME_CHARS_MAX
                && text.codePoints()
                        .noneMatch(c -> c == '+'
                                || c < 0x20
                                || c == 0x7F
                                || c == 0x85 // white space to Unicode, though not to Character
                                || Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.getType(c) == Character.SURROGATE);
    }

    /** First four bytes of SHA-256(name || 0x0A || type || key). */
    public byte[] id() {
        return typed().id();
    }

    /** Whether a signature line claims to be by this key; it may still be wrong. */
    public boolean claims(NoteSignature signature) {
        return typed().claims(signature);
    }

    private TypedKey typed() {
        return TypedKey.of(name, TYPE_ED25519, key.toBytes());
    }

    /** The text form. */
    @Override
    public String toString() {
        return typed().toString();
    }
}
