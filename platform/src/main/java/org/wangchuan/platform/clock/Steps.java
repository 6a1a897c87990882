package org.wangchuan.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The steps that clocks took, as they are on record, and who has seen to them. Thread-safe. */
@Component
public class Steps {
    /** Newer ones are shown first; of a clock that is set each minute, older ones tell nothing more. */
    static final int SHOWN_MAX = 100;

    /** Each process looks every two seconds, or later on a busy machine. */
    private static final Duration SAME = Duration.ofSeconds(10);

    private final JdbcClient jdbc;

    Steps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a step was noticed. */
    public enum Noticed {
        /** By a process that ran: what counts only had gone on by less, or by more. */
        RUNNING("running"),
        /** When a process began: another, or the one before, had read a later time. */
        BEGUN("begun");

        private final String id;

        Noticed(String id) {
            this.id = id;
        }

        /** As it stands in the database. */
        String id() {
            return id;
        }
    }

    /**
     * A step.
     *
     * @param before the last time that was read before it
     * @param after the first that was read after it
     * @param ahead how far the clock was set, in whole seconds; negative if back, and never zero
     */
    public record Step(Noticed noticed, Instant before, Instant after, Duration ahead) {}

    /** One that is on record. */
    public record Line(long sequence, Step step) {
        public Instant before() {
            return step.before();
        }

        public Instant after() {
            return step.after();
        }

        /** Whether it was set forward. */
        public boolean isForward() {
            return step.ahead().isPositive();
        }

        /** By how much, whichever way: what is not zero of days, hours, minutes and seconds. */
        public List<Part> parts() {
            Duration by = step.ahead().abs();
            return Stream.of(
                            new Part("clock.part.d", by.toDaysPart()),
                            new Part("clock.part.h", by.toHoursPart()),
                            new Part("clock.part.min", by.toMinutesPart()),
                            new Part("clock.part.s", by.toSecondsPart()))
                    .filter(part -> part.number() != 0)
                    .toList();
        }

        /** Whether no process ran, or none on this machine, when it was set. */
        public boolean isBegun() {
            return step.noticed() == Noticed.BEGUN;
        }
    }

    /** How many there are of a unit of time, whose word has that key. */
    public record Part(String key, long number) {}

    /** Notes it, unless another process on the same machine has just noted the same. */
    void note(Step step) {
        jdbc.sql("""
                        INSERT INTO clock.step (noticed, before_at, after_at, seconds)
                        SELECT :noticed, :before, :after, :seconds WHERE NOT EXISTS (SELECT 1 FROM clock.step s
                          WHERE s.noticed = :noticed AND abs(s.seconds - :seconds) <= 1
                          AND s.after_at BETWEEN :after::timestamptz - :same::interval AND :after::timestamptz + :same::interval)""")
                .param("noticed", step.noticed().id())
                .param("before", at(step.before()))
                .param("after", at(step.after()))
                .param("seconds", step.ahead().toSeconds())
                .param("same", SAME.toSeconds() + " seconds")
                .update();
    }

    /** Keeps what a process reads now, also if it is less than what is kept: after a step back that is on record, time goes on from there. */
    void read(Instant now) {
        jdbc.sql("""
                        INSERT INTO clock.last_read (at) VALUES (?) ON CONFLICT (is_only) DO UPDATE SET at = excluded.at""").param(at(now)).update();
    }

    /** What a process read last; empty if none ever did. */
    Optional<Instant> lastRead() {
        return jdbc.sql("SELECT at FROM clock.last_read")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** The newest {@link #SHOWN_MAX}, the newest first. */
    List<Line> newest() {
        return jdbc.sql("SELECT * FROM clock.step ORDER BY sequence DESC LIMIT ?")
                .param(SHOWN_MAX)
                .query((row, _) -> new Line(
                        row.getLong("sequence"),
                        new Step(
                                row.getString("noticed").equals(Noticed.BEGUN.id()) ? Noticed.BEGUN : Noticed.RUNNING,
                                row.getObject("before_at", OffsetDateTime.class).toInstant(),
                                row.getObject("after_at", OffsetDateTime.class).toInstant(),
                                Duration.ofSeconds(row.getLong("seconds")))))
                .list();
    }

    /** Up to which one a company has seen to them; 0 if to none. */
    long seenUpTo(UUID organisation) {
        return jdbc.sql("SELECT coalesce(max(up_to), 0) FROM clock.seen WHERE organisation_id = ?")
                .param(organisation)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** Whether there is one that a company has not seen to, of since it is here. */
    boolean hasUnseen(UUID organisation) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM clock.step s JOIN identity.organisation o ON o.id = ?
                          WHERE s.sequence > (SELECT coalesce(max(up_to), 0) FROM clock.seen WHERE organisation_id = o.id)
                          AND greatest(s.before_at, s.after_at) > o.created_at)""")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** A company has seen to all up to this one, which is on record; said again, nothing changes. */
    void see(UUID organisation, long upTo, UUID account, Instant now) {
        jdbc.sql("""
                        INSERT INTO clock.seen (organisation_id, up_to, by_account, at)
                        SELECT ?, sequence, ?, ? FROM clock.step WHERE sequence = ? ON CONFLICT DO NOTHING""").params(organisation, account, at(now), upTo).update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
