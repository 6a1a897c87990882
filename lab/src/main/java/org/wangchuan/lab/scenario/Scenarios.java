package org.wangchuan.lab.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All made drives of the bench. One more is one more entry in the list of its family. */
public final class Scenarios {
    static final List<String> NOTHING_GOOD = List.of("purged", "cleared");
    static final List<String> NO_PURGE = List.of("purged");

    private static final List<Scenario> ALL = Stream.of(
                    NvmeScenarios.ALL,
                    DiscardScenarios.NVME,
                    PsidScenarios.ALL,
                    AtaScenarios.ALL,
                    HiddenAreaScenarios.ALL,
                    LoopedPsidScenarios.ATA,
                    ScsiScenarios.ALL,
                    DiscardScenarios.SCSI,
                    LoopedPsidScenarios.SCSI,
                    FaultScenarios.ALL)
            .flatMap(List::stream)
            .toList();

    private Scenarios() {}

    /** All, in the order of the table. */
    public static List<Scenario> all() {
        return ALL;
    }

    /** The one of a name. */
    public static Optional<Scenario> named(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The one of a name, also of those for {@link ManyLanes} alone. */
    static Optional<Scenario> made(String name) {
        return Stream.concat(all().stream(), HangingScenarios.ALL.stream())
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    static Stream<Scenario> of(Family family) {
        return all().stream().filter(one -> one.family() == family);
    }
}
