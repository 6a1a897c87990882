package org.wangchuan.proof.log;

import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What a log says about itself at one moment (C2SP tlog-checkpoint), without signatures.
 *
 * @param origin the log's name: one line, not empty
 * @param size number of entries, from 0 to 2^53 - 1
 * @param root hash of the tree over them
 */
public record Checkpoint(String origin, long size, Bytes32 root) {
    /** Longest origin that is read. */
    public static final int ORIGIN_CHARS_MAX = 256;

    /** Largest tree: the largest integer that our JSON documents hold. */
    public static final long SIZE_MAX = (1L << 53) - 1;

    public Checkpoint {
        if (!isSound(origin, size)) {
            throw new IllegalArgumentException("not a checkpoint: size " + size);
        }
    }

    /**
     * A checkpoint of values that come from outside.
     *
     * @throws VerificationException with code CHECKPOINT_FORMAT
     */
    public static Checkpoint checked(String origin, long size, Bytes32 root) throws VerificationException {
        if (!isSound(origin, size)) {
            throw bad("an origin of one line and a size from 0 to 2^53 - 1", origin);
        }
        if (size == 0 && !root.equals(TreeHash.EMPTY)) {
            throw bad("the root of the empty tree", root.base64());
        }
        return new Checkpoint(origin, size, root);
    }

    /**
     * Reads the text of a checkpoint's note. Extension lines are refused: nothing of ours has them, and
     * what is not understood must not pass.
     *
     * @throws VerificationException with code CHECKPOINT_FORMAT
     */
    public static Checkpoint parse(String text) throws VerificationException {
        String[] lines = text.split("\n", 5);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw bad("three lines", "another text");
        }
        return checked(lines[0], Decimals.parse("tree size", lines[1], SIZE_MAX), Bytes32.parseBase64(lines[2]));
    }

    /**
     * Reads the tree of a checkpoint's note as a witness does: extension lines may follow, about which nothing is
     * said (C2SP tlog-cosignature), and the root of an empty tree is not looked at.
     *
     * @throws VerificationException with code CHECKPOINT_FORMAT
     */
    public static Checkpoint parseTree(String text) throws VerificationException {
        String[] lines = text.split("\n", -1);
        boolean isComplete = lines.length >= 4 && lines[lines.length - 1].isEmpty();
        for (int i = 0; isComplete && i < lines.length - 1; i++) {
            isComplete = !lines[i].isEmpty();
        }
        if (!isComplete) {
            throw bad("at least three lines, none of them empty", "another text");
        }
        long size = Decimals.parse("tree size", lines[1], SIZE_MAX);
        if (!isSound(lines[0], size)) {
            throw bad("an origin of one line", lines[0]);
        }
        return new Checkpoint(lines[0], size, Bytes32.parseBase64(lines[2]));
    }

    /** The text to sign. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    private static boolean isSound(String origin, long size) {
        return !origin.isEmpty()
                && origin.length() <= ORIGIN_CHARS_MAX
                && origin.codePoints().noneMatch(c -> c < 0x20 || Character.getType(c) == Character.SURROGATE)
                && size >= 0
                && size <= SIZE_MAX;
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.CHECKPOINT_FORMAT, "checkpoint", expected, found);
    }
}
