package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The roots of the complete subtrees that a tree falls into: at most 53 hashes, which are all that is needed to go on
 * with it. Whoever keeps them and sees the entries that follow can compute every later root. Not thread-safe.
 */
public final class CompactRange {
    private final List<Bytes32> hashes;
    private long size;

    /** The empty tree. */
    public CompactRange() {
        this(0, List.of());
    }

    /**
     * A tree from what {@link #hashes} gave.
     *
     * @throws IllegalArgumentException if a tree of this size has another number of subtrees
     */
    public CompactRange(long size, List<Bytes32> hashes) {
        if (size < 0 || Long.bitCount(size) != hashes.size()) {
            throw new IllegalArgumentException(hashes.size() + " subtrees in a tree of " + size);
        }
        this.size = size;
        this.hashes = new ArrayList<>(hashes);
    }

    /** The same tree; it grows on its own. */
    public CompactRange(CompactRange other) {
        this(other.size, other.hashes);
    }

    /**
     * Reads the tree from the tiles of a log. Nothing is verified: compare {@link #root} with a checkpoint.
     *
     * @throws LogRefusedException if a tile is missing or has another length
     * @throws IOException if one can't be read
     */
    public static CompactRange read(LogSource source, long size) throws IOException {
        TreeReader tree = new TreeReader(source, size);
        List<Bytes32> hashes = new ArrayList<>();
        long from = 0;
        while (from < size) {
            long to = from + Long.highestOneBit(size - from);
            hashes.add(tree.root(from, to));
            from = to;
        }
        return new CompactRange(size, hashes);
    }

    /** Takes in the next entry. */
    public void append(byte[] entry) {
        Bytes32 hash = TreeHash.leaf(entry);
        for (long left = size; (left & 1) == 1; left >>= 1) {
            hash = TreeHash.node(hashes.removeLast(), hash);
        }
        hashes.add(hash);
        size++;
    }

    /** Number of entries. */
    public long size() {
        return size;
    }

    /** The root of the tree. */
    public Bytes32 root() {
        if (hashes.isEmpty()) {
            return TreeHash.EMPTY;
        }
        Bytes32 root = hashes.getLast();
        for (Bytes32 left : hashes.subList(0, hashes.size() - 1).reversed()) {
            root = TreeHash.node(left, root);
        }
        return root;
    }

    /** The roots of the subtrees, the largest first. */
    public List<Bytes32> hashes() {
        return List.copyOf(hashes);
    }
}
