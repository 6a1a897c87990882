package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What became of a receipt that verified. */
public sealed interface Recorded {
    /**
     * It is stored, and is about the device of the order.
     *
     * @param serial of the medium, as it was signed
     * @param verdict as it was signed
     * @param beganAt when the station said that it was about to start, by its clock
     * @param issuedAt by the station's clock, which may have been set since it began
     * @param logIndex where it stands in its station's log, which no clock changes
     */
    record Proved(
            UUID eventId,
            Optional<String> serial,
            String verdict,
            boolean isConforming,
            Instant beganAt,
            Instant issuedAt,
            long logIndex)
            implements Recorded {}

    /**
     * It is kept, and proves nothing of the order.
     *
     * @param code why; its words are under {@code ledger.conflict.CODE}
     * @param isHeld whether nothing else is wrong with it than that it says of a phone that something holds it, or that nobody knows
     * @param logIndex where it stands in its station's log
     */
    record Conflicting(String code, boolean isHeld, long logIndex) implements Recorded {}
}
