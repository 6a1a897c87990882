package org.wangchuan.platform.intake.loss;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * That the device of an order got lost in the company's hands.
 *
 * @param note what a manager wrote to it; searched for personal data before it came here, and shown to people who work here only
 * @param incident the code of the incident that it was reported with
 * @param by the account of who said it
 * @param found its end; absent as long as it lasts
 */
public record Loss(
        UUID order,
        LossReason reason,
        Optional<String> note,
        String incident,
        UUID by,
        Instant at,
        Optional<Found> found) {

    /** That it was found. */
    public record Found(FoundReason reason, Optional<String> note, UUID by, Instant at) {}

    /** Whether it lasts. */
    public boolean isOpen() {
        return found.isEmpty();
    }
}
