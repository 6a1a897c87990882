package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** What a step of an incident says. Kept as JSON for good: a component is never renamed, and what is new is optional. */
public sealed interface Entry {
    /** The name of a step, in the order in which they usually come. */
    enum What {
        REPORTED(Reported.class),
        ACCEPTED(Accepted.class),
        DISMISSED(Dismissed.class),
        DESCRIBED(Described.class),
        ASSESSED(Assessed.class),
        SELECTED(Selected.class),
        REMOVED(Removed.class),
        HANDLED(Handled.class),
        SENT(Sent.class),
        NOT_REQUIRED(NotRequired.class),
        RELEASED(Released.class),
        LESSON(Lesson.class),
        LESSON_DONE(LessonDone.class),
        HELD(Held.class),
        CLOSED(Closed.class),
        REOPENED(Reopened.class),
        LOST(Lost.class),
        COMPLAINTS(Complaints.class),
        TELLING_ASKED(TellingAsked.class),
        TELLING_ALLOWED(TellingAllowed.class);

        private final Class<? extends Entry> type;

        What(Class<? extends Entry> type) {
            this.type = type;
        }

        Class<? extends Entry> type() {
            return type;
        }

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How something is told. */
    enum Way {
        /** The authority's own system. */
        AUTHORITY_SYSTEM,
        PHONE,
        LETTER,
        MAIL,
        IN_PERSON,
        /** The owner's page, by the link that they have. */
        OWNER_PAGE,
        /** In public, where nobody else can be reached. */
        PUBLIC_NOTICE;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How those whom it concerns are found. */
    enum By {
        ORDERS,
        DEVICES,
        SITE,
        READER,
        LIST,
        HAND_OVER,
        /** Who complained to a site without an order. */
        COMPLAINTS;

        /** Whether it asks for days, and not for codes. */
        public boolean isOfDays() {
            return this == SITE || this == READER || this == COMPLAINTS;
        }

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many persons are counted after it, where it changes that. */
    default OptionalLong personsCounted() {
        return switch (this) {
            case Selected selected -> OptionalLong.of(selected.persons());
            case Removed removed -> OptionalLong.of(removed.persons());
            case Complaints complaints -> OptionalLong.of(complaints.persons());
            default -> OptionalLong.empty();
        };
    }

    /** Somebody suspects something. */
    record Reported(String kind, String facts, Instant found) implements Entry {}

    /** It is an incident, or may be one. */
    record Accepted() implements Entry {}

    /** It is none. */
    record Dismissed(String reason) implements Entry {}

    /** What is known by now; each takes the place of the one before. */
    record Described(Description description) implements Entry {}

    /**
     * How grave it is.
     *
     * @param persons how many there are, if it is known better than by counting orders
     * @param larger whether it is of the highest level for another reason than their number
     */
    record Assessed(Optional<Long> persons, boolean larger, String basis) implements Entry {}

    /**
     * Orders that it concerns were found.
     *
     * @param site whose they are; with {@link By#SITE} and {@link By#READER}
     * @param account who read
     * @param codes of orders, devices, a list or a hand-over, as they were typed
     * @param found how many there are
     * @param added how many of them were not in before
     * @param without how many persons were found that have no order here; with {@link By#READER}
     * @param persons how many are counted after it
     * @param orders SHA-256 over the ids that were added, as the table sorts them
     */
    record Selected(
            By by,
            Optional<UUID> site,
            Optional<UUID> account,
            Optional<Instant> since,
            Optional<Instant> until,
            List<String> codes,
            int found,
            int added,
            long without,
            long persons,
            String orders)
            implements Entry {
        public Selected {
            codes = List.copyOf(codes);
        }
    }

    /**
     * Orders that it does not concern after all.
     *
     * @param persons how many are counted after it
     * @param orders SHA-256 over the ids that were taken out
     */
    record Removed(List<String> codes, int removed, String reason, long persons, String orders) implements Entry {
        public Removed {
            codes = List.copyOf(codes);
        }
    }

    /** It has been dealt with. */
    record Handled(Instant when) implements Entry {}

    /** Somebody was told. */
    record Sent(String duty, Instant when, Way way, String to, String reference) implements Entry {}

    /** A duty is none here. */
    record NotRequired(String duty, String reason) implements Entry {}

    /**
     * The notice stands on the pages of those whom it concerns.
     *
     * @param description number of the step whose words they read
     * @param orders how many there are
     * @param chinese the notice, word for word as its owners read it
     * @param english the same
     */
    record Released(int description, int orders, Letter chinese, Letter english) implements Entry {}

    /** What is to be done so that it does not happen again. */
    record Lesson(String text, String action, UUID responsible, LocalDate due) implements Entry {}

    /** That was done. */
    record LessonDone(int lesson, String text) implements Entry {}

    /** Devices that still stand here were held. */
    record Held(int devices, int others) implements Entry {}

    /** All is answered. */
    record Closed(String text) implements Entry {}

    /** Something came up. */
    record Reopened(String reason) implements Entry {}

    /**
     * A further device got lost, and was reported with it.
     *
     * @param order its code
     * @param reason a word of {@link org.wangchuan.platform.intake.loss.LossReason}
     */
    record Lost(String order, String reason) implements Entry {}

    /**
     * Complaints of those who have no order came in, or went.
     *
     * @param site that was complained to; with {@link By#COMPLAINTS}
     * @param account who read them; with {@link By#READER}
     * @param codes of those that went, as they were typed
     * @param reason why they went; empty for those that came in
     * @param persons how many are counted after it
     * @param complaints SHA-256 over the ids of the requests
     */
    record Complaints(
            Optional<UUID> site,
            Optional<UUID> account,
            Optional<Instant> since,
            Optional<Instant> until,
            List<String> codes,
            int added,
            int removed,
            String reason,
            long persons,
            String complaints)
            implements Entry {
        public Complaints {
            codes = List.copyOf(codes);
        }
    }

    /** Somebody asks to reach all whom it concerns as quickly as they can, and not at most so many an hour. */
    record TellingAsked(String reason) implements Entry {}

    /**
     * They may.
     *
     * @param asked the step that asks for it
     * @param alone whether nobody else was there who could have said so
     * @param until the first moment at which they may not any more
     */
    record TellingAllowed(int asked, boolean alone, Instant until) implements Entry {}
}
