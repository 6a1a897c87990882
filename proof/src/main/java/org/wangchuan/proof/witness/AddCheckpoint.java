package org.wangchuan.proof.witness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.Decimals;
import org.wangchuan.proof.note.Note;

/**
 * The body of an add-checkpoint request (C2SP tlog-witness). Nothing is verified.
 *
 * @param oldSize of the tree that the witness is believed to have cosigned last; 0 for none
 * @param hashes of the consistency proof from there
 * @param tree of the checkpoint
 * @param note of the checkpoint
 */
public record AddCheckpoint(long oldSize, List<Bytes32> hashes, Checkpoint tree, Note note) {
    /** Most hashes of a proof (C2SP tlog-witness, "add-checkpoint"). */
    public static final int HASHES_MAX = 63;

    /** Largest body that is read: room for a checkpoint with 60 post-quantum signatures. */
    public static final int BYTES_MAX = 256 << 10;

    private static final String OLD = "old ";

    /** Two newlines: the end of the proof. The first such place, for the note may have others. */
    private static final int BLANK = 2;

    public AddCheckpoint {
        hashes = List.copyOf(hashes);
    }

    /** A request for this checkpoint. */
    public static AddCheckpoint of(long oldSize, List<Bytes32> hashes, Note note) throws VerificationException {
        return new AddCheckpoint(oldSize, hashes, Checkpoint.parseTree(note.text()), note);
    }

    /**
     * Reads a body in its one spelling.
     *
     * @throws VerificationException with code WITNESS_FORMAT, or one of the parts' own
     */
    public static AddCheckpoint parse(byte[] body) throws VerificationException {
        if (body.length > BYTES_MAX) {
            throw bad("at most " + BYTES_MAX + " bytes", body.length + "");
        }
        int end = endOfProof(body);
        String[] lines = new String(body, 0, end, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (!lines[0].startsWith(OLD)) {
            throw bad("old and a size", lines[0]);
        }
        if (lines.length - 1 > HASHES_MAX) {
            throw bad("at most " + HASHES_MAX + " hashes", lines.length - 1 + "");
        }
        long oldSize = Decimals.parse("old size", lines[0].substring(OLD.length()), Checkpoint.SIZE_MAX);
        List<Bytes32> hashes = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            hashes.add(Bytes32.parseBase64(line));
        }
        return of(oldSize, hashes, Note.parse(Arrays.copyOfRange(body, end + BLANK, body.length)));
    }

    /** The one spelling. */
    public byte[] toBytes() {
        StringBuilder out = new StringBuilder(OLD).append(oldSize).append('\n');
        hashes.forEach(hash -> out.append(hash.base64()).append('\n'));
        out.append('\n').append(new String(note.toBytes(), StandardCharsets.UTF_8));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int endOfProof(byte[] body) throws VerificationException {
        for (int i = 0; i + 1 < body.length; i++) {
            if (body[i] == '\n' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw bad("a blank line before the checkpoint", "none");
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.WITNESS_FORMAT, "add-checkpoint", expected, found);
    }
}
