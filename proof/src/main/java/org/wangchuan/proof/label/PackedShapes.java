package org.wangchuan.proof.label;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Members that stand together in statements, so that their names need not be said. As with
 * {@link PackedWords}, shapes are only added at the end, and members only at the end of a shape.
 */
final class PackedShapes {
    private static final List<List<String>> SHAPES = List.of(
            List.of("clause", "source", "state"),
            List.of("bytes", "digest"),
            List.of("digest", "id", "version"),
            List.of("origin", "root", "size", "note"),
            List.of("index", "list"),
            List.of(
                    "_sd",
                    "_sd_alg",
                    "conformity",
                    "evidence",
                    "iat",
                    "iss",
                    "jti",
                    "notProved",
                    "policy",
                    "prev",
                    "seen",
                    "seq",
                    "start",
                    "vct",
                    "verdict",
                    "status",
                    "witnessed",
                    "phoneResult"),
            List.of(
                    "blockBytes",
                    "bus",
                    "capacityBytes",
                    "kind",
                    "mediumClass",
                    "mediumClassSource",
                    "name",
                    "model",
                    "serial",
                    "firmware",
                    "wwn"),
            List.of("lock", "lockReasons", "reasons", "tier", "technique"),
            List.of("maker", "model", "system", "version", "serial", "storageBytes", "identityKey"));

    private PackedShapes() {}

    static int count() {
        return SHAPES.size();
    }

    /** The first shape that has all these members; negative if none has. */
    static int of(Set<String> members) {
        for (int i = 0; i < SHAPES.size(); i++) {
            if (new HashSet<>(SHAPES.get(i)).containsAll(members)) {
                return i;
            }
        }
        return -1;
    }

    static List<String> members(int shape) {
        return SHAPES.get(shape);
    }

    /** A bit for each member that is there, the first lowest. */
    static long mask(int shape, Set<String> members) {
        long mask = 0;
        for (int i = 0; i < SHAPES.get(shape).size(); i++) {
            mask |= members.contains(SHAPES.get(shape).get(i)) ? 1L << i : 0;
        }
        return mask;
    }
}
