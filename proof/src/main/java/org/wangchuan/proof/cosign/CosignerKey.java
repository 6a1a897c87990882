package org.wangchuan.proof.cosign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.TypedKey;

/**
 * A named Ed25519 key that verifies cosignatures of version 1 (C2SP tlog-cosignature). It is another type than a
 * {@link org.wangchuan.proof.note.VerifierKey}, so that a witness's key is never taken for a log's.
 *
 * @param name not empty, without white space and plus signs
 */
public record CosignerKey(String name, PublicKey key) {
    /** Signature type of timestamped Ed25519 cosignatures (C2SP signed-note, "Signature types"). */
    public static final byte TYPE = 0x04;

    /** Reserved: signature type of ML-DSA-44 cosignatures. We can't verify them; they count as by unknown keys. */
    public static final byte TYPE_ML_DSA_44 = 0x06;

    /** Length of an ML-DSA-44 key in bytes (FIPS 204, table 2). */
    public static final int ML_DSA_44_KEY_LENGTH = 1312;

    private static final String FIRST_LINE = "cosignature/v1\n";

    public CosignerKey {
        TypedKey.of(name, TYPE, key.toBytes()); // refuses what can't be a name
    }

    /**
     * Reads the text form {@code name+hex8(keyID)+base64(04 || key)}, and checks the key id.
     *
     * @throws VerificationException with code NOTE_FORMAT, KEY_FORMAT or ENCODING
     */
    public static CosignerKey parse(String text) throws VerificationException {
        return of(TypedKey.parse(text));
    }

    /**
     * A typed key of this type.
     *
     * @throws VerificationException for another type, or bytes that are no key
     */
    public static CosignerKey of(TypedKey typed) throws VerificationException {
        return new CosignerKey(typed.name(), PublicKey.of(typed.require(TYPE, PublicKey.LENGTH)));
    }

    /** Whether a signature line claims to be by this key; it may still be wrong. */
    public boolean claims(NoteSignature signature) {
        return typed().claims(signature);
    }

    /** First four bytes of SHA-256(name || 0x0A || 04 || key). */
    public byte[] id() {
        return typed().id();
    }

    /**
     * When this key cosigned a text, in seconds since 1970; empty if it did not.
     *
     * @param noteText the whole text of a checkpoint's note, with extension lines if it has any
     */
    OptionalLong timeOf(String noteText, NoteSignature signature) {
        byte[] timed = signature.signature();
        if (timed.length != Long.BYTES + PublicKey.SIGNATURE_LENGTH) {
            return OptionalLong.empty();
        }
        long time = ByteBuffer.wrap(timed).getLong();
        byte[] proper = Arrays.copyOfRange(timed, Long.BYTES, timed.length);
        // C2SP tlog-cosignature, "Format": a time must not exceed 2^63 - 1.
        return time >= 0 && key.verifies(message(time, noteText), proper)
                ? OptionalLong.of(time)
                : OptionalLong.empty();
    }

    /** C2SP tlog-cosignature, "Ed25519 signed message". */
    static byte[] message(long time, String noteText) {
        return (FIRST_LINE + "time " + time + "\n" + noteText).getBytes(StandardCharsets.UTF_8);
    }

    private TypedKey typed() {
        return TypedKey.of(name, TYPE, key.toBytes());
    }

    /** The text form. */
    @Override
    public String toString() {
        return typed().toString();
    }
}
