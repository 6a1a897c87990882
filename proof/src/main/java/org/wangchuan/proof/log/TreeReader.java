package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/** Builds proofs for a tree of one size from its tiles. Keeps the tiles it has read; not thread-safe. */
final class TreeReader {
    private final LogSource source;
    private final long size;
    private final Map<TilePath, List<Bytes32>> tiles = new HashMap<>();

    TreeReader(LogSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /** Hashes from the leaf's sibling up (RFC 9162, section 2.1.3.1). */
    List<Bytes32> inclusion(long index) throws IOException {
        return inclusion(index, size);
    }

    /**
     * The same in an older tree, of {@code treeSize} leaves. Its proofs need complete subtrees only, and those stand in
     * the tiles of today; its own partial tiles may be gone.
     */
    List<Bytes32> inclusion(long index, long treeSize) throws IOException {
        List<Bytes32> out = new ArrayList<>();
        collectInclusion(index, 0, treeSize, out);
        return out;
    }

    private void collectInclusion(long index, long from, long to, List<Bytes32> out) throws IOException {
        if (to - from == 1) {
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (index < split) {
            collectInclusion(index, from, split, out);
            out.add(root(split, to));
        } else {
            collectInclusion(index, split, to, out);
            out.add(root(from, split));
        }
    }

    /** Hashes that show that the tree begins with an older one (RFC 9162, section 2.1.4.1). */
    List<Bytes32> consistency(long oldSize) throws IOException {
        return consistency(oldSize, size);
    }

    /** The same for an older tree, of {@code newSize} leaves; see {@link #inclusion(long, long)}. */
    List<Bytes32> consistency(long oldSize, long newSize) throws IOException {
        List<Bytes32> out = new ArrayList<>();
        if (oldSize > 0 && oldSize < newSize) {
            collectConsistency(oldSize, 0, newSize, true, out);
        }
        return out;
    }

    private void collectConsistency(long oldSize, long from, long to, boolean isWholeOldTree, List<Bytes32> out)
            throws IOException {
        if (oldSize == to) {
            if (!isWholeOldTree) {
                out.add(root(from, to));
            }
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (oldSize <= split) {
            collectConsistency(oldSize, from, split, isWholeOldTree, out);
            out.add(root(split, to));
        } else {
            collectConsistency(oldSize, split, to, false, out);
            out.add(root(from, split));
        }
    }

    /** Root over the leaves [from, to), which stand where the tree splits. */
    Bytes32 root(long from, long to) throws IOException {
        long count = to - from;
        if (count == 0) {
            return TreeHash.EMPTY;
        }
        if (Long.bitCount(count) == 1) {
            int height = Long.numberOfTrailingZeros(count);
            return node(height, from >> height);
        }
        long split = from + Long.highestOneBit(count - 1);
        return TreeHash.node(root(from, split), root(split, to));
    }

    /** Root of the complete subtree of 2^height leaves with this number. */
    private Bytes32 node(int height, long number) throws IOException {
        int level = height / 8;
        int span = 1 << height % 8;
        long first = number * span;
        List<Bytes32> hashes = tile(level, first / TilePath.WIDTH);
        int at = (int) (first % TilePath.WIDTH);
        return TreeHash.root(hashes.subList(at, at + span));
    }

    private List<Bytes32> tile(int level, long number) throws IOException {
        TilePath path = TilePath.inTree(level, number, size)
                .orElseThrow(() -> new IllegalArgumentException("beyond the tree of size " + size));
        List<Bytes32> known = tiles.get(path);
        if (known != null) {
            return known;
        }
        byte[] bytes = source.read(path.path())
                .orElseThrow(() ->
                        new LogRefusedException(LogRefusedException.Reason.DAMAGED, path.path(), "a tile", "no file"));
        try {
            List<Bytes32> hashes = HashTile.parse(bytes, path.width());
            tiles.put(path, hashes);
            return hashes;
        } catch (VerificationException e) {
            LogRefusedException damaged =
                    new LogRefusedException(LogRefusedException.Reason.DAMAGED, path.path(), e.expected(), e.found());
            damaged.initCause(e);
            throw damaged;
        }
    }
}
