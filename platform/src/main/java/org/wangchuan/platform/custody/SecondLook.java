package org.wangchuan.platform.custody;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether somebody who did not erase a device has looked at it, as a sample of all that are cleared asks for. Asked by whatever shows
 * a device; a bean of the module that draws.
 */
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
     * @param isByMachine whether that rests on what a station has read
     * @param isFromAfar whether whoever said it did not see the device
     * @param isByOther whether they are of another company
     * @param without why somebody has looked without one; words under {@code custody.second.without.WITHOUT}
     * @param reads what stations found that read it again, the latest last
     */
    record Said(
            State state,
            Optional<Instant> at,
            boolean isApart,
            boolean isByMachine,
            boolean isFromAfar,
            boolean isByOther,
            Optional<String> without,
            List<Read> reads) {
        public Said {
            reads = List.copyOf(reads);
        }

        /** Without a word of stations. */
        public Said(State state, Optional<Instant> at, boolean isApart) {
            this(state, at, isApart, false, false, false, Optional.empty(), List.of());
        }

        /** As a template may say it: words under {@code custody.second.KEY}. */
        public String key() {
            if (state == State.CONFIRMED && !isApart) {
                return "confirmed-unknown";
            }
            if (state == State.CONFIRMED && isFromAfar) {
                return isByOther ? "confirmed-other" : "confirmed-afar";
            }
            return isByMachine ? state.id() + "-machine" : state.id();
        }

        /** Whether it is not sold yet for it. */
        public boolean isWaiting() {
            return state == State.UNKNOWN || state == State.DRAWN || state == State.NOT_POSSIBLE;
        }

        /** Green only if a second person has looked, who saw the device, and it is known that it was one. */
        public String style() {
            return switch (state) {
                case CONFIRMED -> isApart && !isFromAfar ? "good" : "wait";
                case FOUND -> "bad";
                case UNKNOWN, DRAWN, NOT_POSSIBLE, RELEASED -> "wait";
                case NOT_DRAWN -> "";
            };
        }
    }

    /**
     * What a station found that read a drive again. Of a sample it is no proof of an erasure, and of all of it neither.
     *
     * @param event of its statement
     * @param medium model of the drive, and the last characters of its number
     * @param station its name
     * @param trustPath where the list is that its file is checked with
     * @param isSameStation whether it is the one that erased
     * @param result {@code matches}, {@code differs} or {@code unproven}; words under {@code custody.read.RESULT}
     * @param reasons why it is no match; words under {@code custody.read.reason.REASON}
     * @param recognised by what the drive was known; words under {@code custody.read.recognised.RECOGNISED}
     * @param isSample whether places were drawn, and not all of it read
     * @param tries how often its station had what it needs to begin, so that some may have been cut off; 1 of what a person handed in
     */
    record Read(
            UUID event,
            Instant at,
            String medium,
            String station,
            String trustPath,
            boolean isSameStation,
            String result,
            List<String> reasons,
            String recognised,
            boolean isSample,
            String read,
            String size,
            int tries) {
        public Read {
            reasons = List.copyOf(reasons);
        }

        /** Never green: what it found is one thing, and that a second person has looked another. */
        public String style() {
            return result.equals("differs") ? "bad" : "wait";
        }
    }

    /** What may be said of each of some devices; one that was cleared before there were samples, or never, is not in it. */
    Map<UUID, Said> of(Collection<UUID> devices);

    /** The signed file of what a station found that read a device again, as it came; empty if there is none of this device. */
    Optional<byte[]> file(UUID device, UUID event);
}
