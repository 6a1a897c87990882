package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with an erasure that a station has begun and not ended; of a phone on a cable also before it has begun.
 *
 * @param step of a phone what is due, one of {@link PhoneTurnReader#STEPS}, as the station last said
 * @param progress as the station last said; empty if it has said nothing yet
 * @param isSilent whether the station has not been heard of for a while: then what it said last is old
 */
public record Standing(Optional<Progress> progress, boolean isSilent, Optional<String> step) {
    /** Stations tell each second how far they are; who has missed so many is not heard of. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    /** Of an order's last task; empty unless a station has claimed it and not ended it, or is at a phone already. */
    static Optional<Standing> of(Task last, Optional<String> step, Instant now) {
        if (last.isPhone()) {
            // What it tells, it tells when it changes: that it is silent for a while says nothing.
            return last.isOpen() ? Optional.of(new Standing(Optional.empty(), false, step)) : Optional.empty();
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
}
