package org.wangchuan.proof.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Between which times a statement was made, by the clocks of a quorum of witnesses.
 *
 * @param notEarlier absent if nothing shows that it is not older
 * @param notLater when it was in the log at the latest
 */
public record TimeInterval(Optional<Instant> notEarlier, Instant notLater) {
    /** Whether it ends before it begins: some witness's clock is wrong, and neither end is proved. */
    public boolean isContradictory() {
        return notEarlier.isPresent() && notEarlier.get().isAfter(notLater);
    }

    /** Whether both ends are known, fit together, and are no further apart than this. */
    public boolean isWithin(Duration most) {
        return notEarlier.isPresent()
                && !isContradictory()
                && Duration.between(notEarlier.get(), notLater).compareTo(most) <= 0;
    }
}
