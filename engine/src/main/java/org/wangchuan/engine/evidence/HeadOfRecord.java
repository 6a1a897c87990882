package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record that goes as far as a plan says of its medium, with what was done since about areas that it hides.
 *
 * @param seen as it was opened
 * @param first what was found of hidden areas then
 * @param again what was found later, and at what size
 */
public record HeadOfRecord(
        MediumFacts seen, Event.HiddenAreas first, Event.PlanChosen plan, Optional<HiddenAreaEvent.LookedAgain> again) {

    /** Empty if the record does not go so far. */
    public static Optional<HeadOfRecord> in(List<Event> events) {
        @Nullable MediumFacts seen = null;
        Event.@Nullable HiddenAreas first = null;
        Event.@Nullable PlanChosen plan = null;
        Optional<HiddenAreaEvent.LookedAgain> again = Optional.empty();
        for (Event event : events) {
            if (event instanceof Event.MediumSeen(MediumFacts medium)) {
                seen = medium;
            } else if (event instanceof Event.HiddenAreas found) {
                first = found;
            } else if (event instanceof Event.PlanChosen chosen) {
                plan = chosen;
            } else if (event instanceof HiddenAreaEvent.LookedAgain looked) {
                again = Optional.of(looked);
            }
        }
        return seen == null || first == null || plan == null
                ? Optional.empty()
                : Optional.of(new HeadOfRecord(seen, first, plan, again));
    }

    static HeadOfRecord of(List<Event> events) {
        return in(events).orElseThrow(() -> new IllegalStateException("a record without a plan"));
    }

    /** As it is erased. */
    public MediumFacts medium() {
        return again.map(looked -> seen.withCapacity(looked.capacityBytes())).orElse(seen);
    }

    /** With all that it has by its answers of before anything was done; where nothing is taken away, what could be addressed then. */
    public MediumFacts wholeMedium() {
        return takesAway() ? seen.withCapacity(seen.capacityBytes() + first.hiddenBytes()) : seen;
    }

    /** What was found last. */
    public Event.HiddenAreas hidden() {
        return again.map(HiddenAreaEvent.LookedAgain::found).orElse(first);
    }

    /** Whether hidden areas are to be taken away. */
    public boolean takesAway() {
        return !plan.hiddenAreas().isEmpty();
    }

    /** Whether that is still to be done, or to be looked at. */
    public boolean stillToTakeAway() {
        return takesAway() && again.isEmpty();
    }

    /**
     * Whether at this size it hides again a part that it had been made to show, as some computers set it anew each time that they start: less than when it
     * was looked at again, and no less than at first.
     */
    public boolean hidesAgain(long capacityBytes) {
        return again.isPresent() && capacityBytes >= seen.capacityBytes() && capacityBytes < medium().capacityBytes();
    }

    /** Whether the medium may have this size now: while an area is being taken away any from that of before on. */
    public boolean mayHave(long capacityBytes) {
        return stillToTakeAway()
                ? capacityBytes >= seen.capacityBytes()
                        && capacityBytes <= wholeMedium().capacityBytes()
                : capacityBytes == medium().capacityBytes();
    }
}
