package org.wangchuan.engine.medium.use;

import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.kernel.MappedTargets;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;

/** How a target of the device mapper treats a write to a block that it already holds (Documentation/admin-guide/device-mapper). */
enum MappingKind {
    /** Passes it on to one fixed place, or to the same place of each mirror. */
    IN_PLACE,
    /** Puts it elsewhere, or keeps the old block, or a second copy, for somebody else. */
    ELSEWHERE,
    /** Writes it to a journal first. */
    JOURNAL,
    UNKNOWN;

    private static final Set<String> FIXED =
            Set.of("linear", "striped", "unstriped", "crypt", "mirror", "multipath", "switch", "delay");

    /**
     * thin, thin-pool: shared with snapshots, and given back to the pool. snapshot, snapshot-origin, snapshot-merge: the old block is kept.
     * cache, writecache, pcache: a second copy on a faster device. clone: the source keeps all. vdo: one block for many that are alike.
     * zoned: zones are written anew elsewhere. log-writes: every write is kept.
     */
    private static final Set<String> MOVING = Set.of(
            "thin",
            "thin-pool",
            "snapshot",
            "snapshot-origin",
            "snapshot-merge",
            "cache",
            "writecache",
            "pcache",
            "clone",
            "vdo",
            "zoned",
            "log-writes");

    static MappingKind of(MappedTargets.Target target) {
        if (FIXED.contains(target.type())) {
            return IN_PLACE;
        }
        if (MOVING.contains(target.type())) {
            return ELSEWHERE;
        }
        return switch (target.type()) {
            // The last word of its status is the journal device's state, "-" where there is none (dm-raid.rst, since
            // 1.10).
            case "raid" -> target.status().endsWith(" -") ? IN_PLACE : JOURNAL;
            // Its mode, with a journal or without, is in the table alone.
            case "integrity" -> JOURNAL;
            default -> UNKNOWN;
        };
    }

    Optional<Obstacle> obstacle(String device, String target) {
        return switch (this) {
            case IN_PLACE -> Optional.empty();
            case ELSEWHERE ->
                Optional.of(new Obstacle(
                        Code.COPY_ON_WRITE, device + " is mapped by " + target + ", which doesn't write in place"));
            case JOURNAL ->
                Optional.of(new Obstacle(
                        Code.JOURNALLED,
                        device + " is mapped by " + target + ", which may write to a journal as well"));
            case UNKNOWN ->
                Optional.of(new Obstacle(
                        Code.EXTENTS_UNKNOWN,
                        device + " is mapped by " + target + ", which is not known to write in place"));
        };
    }
}
