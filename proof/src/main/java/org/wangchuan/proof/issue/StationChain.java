package org.wangchuan.proof.issue;

import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.statement.Witnessed;

/**
 * What a station remembers between statements. It is stored durably together with the statement that moved it
 * on, before that statement goes anywhere.
 *
 * @param nextSequence number of the next statement
 * @param previous digest of the last statement; absent exactly before the first
 * @param seen last checkpoint of its log that the station has seen
 * @param witnessed last cosigned checkpoint that the station has got; the station keeps its note, which is the only
 *     thing that can show later that a statement is not older
 */
public record StationChain(
        long nextSequence, Optional<Bytes32> previous, Optional<Checkpoint> seen, Optional<Witnessed> witnessed) {
    /** A station that has said nothing yet. */
    public static final StationChain NEW = new StationChain(0, Optional.empty(), Optional.empty(), Optional.empty());

    public StationChain {
        if (nextSequence < 0 || previous.isPresent() != (nextSequence > 0)) {
            throw new IllegalArgumentException("exactly a new station has no previous statement");
        }
    }

    /** A chain of a station that has got no cosigned checkpoint yet. */
    public StationChain(long nextSequence, Optional<Bytes32> previous, Optional<Checkpoint> seen) {
        this(nextSequence, previous, seen, Optional.empty());
    }

    /** After this statement was issued. */
    public StationChain after(IssuedStatement issued) {
        return after(issued.statement().head().sequence(), issued.sdJwt().digest());
    }

    /**
     * After a statement of which only this is known any more.
     *
     * @param sequence its number
     * @param digest of its issuer-signed JWT
     */
    public StationChain after(long sequence, Bytes32 digest) {
        if (sequence != nextSequence) {
            throw new IllegalArgumentException("expected statement " + nextSequence + ", found " + sequence);
        }
        return new StationChain(Math.addExact(nextSequence, 1), Optional.of(digest), seen, witnessed);
    }

    /** After this checkpoint was seen. */
    public StationChain seeing(Checkpoint checkpoint) {
        return new StationChain(nextSequence, previous, Optional.of(checkpoint), witnessed);
    }

    /** After this cosigned checkpoint came back from the witnesses. */
    public StationChain witnessing(SignedCheckpoint cosigned) {
        return new StationChain(nextSequence, previous, seen, Optional.of(Witnessed.of(cosigned)));
    }

    /** The stored form: canonical JSON. */
    public byte[] toBytes() {
        Json.Builder out =
                Json.object().put("nextSequence", nextSequence).put("previous", previous.map(Bytes32::base64Url));
        seen.ifPresent(checkpoint -> out.put(
                "seen",
                Json.object()
                        .put("origin", checkpoint.origin())
                        .put("root", checkpoint.root().base64Url())
                        .put("size", checkpoint.size())
                        .build()));
        witnessed.ifPresent(cosigned -> out.put("witnessed", cosigned.json()));
        return CanonicalJson.write(out.build());
    }

    /**
     * Reads the stored form back.
     *
     * @throws VerificationException with code CHAIN, or one of the parts' own
     */
    public static StationChain parse(byte[] bytes) throws VerificationException {
        try {
            Json.Fields in =
                    Json.in(CanonicalJson.readObject(bytes)).only("nextSequence", "previous", "seen", "witnessed");
            long nextSequence = in.natural("nextSequence");
            if (in.has("previous") != (nextSequence > 0)) {
                throw new VerificationException(
                        FailureCode.CHAIN, "station chain", "a previous statement after the first", "the contrary");
            }
            Optional<Checkpoint> seen = Optional.empty();
            if (in.has("seen")) {
                Json.Fields tree = in.object("seen").only("origin", "root", "size");
                seen = Optional.of(Checkpoint.checked(
                        tree.text("origin"), tree.natural("size"), Bytes32.parseBase64Url(tree.text("root"))));
            }
            return new StationChain(
                    nextSequence,
                    in.has("previous") ? Optional.of(Bytes32.parseBase64Url(in.text("previous"))) : Optional.empty(),
                    seen,
                    in.has("witnessed") ? Optional.of(Witnessed.read(in.object("witnessed"))) : Optional.empty());
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.CHAIN, "station chain", "its canonical JSON", e);
        }
    }
}
