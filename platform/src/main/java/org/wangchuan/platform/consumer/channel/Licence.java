package org.wangchuan.platform.consumer.channel;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * A paper that a company says it has. Nobody outside it has confirmed that here; whether it is in force is worked out when somebody looks.
 *
 * @param authority who issued it, and where it can be asked for
 * @param expiresOn the last day on which it is in force; empty if it names none
 */
public record Licence(
        Kind kind, String number, String scope, String authority, LocalDate validFrom, Optional<LocalDate> expiresOn) {
    /** What it is. */
    public enum Kind {
        /** The filing as one who collects (再生资源回收管理办法 art. 7). */
        FILING,
        /** The qualification of one who processes waste electrical products (Order 551 art. 6). */
        PROCESSING,
        /** The business licence. */
        BUSINESS;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands on a day; none of them says that it is true. */
    public enum State {
        NOT_YET,
        SELF_DECLARED,
        EXPIRED;

        /** Its part of a word's key. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands on this day, at the site. */
    public State on(LocalDate day) {
        if (day.isBefore(validFrom)) {
            return State.NOT_YET;
        }
        return expiresOn.filter(day::isAfter).isPresent() ? State.EXPIRED : State.SELF_DECLARED;
    }
}
