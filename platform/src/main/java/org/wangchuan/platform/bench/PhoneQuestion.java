package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** What a station asks the people at a phone. An answer is for this very question, and for no later one. */
public sealed interface PhoneQuestion {
    /** The question's number. */
    UUID id();

    /**
     * Something that was waited for did not come.
     *
     * @param missing one of {@link PhoneTurnReader#WANTED}
     * @param isWithout whether there is a way on without it
     */
    record GoesOn(UUID id, String missing, boolean isWithout) implements PhoneQuestion {
        /** The answers that can be given, in the order in which they are shown. */
        public List<String> answers() {
            return isWithout ? List.of("again", "without", "end") : List.of("again", "end");
        }
    }

    /**
     * In which way the phone is to be erased.
     *
     * @param locks what may hold the phone, with what was found, what was not, and what nobody knows; empty of a station that does not tell
     * @param parts what its owner has still to do
     * @param obstacles what stands against all ways
     */
    record Choose(
            UUID id,
            List<Lock> locks,
            List<Part> parts,
            List<Offer> offers,
            List<LeftOut> leftOut,
            List<PhoneSaid> obstacles)
            implements PhoneQuestion {
        public Choose {
            locks = List.copyOf(locks);
            parts = List.copyOf(parts);
            offers = List.copyOf(offers);
            leftOut = List.copyOf(leftOut);
            obstacles = List.copyOf(obstacles);
        }
    }

    /**
     * Something that may hold a phone.
     *
     * @param state of {@link PhoneTurnReader#LOCKS}
     * @param because what it was found by, or by what it is known that there is none
     */
    record Lock(String code, PhoneSaid said, String state, List<PhoneSaid> because) {
        public Lock {
            because = List.copyOf(because);
        }
    }

    /** What an owner has still to do, and why. */
    record Part(String code, PhoneSaid said, Optional<PhoneSaid> because) {}

    /**
     * A way that can be chosen.
     *
     * @param technique its id
     * @param time how long it takes, as far as anybody can tell
     * @param reaches the best verdict that it can prove: {@code cleared} or {@code purged}; empty for none
     * @param isTried whether it was ever tried on a real phone
     * @param isFilling whether it fills the storage
     * @param isByHand whether somebody sets it off on the screen
     * @param leaves what it does not reach
     * @param clauses what each clause of the rule set could be at the best
     */
    record Offer(
            String technique,
            PhoneSaid said,
            Time time,
            Optional<String> reaches,
            boolean isTried,
            boolean isFilling,
            boolean isByHand,
            List<PhoneSaid> leaves,
            List<Clause> clauses) {
        public Offer {
            leaves = List.copyOf(leaves);
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * How long a way takes: an estimate, not a measurement.
     *
     * @param leastSeconds the shortest
     * @param mostSeconds the longest, no less
     * @param isOpen whether that is without a fill of which nobody knows how long it takes
     */
    record Time(long leastSeconds, long mostSeconds, boolean isOpen) {
        private static final int MINUTE = 60;

        /** The shortest in minutes, rounded up. */
        public long leastMinutes() {
            return minutes(leastSeconds);
        }

        /** The longest in minutes, rounded up. */
        public long mostMinutes() {
            return minutes(mostSeconds);
        }

        /** The words for it, which take both. */
        public String key() {
            if (isOpen) {
                return "bench.phone.minutes.open";
            }
            return leastMinutes() == mostMinutes() ? "bench.phone.minutes" : "bench.phone.minutes.between";
        }

        private static long minutes(long seconds) {
            return Math.max(1, Math.ceilDiv(seconds, MINUTE));
        }
    }

    /** A clause, and what it could be at the best: one of {@link PhoneTurnReader#STATES}. */
    record Clause(PhoneSaid said, String state) {}

    /** A way that can't be chosen, and what is missing for it. */
    record LeftOut(PhoneSaid said, List<PhoneSaid> missing) {
        public LeftOut {
            missing = List.copyOf(missing);
        }
    }

    /**
     * What only people can see of the phone: once it was reset, or which system it runs, before that.
     *
     * @param asks of {@link PhoneTurnReader#SEEN}, each once
     */
    record Observe(UUID id, List<String> asks) implements PhoneQuestion {
        public Observe {
            asks = List.copyOf(asks);
        }

        /** Whether nothing but the system is asked, of a phone that is not read. */
        public boolean isOfSystem() {
            return asks.equals(List.of("system"));
        }

        /** What can be said of something that is asked. */
        public List<String> words(String asked) {
            return PhoneTurnReader.SEEN.getOrDefault(asked, List.of());
        }
    }

    /** One of a newer station, that can't be shown here and has no answer. */
    record Unknown(UUID id) implements PhoneQuestion {}

    /** The answer as a station is told it; empty if it is none to this question. */
    default Optional<JsonValue.Obj> answer(PhoneAnswer said) {
        return switch (this) {
            case GoesOn asked ->
                said.goesOn()
                        .filter(asked.answers()::contains)
                        .map(word -> Json.object().put("answer", word).build());
            case Choose asked ->
                said.technique()
                        .filter(way -> way.isEmpty()
                                || asked.offers().stream()
                                        .anyMatch(offer -> offer.technique().equals(way)))
                        .map(way -> Json.object().put("technique", way).build());
            case Observe asked ->
                said.seen(asked.asks())
                        .map(seen -> Json.object().put("seen", seen).build());
            case Unknown _ -> Optional.empty();
        };
    }
}
