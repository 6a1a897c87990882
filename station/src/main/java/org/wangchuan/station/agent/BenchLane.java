package org.wangchuan.station.agent;

import java.nio.file.Path;
import org.wangchuan.station.erase.Candidate;

/**
 * A place of the bench, with what lies in it.
 *
 * @param path of the device or image
 * @param base name of the place, whatever lies in it
 */
record BenchLane(Path path, String base, LaneState state) {
    /** Whether what was examined now is what this lane was told to hold. */
    boolean holds(Candidate.Ready ready) {
        return LaneNames.of(base, ready.medium()).equals(state.lane())
                && ready.medium().serial().equals(state.serial());
    }
}
