package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.ledger.Hands;

/**
 * Why somebody does not look at a device as a second person.
 *
 * @param works what they did themselves to what proves it now
 * @param hadAHand whether they began an erasure of it, or had a hand in what proved it before
 * @param until a minute in which it has ended by itself; empty if it doesn't
 */
public record KeptOut(List<Hands.Work> works, boolean hadAHand, Optional<Instant> until) {
    public KeptOut {
        works = List.copyOf(works);
    }

    /** By what they did. */
    static KeptOut byWork(List<Hands.Work> works) {
        return new KeptOut(works, works.isEmpty(), Optional.empty());
    }

    /** By a link alone: their account may be that of somebody who had a hand in it. */
    static KeptOut byLink(Optional<Instant> until) {
        // Pages show minutes: whoever comes in the one that they read is not refused.
        return new KeptOut(List.of(), false, until.map(at -> at.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES)));
    }

    /** Words for each reason: {@code oversight.own.KEY}; with the time for {@code link}. */
    public List<String> keys() {
        if (!works.isEmpty()) {
            return works.stream().map(Hands.Work::id).toList();
        }
        return List.of(hadAHand ? "before" : until.isPresent() ? "link" : "link-before");
    }
}
