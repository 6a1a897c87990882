package org.wangchuan.platform.custody;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How it stands with SIM and memory card of a phone.
 *
 * @param isAsked whether anybody has to account for them; not of what was over before it was asked for
 * @param isCounted whether the last account holds: nobody has seen anything since that it does not explain
 * @param said the last account; empty as long as there is none
 * @param seen what was seen, the earliest first
 * @param isCardBegun whether a station has begun with its memory card
 * @param last the number of what came last of all this: a form that shows an earlier one is out of date. 0 if nothing came
 */
public record CardsSaid(
        boolean isAsked, boolean isCounted, Optional<Said> said, List<Seen> seen, boolean isCardBegun, long last) {
    /** What can be seen. */
    public enum Kind {
        SIM,
        /** A profile that is in no tray: a phone's own system alone tells of one. */
        ESIM,
        CARD,
        /** Somebody saw that something stays inside. */
        SOMETHING;

        /** Whether it is a SIM of either kind, which is no medium of its own here. */
        public boolean isSim() {
            return this == SIM || this == ESIM;
        }

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who has seen it. */
    public enum By {
        /** The phone's own system, over its cable. */
        PHONE,
        /** Somebody who looked. */
        PERSON;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An account.
     *
     * @param isAgainstSeen whether it says that there was nothing, and something had been seen: a manager's word
     */
    public record Said(long number, CardAccount account, boolean isAgainstSeen, UUID by, Instant at) {}

    /**
     * That something was seen in it.
     *
     * @param isAgainst whether the account before it, if there was one, did not explain it then
     */
    public record Seen(long number, Kind kind, By by, boolean isAgainst, Instant at) {}

    public CardsSaid {
        seen = List.copyOf(seen);
    }

    /** What was seen after the last account, and what that does not explain. */
    public List<Seen> unexplained() {
        return said.isEmpty()
                ? List.of()
                : seen.stream()
                        .filter(one -> one.number() > said.get().number())
                        .filter(Seen::isAgainst)
                        .toList();
    }

    /**
     * Whether that something of this kind is shown says anything that is not known: it speaks against an account that holds, or nothing of the kind was seen since
     * the last one.
     */
    public boolean isNews(Kind kind) {
        boolean speaksAgainst = holds().filter(account -> !account.explainsLater(kind, isCardBegun))
                .isPresent();
        long since = said.map(Said::number).orElse(0L);
        return speaksAgainst || seen.stream().noneMatch(one -> one.kind() == kind && one.number() > since);
    }

    /** The account, if it holds. */
    public Optional<CardAccount> holds() {
        return isCounted ? said.map(Said::account) : Optional.empty();
    }

    /** Whether somebody has still to account for them. */
    public boolean isOpen() {
        return isAsked && !isCounted;
    }
}
