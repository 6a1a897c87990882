package org.wangchuan.proof.cosign;

import java.nio.ByteBuffer;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSignature;

/**
 * A named key that cosigns checkpoints. The message that it signs does not hold its name: one key must never be used
 * under two names (C2SP tlog-cosignature), nor for anything but cosigning. Immutable and thread-safe.
 */
public final class Cosigner {
    private final CosignerKey publicHalf;
    private final SigningKey key;

    /**
     * Names a key.
     *
     * @param name not empty, without white space and plus signs; by custom an address without its scheme
     * @throws IllegalArgumentException for another name
     */
    public Cosigner(String name, SigningKey key) {
        this.publicHalf = new CosignerKey(name, key.publicKey());
        this.key = key;
    }

    /** The key that others verify with. */
    public CosignerKey key() {
        return publicHalf;
    }

    /**
     * Says that the tree of this checkpoint is the largest consistent one seen. Whoever calls this has checked that.
     *
     * @param noteText the whole text of the checkpoint's note
     * @param time in seconds since 1970, at least 1
     */
    public NoteSignature cosign(String noteText, long time) {
        if (time < 1) {
            throw new IllegalArgumentException("a cosignature without a time");
        }
        byte[] timed = ByteBuffer.allocate(Long.BYTES + PublicKey.SIGNATURE_LENGTH)
                .putLong(time)
                .put(key.sign(CosignerKey.message(time, noteText)))
                .array();
        return new NoteSignature(publicHalf.name(), publicHalf.id(), timed);
    }
}
