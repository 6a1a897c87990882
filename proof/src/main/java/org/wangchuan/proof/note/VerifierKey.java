package org.wangchuan.proof.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Padded;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.PublicKey;

/**
 * A named Ed25519 key that verifies notes (C2SP signed-note, "Verifier keys"). Its text form is
 * {@code name+hex8(keyID)+base64(type || key)}.
 *
 * @param name not empty, without white space and plus signs
 */
public record VerifierKey(String name, PublicKey key) {
    /** Signature type of plain Ed25519 (C2SP signed-note, "Signature types"). */
    static final byte TYPE_ED25519 = 0x01;

    /** Longest name that is read. */
    public static final int NAME_CHARS_MAX = 256;

    private static final int TEXT_CHARS_MAX = 512;

    public VerifierKey {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a key name");
        }
    }

    /** Reads the text form, and checks that the key id belongs to name and key. */
    public static VerifierKey parse(String text) throws VerificationException {
        if (text.length() > TEXT_CHARS_MAX) {
            throw bad("at most " + TEXT_CHARS_MAX + " characters", text.length() + "");
        }
        int first = text.indexOf('+');
        int second = first < 0 ? -1 : text.indexOf('+', first + 1);
        if (second < 0) {
            throw bad("name+id+key", "fewer than two plus signs");
        }
        String name = text.substring(0, first);
        if (!isName(name)) {
            throw bad("a name without white space", name);
        }
        byte[] typed = Base64Padded.decode(text.substring(second + 1));
        if (typed.length != 1 + PublicKey.LENGTH || typed[0] != TYPE_ED25519) {
            throw bad("type 01 and 32 bytes", typed.length + " bytes of another type");
        }
        VerifierKey key = new VerifierKey(name, PublicKey.of(Arrays.copyOfRange(typed, 1, typed.length)));
        byte[] claimedId = Hex.decode(text.substring(first + 1, second));
        if (!Arrays.equals(claimedId, key.id())) {
            throw bad("key id " + Hex.encode(key.id()), Hex.encode(claimedId));
        }
        return key;
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
        byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] hash = Bytes32.sha256(prefix, typed()).toBytes();
        return Arrays.copyOf(hash, NoteSignature.ID_LENGTH);
    }

    /** Whether a signature line claims to be by this key; it may still be wrong. */
    public boolean claims(NoteSignature signature) {
        return name.equals(signature.name()) && Arrays.equals(id(), signature.keyId());
    }

    private byte[] typed() {
        byte[] typed = new byte[1 + PublicKey.LENGTH];
        typed[0] = TYPE_ED25519;
        System.arraycopy(key.toBytes(), 0, typed, 1, PublicKey.LENGTH);
        return typed;
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.NOTE_FORMAT, "verifier key", expected, found);
    }

    /** The text form. */
    @Override
    public String toString() {
        return name + "+" + Hex.encode(id()) + "+" + Base64Padded.encode(typed());
    }
}
