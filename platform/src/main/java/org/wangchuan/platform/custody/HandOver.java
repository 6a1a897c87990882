package org.wangchuan.platform.custody;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sealed devices that go to a licensed processor. What stands here of the licence is as it was then.
 *
 * @param wasConfirmed whether a manager had seen the licence
 * @param manifestDigest SHA-256 in hex of what is handed over, to whom
 */
public record HandOver(
        UUID id,
        String code,
        UUID site,
        UUID processor,
        String licenceName,
        String licenceNumber,
        LocalDate licenceExpiresOn,
        boolean wasConfirmed,
        String manifestDigest,
        State state,
        Optional<Signature> given,
        Optional<Signature> taken,
        List<Item> items,
        Instant createdAt) {
    public HandOver {
        items = List.copyOf(items);
    }

    /** Where it is. */
    public enum State {
        OPEN,
        SIGNED,
        /** Given up, or too many wrong names. */
        OVER;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One side's: a name at work of ours, the name on the licence of theirs; no civil name. */
    public record Signature(String name, Instant at) {}

    /** One bag. */
    public record Item(UUID device, String deviceCode, String bagNumber, Optional<Destruction> destruction) {}

    /**
     * What the processor states of the data-bearing part.
     *
     * @param reference of their statement
     * @param part what was destroyed
     * @param byProcessor whether they said it here by their own link; else somebody here recorded what they sent
     */
    public record Destruction(String reference, String part, LocalDate on, Instant recordedAt, boolean byProcessor) {}
}
