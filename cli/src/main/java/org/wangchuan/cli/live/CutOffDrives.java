package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrderFolder;

/**
 * On which drives an erasure was cut off, by the jobs of the stations of this stick, for who chooses one. A drive that is not surely the one of a job, such
 * as one without a serial number after a new start, is none of these; it may be gone on with all the same.
 *
 * @param open the drives that can be gone on with
 * @param closed those whose station signs no more: its keys are gone, or count no more by this computer's clock
 */
record CutOffDrives(Set<Medium> open, Set<Medium> closed) {
    CutOffDrives {
        open = Set.copyOf(open);
        closed = Set.copyOf(closed);
    }

    /** Looks at jobs; touches nothing. What can't be read is left out here, and said where somebody goes on. */
    static CutOffDrives look(Path state, InstantSource clock, String tool, List<Medium> drives) {
        Set<Medium> open = new HashSet<>();
        Set<Medium> closed = new HashSet<>();
        for (StationHome home : homes(state)) {
            try {
                Set<Medium> of = mayGoOn(home, clock) ? open : closed;
                of.addAll(new Bench(home, clock, tool).interrupted(drives));
            } catch (IOException _) {
                // as said above
            }
        }
        return new CutOffDrives(open, closed);
    }

    private static List<StationHome> homes(Path state) {
        List<StationHome> out = new ArrayList<>();
        for (Path parent : List.of(InterruptedHomes.screen(state), InterruptedHomes.orders(state))) {
            try {
                InterruptedHomes.folders(parent).forEach(folder -> out.add(new StationHome(folder)));
            } catch (IOException _) {
                // as said above
            }
        }
        return out;
    }

    private static boolean mayGoOn(StationHome home, InstantSource clock) throws IOException {
        return LiveOrderFolder.canSign(home)
                && InterruptedHomes.over(home, clock.instant()).isEmpty();
    }

    /** The key of what is said of a drive; empty where nothing was cut off. */
    Optional<String> said(Medium drive) {
        if (open.contains(drive)) {
            return Optional.of("live.was-cut-off");
        }
        return closed.contains(drive) ? Optional.of("live.was-cut-off.over") : Optional.empty();
    }
}
