package org.wangchuan.proof.log;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.encoding.Bytes32;

/** All hashes of a tree, level by level as tiles hold them, computed from its leaves. */
final class FsckTruth {
    private final List<List<Bytes32>> levels = new ArrayList<>();

    FsckTruth(List<Bytes32> leaves) {
        List<Bytes32> level = leaves;
        while (!level.isEmpty()) {
            levels.add(level);
            List<Bytes32> above = new ArrayList<>();
            for (int from = 0; from + TilePath.WIDTH <= level.size(); from += TilePath.WIDTH) {
                above.add(TreeHash.root(level.subList(from, from + TilePath.WIDTH)));
            }
            level = above;
        }
    }

    long size() {
        return width(0);
    }

    /** Number of hashes of a level. */
    long width(int level) {
        return level < levels.size() ? levels.get(level).size() : 0;
    }

    Bytes32 leaf(int index) {
        return levels.getFirst().get(index);
    }

    byte[] tileBytes(TilePath tile) {
        int from = (int) (tile.number() * TilePath.WIDTH);
        return HashTile.encode(levels.get(tile.level()).subList(from, from + tile.width()));
    }
}
