package org.wangchuan.platform.oversight.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/**
 * One step of an audit; nothing that was written is ever changed.
 *
 * @param number from 1
 * @param by who did it
 * @param said what they said
 * @param note by which the operator's log holds its digest
 */
public record AuditStep(int number, Instant at, UUID by, Said said, UUID note) {
    /** What a step says. */
    public sealed interface Said {}

    /** Somebody begins. */
    public record Begun() implements Said {}

    /**
     * What was seen of an item.
     *
     * @param words what was found, or why it does not apply; may be empty where it is so
     */
    public record Answered(String item, Answer answer, String words) implements Said {}

    /** What is to be done about a finding, by whom and until when. */
    public record Planned(String item, String measure, UUID responsible, LocalDate due) implements Said {}

    /** Somebody says that it was done. */
    public record Done(String item, String words) implements Said {}

    /**
     * Somebody has looked whether it was.
     *
     * @param isAlone whether nobody else was there to look than who had said that it was done
     */
    public record Settled(String item, String words, boolean isAlone) implements Said {}

    /** Somebody has looked, and it is not done. */
    public record SentBack(String item, String words) implements Said {}

    /** Each item is answered; findings go on. */
    public record Closed() implements Said {}

    /** What was seen. */
    public enum Answer {
        MET,
        FINDING,
        NOT_APPLICABLE;

        /** In the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it needs words. */
        public boolean needsWords() {
            return this != MET;
        }
    }

    /** Kinds of steps. */
    public enum What {
        BEGUN(Begun.class),
        ANSWERED(Answered.class),
        PLANNED(Planned.class),
        DONE(Done.class),
        SETTLED(Settled.class),
        SENT_BACK(SentBack.class),
        CLOSED(Closed.class);

        private final Class<? extends Said> type;

        What(Class<? extends Said> type) {
            this.type = type;
        }

        Class<? extends Said> type() {
            return type;
        }

        /** In the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static What of(Said said) {
            return Arrays.stream(values())
                    .filter(what -> what.type.isInstance(said))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The item that a step is about; empty if it is about none. */
    public static String item(Said said) {
        return switch (said) {
            case Begun _, Closed _ -> "";
            case Answered one -> one.item();
            case Planned one -> one.item();
            case Done one -> one.item();
            case Settled one -> one.item();
            case SentBack one -> one.item();
        };
    }
}
