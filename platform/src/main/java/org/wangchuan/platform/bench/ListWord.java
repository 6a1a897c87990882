package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.process.Recently;

/**
 * What a technician has said once for a list: each drive of it that shows the serial number that was noted for it is erased as soon as it
 * lies in a lane.
 *
 * @param station the one that it is for; empty for all of the site
 * @param account whoever said it, and answers for each lane that is chosen by it
 * @param until when it is over, at most {@link #MOST} after it was said
 * @param end empty as long as nobody has ended it; its time may be over all the same, see {@link #isOpen}
 */
public record ListWord(
        UUID id,
        UUID batch,
        UUID site,
        Optional<UUID> station,
        UUID account,
        Instant saidAt,
        Instant until,
        Optional<End> end) {
    /** One shift. */
    public static final Duration MOST = Duration.ofHours(12);

    /** Why it ended; words for each are under {@code bench.auto.end.ID}. */
    public enum Why {
        /** Somebody has ended it. */
        PERSON,
        /** Its time was over. */
        TIME,
        /** Whoever said it can't sign in any more, works elsewhere or is no technician. */
        GONE,
        /** Whoever said it lacks a course. */
        NOT_QUALIFIED,
        /** Its station was put out of service. */
        STATION,
        /** The platform was put back from a back-up. */
        RECOVERY;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Why of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * That it ended.
     *
     * @param by who ended it, if somebody did
     */
    public record End(Instant at, Optional<UUID> by, Why why) {}

    /** Whether lanes are chosen by it now. What bears a time that has not come does not count: a clock was wrong then. */
    boolean isOpen(Instant now) {
        return end.isEmpty() && now.isBefore(until) && Recently.isWithin(saidAt, MOST, now);
    }

    /** Whether it counts at a station. */
    boolean isFor(UUID at) {
        return station.isEmpty() || station.get().equals(at);
    }
}
