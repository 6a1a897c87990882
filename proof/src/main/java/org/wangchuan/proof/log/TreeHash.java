package org.wangchuan.proof.log;

import java.util.List;
import org.wangchuan.proof.encoding.Bytes32;

/** The hashes of RFC 6962, section 2.1. */
public final class TreeHash {
    /** Root of the empty tree: SHA-256 of nothing. */
    public static final Bytes32 EMPTY = Bytes32.sha256();

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private TreeHash() {}

    /** SHA-256(0x00 || entry). */
    public static Bytes32 leaf(byte[] entry) {
        return Bytes32.sha256(LEAF, entry);
    }

    /** SHA-256(0x01 || left || right). */
    public static Bytes32 node(Bytes32 left, Bytes32 right) {
        return Bytes32.sha256(NODE, left.toBytes(), right.toBytes());
    }

    /**
     * Root over subtrees that stand side by side: all but the last are complete and of one size (a power of two);
     * the last may be smaller.
     */
    public static Bytes32 root(List<Bytes32> hashes) {
        return switch (hashes.size()) {
            case 0 -> EMPTY;
            case 1 -> hashes.getFirst();
            default -> {
                int split = Integer.highestOneBit(hashes.size() - 1);
                yield node(root(hashes.subList(0, split)), root(hashes.subList(split, hashes.size())));
            }
        };
    }
}
