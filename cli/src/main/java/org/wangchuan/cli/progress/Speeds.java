package org.wangchuan.cli.progress;

import java.util.Map;
import org.wangchuan.cli.service.LaneSnapshot;

/** Keeps a {@link Speed} for each lane by its place, for two images in two folders may have one name. */
final class Speeds {
    private Speeds() {}

    /** Takes in a look at a lane and returns its speed in bytes per second. */
    static double observe(Map<Integer, Speed> speeds, int place, LaneSnapshot lane, long nowNanos) {
        Speed speed = speeds.computeIfAbsent(place, _ -> new Speed());
        speed.observe(lane.pass() + " " + lane.phase(), lane.doneBytes(), nowNanos);
        return speed.bytesPerSecond();
    }
}
