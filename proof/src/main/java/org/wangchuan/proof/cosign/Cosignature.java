package org.wangchuan.proof.cosign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;

/**
 * A verified cosignature: at this time, this was the largest consistent tree that the witness had seen.
 *
 * @param time in seconds since 1970, by the witness's clock
 * @param line what was verified
 */
public record Cosignature(CosignerKey key, long time, NoteSignature line) {
    /** How far a witness's clock may be ahead of ours; as wide as for statements, for benches have poor clocks. */
    public static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

    /**
     * The cosignatures by known keys, in the order of their lines; none is no failure. Lines by unknown keys (all of
     * type 06 among them) are ignored; one that claims to be by a known key and is wrong spoils the note.
     *
     * @param now by the verifier's clock
     * @throws VerificationException with code COSIGNATURE, or TIME for one from the future
     */
    public static List<Cosignature> verify(Note note, Collection<CosignerKey> known, Instant now)
            throws VerificationException {
        List<Cosignature> verified = new ArrayList<>();
        for (NoteSignature line : note.signatures()) {
            for (CosignerKey key : known) {
                if (key.claims(line)) {
                    verified.add(verify(note.text(), line, key, now));
                }
            }
        }
        return List.copyOf(verified);
    }

    private static Cosignature verify(String text, NoteSignature line, CosignerKey key, Instant now)
            throws VerificationException {
        OptionalLong time = key.timeOf(text, line);
        if (time.isEmpty()) {
            throw new VerificationException(
                    FailureCode.COSIGNATURE, "cosignature by " + key.name(), "a valid one", "one that is not");
        }
        long latest = now.plus(CLOCK_SKEW_MAX).getEpochSecond();
        if (time.getAsLong() > latest) {
            throw new VerificationException(
                    FailureCode.TIME,
                    "cosignature by " + key.name(),
                    "a time of at most " + latest,
                    time.getAsLong() + "");
        }
        return new Cosignature(key, time.getAsLong(), line);
    }
}
