package org.wangchuan.proof.witness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Two checkpoints of one log, both signed by it, that do not go together. A file of this is what a witness keeps and
 * hands on; whoever knows the log's key can check it.
 *
 * @param held the latest that the witness had cosigned
 * @param seen what the log signed too
 * @param hashes the proof that came with {@code seen}; it leads nowhere
 */
public record Contradiction(Kind kind, Note held, Note seen, List<Bytes32> hashes) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-contradiction/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 1 << 20;

    /** What it shows; the names are stable. */
    public enum Kind {
        /** Two trees of the same size with different roots: the log has forked, and this is the proof. */
        FORK,
        /** A smaller tree, offered as the next. No proof: anybody can send an old checkpoint once more. */
        SHRUNK,
        /** A larger tree without a proof that it contains the held one. No proof: anybody can send a wrong one. */
        UNPROVED
    }

    public Contradiction {
        hashes = List.copyOf(hashes);
    }

    /** Whether this alone proves that the log has signed two histories. */
    public boolean isProof() {
        return kind == Kind.FORK;
    }

    /** The origin of the log. */
    public String origin() {
        return seen.text().substring(0, seen.text().indexOf('\n'));
    }

    /** A name that two contradictions share if and only if they are about the same two trees. */
    public String fileName() {
        byte[] texts = (held.text() + "\n" + seen.text()).getBytes(StandardCharsets.UTF_8);
        return Json.wireName(kind) + "-" + Hex.encode(Bytes32.sha256(texts).toBytes()) + ".json";
    }

    /** Canonical JSON. */
    public byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("format", FORMAT)
                .put("kind", Json.wireName(kind))
                .put("held", text(held))
                .put("seen", text(seen))
                .put("hashes", Json.texts(hashes.stream().map(Bytes32::base64).toList()))
                .build());
    }

    /**
     * Reads the file in its one spelling; nothing is verified.
     *
     * @throws VerificationException with code WITNESS_FORMAT, or one of the parts' own
     */
    public static Contradiction parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw bad("at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("format", "kind", "held", "seen", "hashes");
            if (!in.text("format").equals(FORMAT)) {
                throw bad(FORMAT, in.text("format"));
            }
            List<Bytes32> hashes = new ArrayList<>();
            for (String hash : in.texts("hashes")) {
                hashes.add(Bytes32.parseBase64(hash));
            }
            return new Contradiction(
                    in.constant("kind", Kind.class), note(in.text("held")), note(in.text("seen")), hashes);
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.WITNESS_FORMAT, "contradiction", "its canonical JSON", e);
        }
    }

    /**
     * Returns if a log key has signed both checkpoints, and they are what the kind says. Only {@link #isProof} says
     * whether that convicts the log.
     *
     * @throws VerificationException with code NOTE_SIGNATURE if one is not the log's, WITNESS_FORMAT if they do go
     *     together
     */
    public void verify(List<VerifierKey> logKeys) throws VerificationException {
        held.verify(logKeys);
        seen.verify(logKeys);
        Checkpoint before = Checkpoint.parseTree(held.text());
        Checkpoint after = Checkpoint.parseTree(seen.text());
        boolean holds = before.origin().equals(after.origin())
                && switch (kind) {
                    case FORK -> before.size() == after.size() && !before.root().equals(after.root());
                    case SHRUNK -> after.size() < before.size();
                    case UNPROVED -> after.size() > before.size() && !TreeHash.EMPTY.equals(before.root());
                };
        if (!holds) {
            throw bad("two checkpoints of one log that show a " + Json.wireName(kind), "two that do not");
        }
    }

    private static String text(Note note) {
        return new String(note.toBytes(), StandardCharsets.UTF_8);
    }

    private static Note note(String text) throws VerificationException {
        return Note.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.WITNESS_FORMAT, "contradiction", expected, found);
    }
}
