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
 * @param offers where its drives may lie, if somebody may ask
 * @param isUnordered whether one of its drives was erased without an order, so that no station can be asked
 */
public record LookView(List<Open> open, List<Past> past, List<Offer> offers, boolean isUnordered) {
    public LookView {
        open = List.copyOf(open);
        past = List.copyOf(past);
        offers = List.copyOf(offers);
    }

    /** How far it is. */
    public enum Step {
        /** Its station has not begun. */
        ASKED,
        /** The drive is there, and the station that erased has not handed over what is needed. */
        FILES,
        /** It is read. */
        READING;

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
     */
    public record Open(
            UUID id,
            String station,
            String lane,
            String eraser,
            Step step,
            Optional<Integer> percent,
            int tries,
            Instant askedAt) {}

    /** One that came to nothing; words under {@code oversight.look.outcome.OUTCOME}. */
    public record Past(Instant at, String station, String outcome, String code, String en, String zh) {}

    /** A lane in which a drive of the device may lie. */
    public record Offer(String value, String station, String lane, String drive, String size, boolean isSame) {}
}
