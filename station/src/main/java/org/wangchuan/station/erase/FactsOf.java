package org.wangchuan.station.erase;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;

/** What is recorded of an examined medium. */
public final class FactsOf {
    private FactsOf() {}

    /**
     * As a record has it.
     *
     * @param declared counts only where the medium itself does not say what it is
     * @param obstacles that were found; their codes keep a verdict down
     */
    public static MediumFacts medium(Medium medium, Optional<MediumClass> declared, List<Obstacle> obstacles) {
        List<String> caps = obstacles.stream()
                .filter(obstacle -> !obstacle.blocking())
                // Under a loop device it is only noted, and must not cap the verdict as it does for a file.
                .filter(obstacle -> obstacle.code() != Obstacle.Code.EXTENTS_UNKNOWN
                        || obstacle.weight() == Obstacle.Weight.CAPPING)
                .map(obstacle -> obstacle.code().id())
                .distinct()
                .toList();
        return new MediumFacts(
                medium.name(),
                medium.model(),
                medium.serial(),
                medium.labels().firmware(),
                medium.labels().wwn(),
                medium.bus().id(),
                medium.capacityBytes(),
                medium.blockBytes(),
                medium.mediumClass(),
                medium.mediumClass() == MediumClass.UNKNOWN ? declared : Optional.empty(),
                scope(medium),
                caps);
    }

    private static MediumFacts.Scope scope(Medium medium) {
        if (medium.kind() == MediumKind.IMAGE) {
            return MediumFacts.Scope.FILE;
        }
        if (medium.partition()) {
            return MediumFacts.Scope.PARTITION;
        }
        return medium.attachment().plainDrive() ? MediumFacts.Scope.WHOLE_MEDIUM : MediumFacts.Scope.VOLUME;
    }
}
