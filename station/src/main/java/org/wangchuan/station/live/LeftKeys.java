package org.wangchuan.station.live;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.station.home.StationHome;

/**
 * Keys of orders that have nothing more to sign. They are looked for at each start, in the folders for people as well as where people see nothing: a start can be cut off
 * anywhere, and a folder that people see can be taken away.
 *
 * @param marks what was begun
 * @param now by this computer's clock, which nobody vouches for
 */
public record LeftKeys(OrderMarks marks, Instant now) {
    /** Of orders that were begun, the keys in the folders for people: their stations have them, or have signed nothing and never will. */
    public void destroyIn(List<LiveOrderFolder> folders) throws IOException {
        for (LiveOrderFolder folder : folders) {
            try {
                if (folder.isBegun() || marks.isBegun(folder.read().id())) {
                    folder.destroyKeys();
                }
            } catch (LiveOrderRefusedException _) {
                // What is wrong with it is said where orders that were not begun are looked for.
            }
        }
    }

    /**
     * Of the station of an order, where no job is open that it could sign for, or the time is over for which its keys count. That is then recorded as an end: nobody goes
     * on with it unasked.
     *
     * @param id the order, as the station's folder is called
     * @param isOver whether no job of that station is open
     */
    public void destroyOf(UUID id, StationHome home, boolean isOver) throws IOException {
        if (!LiveOrderFolder.hasKeys(home) || (!isOver && !isPast(home))) {
            return;
        }
        marks.end(id, LiveOrderFolder.said(id, now));
        LiveOrderFolder.destroyKeys(home);
    }

    private boolean isPast(StationHome home) throws IOException {
        Optional<LiveOrder> order = LiveOrderFolder.kept(home);
        return order.isPresent()
                && now.getEpochSecond() > order.get().delegated().endSeconds();
    }
}
