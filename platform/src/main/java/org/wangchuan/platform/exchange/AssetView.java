package org.wangchuan.platform.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is true of a device that a program has registered, worked out when it was asked for. Its members are those of the JSON.
 *
 * @param device the code on its label here
 * @param state of its order
 * @param deviceState where it is in its life
 * @param result what became of it by now
 * @param verdict the worst that is said of it now; absent while nothing is to be said
 * @param unmet clauses of the rule that are not met, or not known to be
 * @param doubts why a good verdict is not what is true now
 * @param conflicts how many receipts came for it that nothing rests on
 * @param changedAt when an event last told of it
 * @param computedAt the moment that all of this holds for
 */
record AssetView(
        String externalId,
        UUID id,
        UUID site,
        String batch,
        UUID list,
        String device,
        String order,
        String kind,
        String make,
        String model,
        Optional<String> serialTail,
        Instant registeredAt,
        Instant changedAt,
        String state,
        String deviceState,
        String result,
        Optional<String> verdict,
        boolean isConforming,
        List<String> unmet,
        List<String> doubts,
        int conflicts,
        Gate gate,
        List<Proof> statements,
        Instant computedAt) {

    /**
     * Whether it may be sold or reused.
     *
     * @param why it may not, as codes; empty if and only if it is open
     */
    record Gate(boolean isOpen, List<String> why) {}

    /**
     * A signed statement about one of its media: the last.
     *
     * @param digest SHA-256 of the signed statement, in hexadecimal
     * @param receipt where the receipt is
     * @param certificate where the certificate is; absent as long as there is none
     */
    record Proof(
            UUID id,
            String digest,
            String medium,
            Optional<String> serialTail,
            String verdict,
            boolean isConforming,
            Instant issuedAt,
            String receipt,
            Optional<String> certificate) {}
}
