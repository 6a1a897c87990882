package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What stations are asked to read of a drawn device, as its page shows it.
 *
 * @param past those that came to nothing, the latest first
 * @param kept what stations have signed and could not be taken, the latest first
 * @param offers where its drives may lie, if somebody may ask
 * @param unasked why no station can be asked for one of its drives
 */
public record LookView(
        List<Open> open, List<Past> past, List<Kept> kept, List<Offer> offers, Optional<Unasked> unasked) {
    public LookView {
        open = List.copyOf(open);
        past = List.copyOf(past);
        kept = List.copyOf(kept);
        offers = List.copyOf(offers);
    }

    /** Why no station can be asked; words under {@code oversight.problem.CODE}. */
    public enum Unasked {
        /** It was erased without an order. */
        LOOK_NO_ORDER,
        /** The station that erased it has ended. */
        LOOK_NO_ERASER
    }

    /** Whether there is nothing to tell. */
    public boolean isEmpty() {
        return open.isEmpty() && past.isEmpty() && kept.isEmpty();
    }

    /** How far it is. */
    public enum Step {
        /** Its station has not begun. */
        ASKED,
        /** The drive is there, and the station that erased has not handed over what is needed. */
        FILES,
        /** It is read. */
        READING,
        /** It was read, and its answer can't be taken now: its station brings it again. */
        HELD;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One that is not over.
     *
     * @param percent how far it has read
     * @param tries how often it was begun
     * @param isOurs whether whoever looks at the page may take it back
     */
    public record Open(
            UUID id,
            String station,
            String lane,
            String eraser,
            Step step,
            Optional<Integer> percent,
            int tries,
            Instant askedAt,
            boolean isOurs) {}

    /**
     * One that came to nothing; words under {@code oversight.station.outcome.OUTCOME}.
     *
     * @param station whose word it is, or that was to read
     * @param tries how often it was begun
     * @param by who took it back, if they are of the company of whoever looks at the page
     * @param company that of whoever took it back, if it is another one
     */
    public record Past(
            Instant at,
            String station,
            String outcome,
            String code,
            String en,
            String zh,
            int tries,
            Optional<String> by,
            Optional<String> company) {
        /** Whether its code is one of this page's, and no station's word. */
        public boolean isOurs() {
            return outcome.equals("overtaken") || outcome.equals("not_taken") || outcome.equals("used");
        }
    }

    /**
     * An answer that could not be taken.
     *
     * @param result what it says, if it truly is that station's answer; words under {@code oversight.answer.RESULT}
     * @param code why not; words under {@code oversight.problem.CODE}
     * @param isUnseen whether it says that something else is there, and nobody has seen to it
     */
    public record Kept(
            UUID id,
            Instant at,
            String station,
            Optional<String> result,
            String code,
            String expected,
            String found,
            boolean isUnseen) {}

    /** A lane in which a drive of the device may lie. */
    public record Offer(String value, String station, String lane, String drive, String size, boolean isSame) {}
}
