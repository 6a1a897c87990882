package org.wangchuan.station.live;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.wangchuan.station.home.StationHome;

/**
 * Keys of orders that have nothing more to sign. They are looked for at each start, in the folders for people as well as where people see nothing: a start can be cut off
 * anywhere, and a folder that people see can be taken away. What can't be read is an error, and destroys nothing.
 *
 * @param marks what was begun
 * @param now by this computer's clock, which nobody vouches for: it is written down, and destroys nothing
 */
public record LeftKeys(OrderMarks marks, Instant now) {
    /** Of an order that was begun, the keys in the folder for people: its station has them, or has signed nothing and never will. */
    public void destroyIn(LiveOrderFolder folder) throws IOException {
        try {
            if (folder.isBegun()
                    || (folder.isThere() && marks.isBegun(folder.read().id()))) {
                folder.destroyKeys();
            }
        } catch (LiveOrderRefusedException _) {
            // What is wrong with it is said where orders that were not begun are looked for.
            return;
        }
    }

    /**
     * Of the station of an order, where no job is open that it could sign for. That is then recorded as an end: nobody goes on with it unasked. As long as one is open
     * the keys stay, whatever the clock says: one that is ahead would take away what nothing brings back.
     *
     * @param id the order, as the station's folder is called
     * @param isOver whether no job of that station is open
     */
    public void destroyOf(UUID id, StationHome home, boolean isOver) throws IOException {
        if (!isOver || !LiveOrderFolder.hasKeys(home)) {
            return;
        }
        marks.end(id, LiveOrderFolder.said(id, now));
        LiveOrderFolder.destroyKeys(home);
    }

    /** Of a station that signs by nobody's order, where no job is open: what it has signed stands, and whoever has the stick later signs nothing by it. */
    public static void destroyOf(StationHome home, boolean isOver) throws IOException {
        if (isOver && LiveOrderFolder.hasKeys(home)) {
            LiveOrderFolder.destroyKeys(home);
        }
    }
}
