package org.wangchuan.platform.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An address that events are sent to.
 *
 * @param site whose events; absent for all of the company
 * @param failingSince since when the address has failed and has taken nothing; absent if it did, or only single events were refused
 * @param resumeAt before when nothing more is sent to it, since it failed; absent if it is not held back
 * @param problem what became of the last, if it did not go well: {@code HTTP_500}, {@code TIMED_OUT} and so on
 * @param last the number of the last event that was made for it
 * @param waiting how many wait to be sent
 * @param givenUp how many are not tried any more by themselves
 */
public record Webhook(
        UUID id,
        UUID organisation,
        Optional<UUID> site,
        String url,
        List<String> types,
        State state,
        Instant madeAt,
        Optional<Instant> failingSince,
        Optional<Instant> triedAt,
        Optional<Instant> resumeAt,
        Optional<String> problem,
        long last,
        long waiting,
        long givenUp) {
    public Webhook {
        types = List.copyOf(types);
    }

    /** Whether something is sent to it. */
    public enum State {
        ACTIVE,
        /** By somebody's word. */
        OFF,
        /** Nothing had gone well for days. */
        FAILED,
        /** The platform was put back since, and nobody has said that the address is still the same one's. */
        UNCONFIRMED,
        REMOVED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Host and path: what follows a question mark may be a secret, and is shown nowhere. */
    public String shown() {
        java.net.URI plain = java.net.URI.create(url);
        return plain.getScheme() + "://" + plain.getRawAuthority()
                + (plain.getRawPath() == null ? "" : plain.getRawPath());
    }

    /** How it is marked on pages. */
    public String tone() {
        return switch (state) {
            case ACTIVE -> failingSince.isPresent() || problem.isPresent() ? "wait" : "good";
            case OFF, REMOVED -> "off";
            case FAILED -> "bad";
            case UNCONFIRMED -> "wait";
        };
    }

    /**
     * One event on its way to it.
     *
     * @param dueAt when it is tried again, as long as it waits
     */
    public record Delivery(
            long sequence,
            UUID event,
            String type,
            String externalId,
            String state,
            int attempts,
            Instant dueAt,
            Optional<Instant> triedAt,
            Optional<String> problem) {}
}
