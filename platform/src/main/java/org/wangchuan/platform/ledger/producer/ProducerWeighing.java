package org.wangchuan.platform.ledger.producer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.ledger.ConformityByProducer;
import org.wangchuan.platform.ledger.ProducerTold;
import org.wangchuan.platform.ledger.ProducersMet;
import org.wangchuan.proof.verify.ReceiptVerifier;

/** Looks anew at results whose makers' statements may come to something else by now, and tells whom that concerns. Thread-safe. */
@Component
class ProducerWeighing {
    private static final int AT_ONCE = 50;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ProducerWord word;
    private final ProducersMet met;
    private final ApplicationEventPublisher events;

    ProducerWeighing(
            JdbcClient jdbc,
            InstantSource clock,
            ProducerWord word,
            ProducersMet met,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.word = word;
        this.met = met;
        this.events = events;
    }

    private record Row(Optional<UUID> order, String verdict) {}

    /** Some of those that are due. */
    List<UUID> due() {
        return jdbc.sql(
                        "SELECT event_id FROM ledger.producer_due WHERE not_before <= ? ORDER BY is_many, not_before LIMIT ?")
                .params(now(), AT_ONCE)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** One that could not be looked at waits, and holds up no other. */
    @Transactional
    void later(UUID event) {
        jdbc.sql("UPDATE ledger.producer_due SET not_before = ? WHERE event_id = ?")
                .params(clock.instant().plus(AFTER_FAILURE).atOffset(ZoneOffset.UTC), event)
                .update();
    }

    /** Looks at one anew. What was worked out before and what that leads to happen both, or neither. */
    @Transactional
    void weigh(UUID event) {
        // Before any other lock: whoever changes what is looked at here waits for this, and then makes it due again.
        jdbc.sql("SELECT pg_advisory_xact_lock_shared(hashtextextended('ledger.producers weighed', 0))")
                .query((_, _) -> true)
                .single();
        Optional<Row> before = row(event);
        // As whoever answers for a clause: the order first, then the result.
        before.flatMap(Row::order).ifPresent(this::lockOrder);
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.validation ' || ?, 0))")
                .param(event.toString())
                .query((_, _) -> true)
                .single();
        int taken = jdbc.sql("DELETE FROM ledger.producer_due WHERE event_id = ?")
                .param(event)
                .update();
        Optional<Row> known = row(event);
        if (taken == 0 || known.isEmpty()) {
            return;
        }
        if (!known.get().order().equals(before.flatMap(Row::order))) {
            throw new IllegalStateException("its order is another one since"); // and is looked at anew
        }
        List<ProducerTold> told = word.of(event);
        if (!told.isEmpty()) {
            jdbc.sql("INSERT INTO ledger.producer_shown VALUES (?) ON CONFLICT DO NOTHING")
                    .param(event)
                    .update();
        }
        Set<String> persons = met.byPeople(event);
        boolean was = isConforming(event, persons, met.stored(event));
        replace(event, known.get().order().isEmpty() ? List.of() : told);
        boolean is = isConforming(event, persons, met.stored(event));
        if (was != is) {
            known.get()
                    .order()
                    .ifPresent(order -> events.publishEvent(
                            new ConformityByProducer(order, event, known.get().verdict(), is)));
        }
        word.again(told).ifPresent(issued -> again(event, issued));
    }

    private Optional<Row> row(UUID event) {
        return jdbc.sql("SELECT order_id, verdict FROM ledger.statement WHERE event_id = ?")
                .param(event)
                .query((row, _) -> new Row(Optional.ofNullable(row.getObject(1, UUID.class)), row.getString(2)))
                .optional();
    }

    private void lockOrder(UUID order) {
        jdbc.sql("SELECT 1 FROM intake.work_order WHERE id = ? FOR UPDATE")
                .param(order)
                .query((_, _) -> true)
                .optional();
    }

    private boolean isConforming(UUID event, Set<String> persons, Set<String> producers) {
        Set<String> answered = new HashSet<>(persons);
        answered.addAll(producers);
        return met.isConforming(event, answered);
    }

    private void replace(UUID event, List<ProducerTold> told) {
        jdbc.sql("DELETE FROM ledger.producer_met WHERE event_id = ?")
                .param(event)
                .update();
        Set<String> done = new HashSet<>();
        for (ProducerTold one : told) {
            List<String> clauses = new ArrayList<>(one.met());
            clauses.removeIf(clause -> !done.add(clause));
            for (String clause : clauses) {
                jdbc.sql("""
                                INSERT INTO ledger.producer_met (event_id, clause, producer, digest, list_version, at)
                                VALUES (?, ?, ?, decode(translate(?, '-_', '+/') || '=', 'base64'), ?, ?)""")
                        .params(event, clause, one.producer().orElseThrow(), one.digest(), one.list(), now())
                        .update();
            }
        }
    }

    /** When a statement counts that is dated in the future. */
    private void again(UUID event, Instant issued) {
        Instant then = issued.minus(ReceiptVerifier.CLOCK_SKEW_MAX);
        jdbc.sql(
                        "INSERT INTO ledger.producer_due (event_id, not_before, is_changed) VALUES (?, ?, false) ON CONFLICT DO NOTHING")
                .params(event, then.atOffset(ZoneOffset.UTC))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
