package org.wangchuan.proof.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The growing side of a tree: per level the hashes of the tile that is not full yet. It is all that is
 * needed to append and to know the root. Not thread-safe.
 */
final class RightEdge {
    /** A file of the log and what must be in it. */
    static final class TileFile {
        private final TilePath tile;
        private final byte[] bytes;

        TileFile(TilePath tile, byte[] bytes) {
            this.tile = tile;
            this.bytes = bytes;
        }

        TilePath tile() {
            return tile;
        }

        /** Not a copy: only read it. */
        byte[] bytes() {
            return bytes;
        }

        String path() {
            return tile.path();
        }
    }

    private final List<List<Bytes32>> levels = new ArrayList<>();
    private final List<byte[]> entries = new ArrayList<>();
    private final Set<Integer> grownLevels = new HashSet<>();
    private long size;

    long size() {
        return size;
    }

    /** Adds an entry; returns the tiles that became full by it. */
    List<TileFile> append(byte[] entry) {
        List<TileFile> full = new ArrayList<>();
        entries.add(entry);
        size++;
        if (entries.size() == TilePath.WIDTH) {
            full.add(bundle());
            entries.clear();
        }
        add(0, TreeHash.leaf(entry), full);
        return full;
    }

    private void add(int level, Bytes32 hash, List<TileFile> full) {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<Bytes32> hashes = levels.get(level);
        hashes.add(hash);
        grownLevels.add(level);
        if (hashes.size() == TilePath.WIDTH) {
            full.add(tile(level));
            Bytes32 above = TreeHash.root(hashes);
            hashes.clear();
            add(level + 1, above, full);
        }
    }

    /** The partial tiles, of all levels. */
    List<TileFile> partials() {
        List<TileFile> out = new ArrayList<>();
        if (!entries.isEmpty()) {
            out.add(bundle());
        }
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                out.add(tile(level));
            }
        }
        return out;
    }

    /** The partial tiles of levels that have grown since this was last asked. */
    List<TileFile> takeGrownPartials() {
        List<TileFile> grown = partials().stream()
                .filter(file -> grownLevels.contains(Math.max(0, file.tile().level())))
                .toList();
        grownLevels.clear();
        return grown;
    }

    Bytes32 root() {
        List<Bytes32> below = List.of();
        for (List<Bytes32> level : levels) {
            List<Bytes32> hashes = new ArrayList<>(level);
            if (!below.isEmpty()) {
                hashes.add(TreeHash.root(below));
            }
            below = hashes;
        }
        return TreeHash.root(below);
    }

    private TileFile bundle() {
        return new TileFile(
                new TilePath(TilePath.ENTRIES, (size - 1) / TilePath.WIDTH, entries.size()),
                EntryBundle.encode(entries));
    }

    private TileFile tile(int level) {
        List<Bytes32> hashes = levels.get(level);
        long number = (TilePath.nodesAt(level, size) - 1) / TilePath.WIDTH;
        return new TileFile(new TilePath(level, number, hashes.size()), HashTile.encode(hashes));
    }
}
