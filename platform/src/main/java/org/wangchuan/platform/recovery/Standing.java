package org.wangchuan.platform.recovery;

import java.util.List;
import org.wangchuan.platform.custody.RecoveredDevices.Count;
import org.wangchuan.platform.identity.Recoveries.Recovery;
import org.wangchuan.platform.identity.Recoveries.StationLine;

/**
 * How far one company, or one of its sites, is since a restore.
 *
 * @param hasUnconfirmed whether accounts wait for somebody who says that they are still there
 * @param devices those that nobody has found here yet
 * @param isLogDecided whether somebody has decided how the operator's log goes on
 */
public record Standing(
        Recovery recovery, boolean hasUnconfirmed, List<StationLine> stations, Count devices, boolean isLogDecided) {
    public Standing {
        stations = List.copyOf(stations);
    }

    /** Whether a station may still bring what nobody here remembers. */
    public boolean areStationsAwaited() {
        return stations.stream().anyMatch(StationLine::isAwaited);
    }

    /** Whether nothing is left to do; what was looked for in vain stays in doubt all the same. */
    public boolean isOver() {
        return !hasUnconfirmed
                && !areStationsAwaited()
                && stations.stream().noneMatch(StationLine::isUnconfirmed)
                && devices.open() == 0
                && isLogDecided;
    }
}
