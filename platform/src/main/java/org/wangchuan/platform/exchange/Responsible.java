package org.wangchuan.platform.exchange;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * How it stands with whoever answers for a key.
 *
 * @param lastDay on which they may act, or might; absent if nothing ends it
 */
public record Responsible(State state, Optional<LocalDate> lastDay) {
    static final Responsible NONE = new Responsible(State.NONE, Optional.empty());

    /** The kinds; words for all but the first two are under {@code exchange.responsible.ID}. */
    public enum State {
        /** The key registers nothing, so nobody has to. */
        NONE,
        GOOD,
        /** They will lack a course soon, and before the key is over. */
        ENDS,
        /** They lack a course: the key registers nothing. */
        NOT_QUALIFIED,
        /** Their account has ended or sleeps, or they work elsewhere or as something else: the key registers nothing. */
        GONE;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the key registers nothing any more. */
    public boolean isBroken() {
        return state == State.GONE || state == State.NOT_QUALIFIED;
    }

    /** Whether there is something to be told. */
    public boolean isTold() {
        return isBroken() || state == State.ENDS;
    }
}
