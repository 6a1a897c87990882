package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.home.StationHome;

/**
 * What is erased of the drives that were chosen, and what goes with it, by kernel names. An NVMe device that erases itself reaches all of its namespaces:
 * one of them is the target, and the others are named beside it, as {@code erase --also} does.
 *
 * @param drives the targets, in the order in which they were chosen
 * @param also what goes with them and was chosen
 * @param unnamed what would go with them and was not; then nothing may be erased
 */
record Targets(List<String> drives, List<String> also, List<String> unnamed) {
    Targets {
        drives = List.copyOf(drives);
        also = List.copyOf(also);
        unnamed = List.copyOf(unnamed);
    }

    /**
     * Looks at drives as their erasure will; touches nothing. A drive that may not be erased stays among the targets, and is refused there.
     *
     * @param home the station that erases
     * @param chosen all that somebody has named, these drives included
     * @param isResumed whether its interrupted jobs are gone on with
     */
    static Targets look(
            StationHome home,
            String tool,
            List<Medium> drives,
            List<Medium> chosen,
            Policy policy,
            VerifyMode verify,
            boolean isResumed)
            throws IOException {
        EraseOrder order = new EraseOrder(
                drives.stream().map(Medium::realPath).toList(),
                policy,
                Optional.empty(),
                verify,
                Path.of(""),
                Optional.empty(),
                isResumed,
                false,
                JobOptions.DEFAULTS);
        List<List<String>> goWith = new Bench(home, InstantSource.system(), tool)
                .examine(order).stream().map(Targets::goWith).toList();
        return of(
                drives.stream().map(Medium::name).toList(),
                goWith,
                chosen.stream().map(Medium::name).collect(Collectors.toSet()));
    }

    private static List<String> goWith(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Ready ready -> ready.alsoErased();
            case Candidate.Rejected _ -> List.of();
        };
    }

    /** @param goWith what each of these drives takes along, in their order */
    static Targets of(List<String> drives, List<List<String>> goWith, Set<String> chosen) {
        List<String> targets = new ArrayList<>();
        Set<String> also = new LinkedHashSet<>();
        Set<String> unnamed = new LinkedHashSet<>();
        for (int i = 0; i < drives.size(); i++) {
            if (!also.contains(drives.get(i))) {
                targets.add(drives.get(i));
                for (String name : goWith.get(i)) {
                    Set<String> to = chosen.contains(name) ? also : unnamed;
                    to.add(name);
                }
            }
        }
        return new Targets(targets, List.copyOf(also), List.copyOf(unnamed));
    }

    /** Whether a drive is a target, or goes along with one. */
    boolean reaches(String name) {
        return drives.contains(name) || also.contains(name);
    }

    /** Those of some drives that are targets. */
    List<Medium> among(List<Medium> media) {
        return media.stream().filter(medium -> drives.contains(medium.name())).toList();
    }
}
