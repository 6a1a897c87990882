package org.wangchuan.platform.custody;

import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether somebody who did not erase a device has looked at it, as a sample of all that are cleared asks for. Asked by whatever shows
 * a device; a bean of the module that draws.
 */
@FunctionalInterface
public interface SecondLook {
    /** How it stands. */
    enum State {
        /** It is not known yet whether it is drawn: the log has to have it first. */
        UNKNOWN,
        /** It was not drawn: nobody else looks at it. */
        NOT_DRAWN,
        /** It was drawn, and waits. */
        DRAWN,
        /** Somebody else looked, and found nothing. */
        CONFIRMED,
        /** Somebody else looked, and found something. */
        FOUND,
        /** Somebody else tried, and could not look. */
        NOT_POSSIBLE,
        /** It was drawn, and let go without: nobody else was there. */
        RELEASED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What may be said of a device.
     *
     * @param at when somebody looked, or let it go; else empty
     * @param isApart whether it is known of each erasure who began it, so that whoever looked was somebody else; true if nobody has looked
     */
    record Said(State state, Optional<Instant> at, boolean isApart) {
        /** As a template may say it: words under {@code custody.second.KEY}. */
        public String key() {
            return state == State.CONFIRMED && !isApart ? "confirmed-unknown" : state.id();
        }

        /** Whether it is not sold yet for it. */
        public boolean isWaiting() {
            return state == State.UNKNOWN || state == State.DRAWN || state == State.NOT_POSSIBLE;
        }

        /** Green only if a second person has looked, and it is known that it was one. */
        public String style() {
            return switch (state) {
                case CONFIRMED -> isApart ? "good" : "wait";
                case FOUND -> "bad";
                case UNKNOWN, DRAWN, NOT_POSSIBLE, RELEASED -> "wait";
                case NOT_DRAWN -> "";
            };
        }
    }

    /** What may be said of each of some devices; one that was cleared before there were samples, or never, is not in it. */
    Map<UUID, Said> of(Collection<UUID> devices);
}
