package org.wangchuan.proof.log;

import java.util.List;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.VerifierKey;

/** A checkpoint with signatures; a parsed one is not yet verified. */
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {
    public SignedCheckpoint {
        if (!note.text().equals(checkpoint.text())) {
            throw new IllegalArgumentException("the note is not of this checkpoint");
        }
    }

    /**
     * Reads a signed note whose text is a checkpoint.
     *
     * @throws VerificationException with code NOTE_FORMAT or CHECKPOINT_FORMAT
     */
    public static SignedCheckpoint parse(byte[] bytes) throws VerificationException {
        Note note = Note.parse(bytes);
        return new SignedCheckpoint(Checkpoint.parse(note.text()), note);
    }

    /**
     * The log keys that have signed it: at least one. A key of another name than the origin can't sign
     * for this log.
     *
     * @throws VerificationException with code NOTE_SIGNATURE
     */
    public List<VerifierKey> verify(List<VerifierKey> logKeys) throws VerificationException {
        return note.verify(logKeys.stream()
                .filter(key -> key.name().equals(checkpoint.origin()))
                .toList());
    }

    /** The bytes of the note. */
    public byte[] toBytes() {
        return note.toBytes();
    }
}
