package org.wangchuan.platform.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A key of a program, without its secret.
 *
 * @param site the only one that it is for; absent for all of the company
 * @param prefix what people tell it by
 * @param responsible in whose name it takes devices in; there if and only if it may
 * @param endsAt from when on it opens nothing
 * @param usedAt when it was last shown, to the minute; absent if never
 */
public record ApiKey(
        UUID id,
        UUID organisation,
        Optional<UUID> site,
        String name,
        String prefix,
        List<Scope> scopes,
        Optional<UUID> responsible,
        Instant endsAt,
        Optional<Instant> usedAt,
        State state) {
    public ApiKey {
        scopes = List.copyOf(scopes);
    }

    /** Whether it still counts. */
    public enum State {
        ACTIVE,
        REVOKED,
        /** The platform was put back since, and nobody has said that it is still good. */
        UNCONFIRMED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether its time is over. */
    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    /** Whether it lets a program in, or would once somebody says that it is still good. */
    boolean counts(Instant now) {
        return state != State.REVOKED && !isOver(now);
    }

    /** As it is shown: its state, or that its time is over. */
    public String standing(Instant now) {
        return state == State.ACTIVE && isOver(now) ? "over" : state.id();
    }

    /** Whether what belongs to this site is this key's to see. */
    boolean worksAt(UUID asked) {
        return site.isEmpty() || site.get().equals(asked);
    }
}
