package org.wangchuan.proof.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the person who verifies already knows, or insists on.
 *
 * @param serial the serial number of the device in hand; a receipt that does not show the same fails
 * @param now by the verifier's clock
 * @param checkpointAgeMax how long ago a certificate may have been witnessed; absent for any time
 * @param statusAgeMax how old a status list may be, by times that witnesses prove; with it, a certificate without a
 *     list that proves its age fails. Absent for any age, or no list
 */
public record Expectations(
        Optional<String> serial, Instant now, Optional<Duration> checkpointAgeMax, Optional<Duration> statusAgeMax) {
    /** Without limits of age. */
    public Expectations(Optional<String> serial, Instant now) {
        this(serial, now, Optional.empty(), Optional.empty());
    }

    /** Nothing but the time. */
    public static Expectations none() {
        return new Expectations(Optional.empty(), Instant.now());
    }
}
