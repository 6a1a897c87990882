package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Padded;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.VerifierKey;

/**
 * A C2SP tlog-proof: where an entry is in a log, the hashes that prove it, and the checkpoint.
 *
 * @param extra base64 of whatever the application puts there; ours is the statement's nonce
 * @param index of the entry, from 0
 * @param hashes from the leaf's sibling up
 */
public record TlogProof(Optional<String> extra, long index, List<Bytes32> hashes, SignedCheckpoint checkpoint) {
    /** Longest text that is read. */
    public static final int CHARS_MAX = 64 << 10;

    private static final int HASHES_MAX = 63;
    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public TlogProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Reads the text in its one spelling. Nothing is verified.
     *
     * @throws VerificationException with code PROOF_FORMAT, or one of the parts' own
     */
    public static TlogProof parse(String text) throws VerificationException {
        if (text.length() > CHARS_MAX) {
            throw bad("at most " + CHARS_MAX + " characters", text.length() + "");
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw bad("a blank line before the checkpoint", "none");
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        if (!lines.getFirst().equals(FIRST_LINE)) {
            throw bad(FIRST_LINE, lines.getFirst());
        }
        int at = 1;
        Optional<String> extra = Optional.empty();
        if (at < lines.size() && lines.get(at).startsWith(EXTRA)) {
            extra = Optional.of(lines.get(at++).substring(EXTRA.length()));
            Base64Padded.decode(extra.get());
        }
        if (at >= lines.size() || !lines.get(at).startsWith(INDEX)) {
            throw bad("an index", "another line");
        }
        long index = Decimals.parse("index", lines.get(at++).substring(INDEX.length()), Checkpoint.SIZE_MAX);
        if (lines.size() - at > HASHES_MAX) {
            throw bad("at most " + HASHES_MAX + " hashes", lines.size() - at + "");
        }
        List<Bytes32> hashes = new ArrayList<>();
        for (String line : lines.subList(at, lines.size())) {
            hashes.add(Bytes32.parseBase64(line));
        }
        byte[] checkpoint = text.substring(blank + 2).getBytes(StandardCharsets.UTF_8);
        return new TlogProof(extra, index, hashes, SignedCheckpoint.parse(checkpoint));
    }

    /**
     * Builds the proof from the tiles of a log: whoever knows an entry's index needs nobody's help. Nothing is
     * verified.
     *
     * @param checkpoint of this log; its size is above the index
     * @throws LogRefusedException if a tile is missing or has another length
     * @throws IOException if one can't be read
     */
    public static TlogProof read(LogSource source, long index, SignedCheckpoint checkpoint) throws IOException {
        long size = checkpoint.checkpoint().size();
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no entry " + index + " in a log of " + size);
        }
        return new TlogProof(Optional.empty(), index, new TreeReader(source, size).inclusion(index), checkpoint);
    }

    /** The one spelling. */
    public String text() {
        StringBuilder out = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(base64 -> out.append(EXTRA).append(base64).append('\n'));
        out.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n')
                .append(new String(checkpoint.toBytes(), StandardCharsets.UTF_8))
                .toString();
    }

    /** The same proof with these bytes as its extra. */
    public TlogProof withExtra(byte[] bytes) {
        return new TlogProof(Optional.of(Base64Padded.encode(bytes)), index, hashes, checkpoint);
    }

    /**
     * Returns if the entry is in the tree of the checkpoint, and one of these keys signed that.
     *
     * @return the keys that signed
     * @throws VerificationException with code NOTE_SIGNATURE or INCLUSION
     */
    public List<VerifierKey> verify(byte[] entry, List<VerifierKey> logKeys) throws VerificationException {
        List<VerifierKey> signers = checkpoint.verify(logKeys);
        requireIncluded(entry);
        return signers;
    }

    /**
     * Checks the place alone, for whoever has verified the checkpoint.
     *
     * @throws VerificationException with code INCLUSION
     */
    public void requireIncluded(byte[] entry) throws VerificationException {
        Checkpoint tree = checkpoint.checkpoint();
        new InclusionProof(index, tree.size(), hashes).verify(TreeHash.leaf(entry), tree.root());
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.PROOF_FORMAT, "proof", expected, found);
    }
}
