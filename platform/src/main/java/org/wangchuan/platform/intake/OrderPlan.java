package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.ledger.Durations;

/**
 * How long it takes to erase an order's device.
 *
 * @param handsOnSeconds how long its guided workflow usually takes; absent if the bench erases it
 * @param seen what its site's stations have done by its rule set, and how long that took; of kinds that have not been there nothing
 *     is known
 * @param drives what stations say of the very drives of the device that lie in their lanes
 * @param asksAboutKeys whether the rule set, in its newest version, leaves a clause open after a drive that only destroys its own key
 */
public record OrderPlan(
        Optional<Integer> handsOnSeconds, List<Durations.Seen> seen, List<DriveOutlook> drives, boolean asksAboutKeys) {
    public OrderPlan {
        seen = List.copyOf(seen);
        drives = List.copyOf(drives);
    }

    /** Minutes with the device in hand, rounded up. */
    public int handsOnMinutes() {
        return (handsOnSeconds.orElse(0) + 59) / 60;
    }
}
