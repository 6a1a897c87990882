package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How it stands with an erasure that a station has begun and not ended; of a phone on a cable also before it has begun.
 *
 * @param step of a phone what is due: one of {@link PhoneTurnReader#STEPS} or {@link PhoneTurnReader#OTHER}, as the station last said; {@code
 *     ready} and {@code begun} where that would say too much
 * @param progress as the station last said; empty if it has said nothing yet
 * @param isSilent whether the station has not been heard of for a while: then what it said last is old
 */
public record Standing(Optional<Progress> progress, boolean isSilent, Optional<String> step) {
    /** Stations tell each second how far they are; who has missed so many is not heard of. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    /** Of a phone they tell how it stands every 25 seconds, also if nothing changed. */
    private static final Duration PHONE_SILENT = Duration.ofSeconds(60);

    /** Steps before anything can be set off. */
    private static final Set<String> BEFORE = Set.of("look", "consent", "read", "choose");

    /** Of an order's last task; empty unless a station has claimed it and not ended it, or is at a phone already. */
    static Optional<Standing> of(Task last, Optional<PhoneCourses.Step> told, Instant now) {
        if (last.isPhone()) {
            return last.isOpen()
                    ? Optional.of(new Standing(
                            Optional.empty(),
                            isSilent(last, told.map(PhoneCourses.Step::at), now),
                            step(last, told.map(PhoneCourses.Step::step))))
                    : Optional.empty();
        }
        if (last.state() != Task.State.CLAIMED) {
            return Optional.empty();
        }
        boolean isSilent = last.progress()
                .map(Progress::at)
                .or(last::claimedAt)
                .filter(at -> at.plus(SILENT).isBefore(now))
                .isPresent();
        return Optional.of(new Standing(last.progress(), isSilent, Optional.empty()));
    }

    /**
     * Whether a phone's station has told nothing of it for a while; of one that was chosen and never told of, it is not known whether it was
     * ever heard of.
     *
     * @param toldAt when it last told how it stands, changed or not
     */
    static boolean isSilent(Task phone, Optional<Instant> toldAt, Instant now) {
        return toldAt.or(phone::claimedAt)
                .filter(at -> at.plus(PHONE_SILENT).isBefore(now))
                .isPresent();
    }

    /**
     * What can be said of a phone's step. A station tells that it is at the reset before it asks whether it may: nothing is set off until it has
     * begun. And once it has, that nothing was changed is not said any more.
     */
    private static Optional<String> step(Task phone, Optional<String> told) {
        boolean isBegun = phone.state() == Task.State.CLAIMED;
        boolean isBefore = told.filter(BEFORE::contains).isPresent();
        if (isBegun) {
            return told.isEmpty() || isBefore ? Optional.of("begun") : told;
        }
        return told.map(step -> isBefore ? step : "ready");
    }
}
