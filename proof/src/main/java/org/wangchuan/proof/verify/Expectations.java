package org.wangchuan.proof.verify;

import java.time.Instant;
import java.util.Optional;

/**
 * What the person who verifies already knows.
 *
 * @param serial the serial number of the device in hand; a receipt that does not show the same fails
 * @param now by the verifier's clock
 */
public record Expectations(Optional<String> serial, Instant now) {
    /** Nothing but the time. */
    public static Expectations none() {
        return new Expectations(Optional.empty(), Instant.now());
    }
}
