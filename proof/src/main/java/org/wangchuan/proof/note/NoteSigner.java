package org.wangchuan.proof.note;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.proof.key.SigningKey;

/** A named key that signs notes. Immutable and thread-safe. */
public final class NoteSigner {
    private final VerifierKey verifierKey;
    private final SigningKey key;

    /**
     * Names a key.
     *
     * @param name for a log its origin: not empty, without white space and plus signs
     * @throws IllegalArgumentException for another name
     */
    public NoteSigner(String name, SigningKey key) {
        this.verifierKey = new VerifierKey(name, key.publicKey());
        this.key = key;
    }

    /** The key that others verify with. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /**
     * What it signs with. For statements under the same key: what is signed of them has no line feed in it, and the text of a note
     * always does, so that none is ever taken for the other.
     */
    public SigningKey signingKey() {
        return key;
    }

    /**
     * A note of this text with this signer's only signature.
     *
     * @throws IllegalArgumentException if the text can't be the text of a note
     */
    public Note sign(String text) {
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        return new Note(text, List.of(new NoteSignature(verifierKey.name(), verifierKey.id(), signature)));
    }

    /** The same note with this signer's signature as the last. */
    public Note addTo(Note note) {
        List<NoteSignature> signatures = new java.util.ArrayList<>(note.signatures());
        signatures.addAll(sign(note.text()).signatures());
        return new Note(note.text(), signatures);
    }
}
