package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Organisations.Site;

/**
 * A drawn device as whoever looks at it sees it.
 *
 * @param order what the device was taken in by; empty for one that no order brought
 * @param said how it stands
 * @param why it is drawn; empty while that is not known
 * @param drawnAt when that was known
 * @param isOwn whether the visitor had a hand in it, and so does not look
 * @param others how many verifiers there are who had none
 * @param release what a manager may let it go for; empty if they may not
 * @param history what second people said of it before, the latest first
 */
public record CheckView(
        Device device,
        Site site,
        Media media,
        Optional<UUID> order,
        SecondLook.Said said,
        Optional<Why> why,
        Optional<Instant> drawnAt,
        boolean isOwn,
        int others,
        Optional<SecondChecks.Release> release,
        List<Past> history) {
    public CheckView {
        history = List.copyOf(history);
    }

    /** What somebody said of it. */
    public record Past(Instant at, String by, Seen.Result result, Seen.Place place, boolean isApart) {}

    /** Whether it waits for somebody who looks. */
    public boolean isOpen() {
        return said.state() == SecondLook.State.DRAWN || said.state() == SecondLook.State.NOT_POSSIBLE;
    }

    /** Whether a manager may give it up. */
    public boolean canBeGivenUp() {
        return said.state() == SecondLook.State.NOT_POSSIBLE;
    }
}
