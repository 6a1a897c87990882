package org.wangchuan.platform.exchange;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings events to their addresses, each at least once. An event waits in its row until its receiver has answered; the row is marked after
 * that, so that dying in between costs that it is sent once more, with the same id. One process at a time sends to an address, for as long as its
 * lease goes: then another takes it over. A refusal is of its event, which has a pause of its own, and the turn goes on with the next; no answer, or
 * one that says that nobody is there, is of the address, which is then left alone for a while. A turn is short, and who was served longest ago
 * comes next: nobody's address takes the place of another's. Thread-safe.
 */
@Component
class Deliveries {
    /** How long one event is tried by itself, since it was made or somebody had it sent again. */
    static final Duration TRIED_MAX = Duration.ofDays(3);

    /** How often it is tried at least: the platform itself may have stood still for those days. */
    static final int ATTEMPTS_MIN = 10;

    /** Events of a turn at one address. */
    static final int TURN_MAX = 100;

    /** How many refusals, and nothing else, are taken for a failure of the address: it would be asked for each of all that wait. */
    static final int REFUSED_MAX = 20;

    /** How long nothing may go well before an address is switched off. */
    static final Duration FAILING_MAX = Duration.ofDays(3);

    private static final Duration LEASE = Duration.ofSeconds(60);
    /** What lasts longer, or a pause of more than the longest, was said by a clock that was wrong, and counts as over. */
    private static final Duration LEASED_MAX = Duration.ofMinutes(10);

    private static final Duration PAUSE_MIN = Duration.ofSeconds(5);
    private static final Duration PAUSE_MAX = Duration.ofHours(6);
    private static final int AT_ONCE = 50;
    private static final Duration TURN = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate transactions;
    private final Events events;
    private final WebhookSecrets secrets;
    private final WebhookSender sender;
    private final JsonMapper json;
    private volatile Consumer<Step> steps = _ -> {};

    Deliveries(
            JdbcClient jdbc,
            InstantSource clock,
            TransactionTemplate transactions,
            Events events,
            WebhookSecrets secrets,
            WebhookSender sender,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transactions = transactions;
        this.events = events;
        this.secrets = secrets;
        this.sender = sender;
        this.json = json;
    }

    /** Where the process could die. */
    enum Step {
        LEASED,
        SENT,
        MARKED
    }

    /** For tests: called after each step. */
    void watch(Consumer<Step> watcher) {
        steps = watcher;
    }

    /** An address to which this process sends until its lease is over. */
    record Lease(UUID webhook, URI url, UUID lease) {}

    private record Due(long sequence, int attempts, OffsetDateTime since, Events.Event event) {}

    /** An address for which something is due. */
    record Waiting(UUID webhook, UUID organisation) {}

    /** Those for which something is due and to which nobody sends now, first who was served longest ago. */
    List<Waiting> due() {
        return jdbc.sql("""
                        SELECT w.id, w.organisation_id FROM exchange.webhook w WHERE w.state = 'active'
                          AND (w.resume_at IS NULL OR w.resume_at <= :now OR w.resume_at > :paused)
                          AND (w.leased_until IS NULL OR w.leased_until < :now OR w.leased_until > :leased)
                          AND EXISTS (SELECT 1 FROM exchange.delivery d
                            WHERE d.webhook_id = w.id AND d.state = 'waiting' AND (d.due_at <= :now OR d.due_at > :paused))
                        ORDER BY w.served_at NULLS FIRST, w.id""")
                .param("now", now())
                .param("paused", now().plus(PAUSE_MAX))
                .param("leased", now().plus(LEASED_MAX))
                .query((row, _) -> new Waiting(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    /** Takes an address for this process; empty if another has it. */
    Optional<Lease> lease(UUID webhook) {
        UUID lease = UUID.randomUUID();
        Optional<Lease> taken = jdbc.sql("""
                        UPDATE exchange.webhook SET lease = ?, leased_until = ?, served_at = ?
                        WHERE id = ? AND state = 'active' AND (leased_until IS NULL OR leased_until < ? OR leased_until > ?) RETURNING url""")
                .params(lease, now().plus(LEASE), now(), webhook, now(), now().plus(LEASED_MAX))
                .query((row, _) -> new Lease(webhook, URI.create(row.getString(1)), lease))
                .optional();
        taken.ifPresent(_ -> steps.accept(Step.LEASED));
        return taken;
    }

    /** Sends what is due, until nothing is, the address fails, the turn is over, or the process is to end; then lets go of the address. */
    void send(Lease lease, BooleanSupplier isStopping) throws GeneralSecurityException {
        long end = System.nanoTime() + TURN.toNanos();
        int sent = 0;
        int refused = 0;
        boolean goesOn = true;
        while (goesOn) {
            List<Due> some = some(lease);
            goesOn = !some.isEmpty();
            for (Due one : some) {
                if (isStopping.getAsBoolean() || sent == TURN_MAX || System.nanoTime() > end || !renew(lease)) {
                    goesOn = false;
                    break;
                }
                WebhookSender.Outcome outcome = send(lease, one);
                sent++;
                refused += outcome.isTaken() ? 0 : 1;
                if (!outcome.isTaken() && refused == sent && refused >= REFUSED_MAX) {
                    transactions.executeWithoutResult(_ -> failed(lease, outcome));
                    goesOn = false;
                    break;
                }
                if (outcome.isOfAddress()) {
                    goesOn = false;
                    break;
                }
            }
        }
        release(lease);
    }

    /** The secret can't be read: somebody has to be told on a page, and not in a log alone. Tried again after a pause, for the file may come back. */
    void unreadable(Lease lease) {
        transactions.executeWithoutResult(_ -> failed(lease, WebhookSender.Outcome.none(Webhooks.SECRET_UNREADABLE)));
        release(lease);
    }

    private List<Due> some(Lease lease) {
        Optional<UUID> epoch = events.epoch();
        return jdbc.sql("""
                        SELECT e.*, a.external_id, a.batch, d.code AS device, o.code AS order_code, due.sequence, due.attempts, due.since
                        FROM exchange.delivery due
                        JOIN exchange.event e ON e.organisation_id = due.organisation_id AND e.number = due.event_number
                        JOIN exchange.asset a ON a.id = e.asset_id JOIN custody.device d ON d.id = a.device_id
                        JOIN intake.work_order o ON o.id = a.order_id
                        WHERE due.webhook_id = ? AND due.state = 'waiting' AND (due.due_at <= ? OR due.due_at > ?)
                        ORDER BY due.due_at, due.sequence LIMIT ?""")
                .params(lease.webhook(), now(), now().plus(PAUSE_MAX), AT_ONCE)
                .query((row, _) -> new Due(
                        row.getLong("sequence"),
                        row.getInt("attempts"),
                        row.getObject("since", OffsetDateTime.class),
                        Events.read(row, epoch)))
                .list();
    }

    /** Whether it is still ours to send: nobody switched the address off, or took it over because we were slow. */
    private boolean renew(Lease lease) {
        return jdbc.sql("UPDATE exchange.webhook SET leased_until = ? WHERE id = ? AND lease = ? AND state = 'active'")
                        .params(now().plus(LEASE), lease.webhook(), lease.lease())
                        .update()
                == 1;
    }

    private void release(Lease lease) {
        jdbc.sql("UPDATE exchange.webhook SET lease = NULL, leased_until = NULL WHERE id = ? AND lease = ?")
                .params(lease.webhook(), lease.lease())
                .update();
    }

    private WebhookSender.Outcome send(Lease lease, Due due) throws GeneralSecurityException {
        String id = due.event().id().toString();
        String body = json.writeValueAsString(due.event().at(due.sequence()));
        long seconds = clock.instant().getEpochSecond();
        String signatures = secrets.signatures(lease.webhook(), id, seconds, body);
        WebhookSender.Outcome outcome = sender.send(lease.url(), id, seconds, signatures, body);
        steps.accept(Step.SENT);
        transactions.executeWithoutResult(_ -> mark(lease, due, outcome));
        steps.accept(Step.MARKED);
        return outcome;
    }

    private void mark(Lease lease, Due due, WebhookSender.Outcome outcome) {
        int attempts = due.attempts() + 1;
        boolean isOver = attempts >= ATTEMPTS_MIN
                && due.since().isBefore(now().minus(TRIED_MAX))
                && !(outcome.isOfAddress() && isFailing(lease));
        String state = outcome.isTaken() ? "delivered" : isOver ? "given_up" : "waiting";
        jdbc.sql("""
                        UPDATE exchange.delivery SET state = ?, attempts = ?, due_at = ?, tried_at = ?, status = ?, problem = ?
                        WHERE webhook_id = ? AND sequence = ?""")
                .param(state)
                .param(attempts)
                .param(now().plus(pause(attempts)))
                .param(now())
                .param(outcome.status().orElse(null))
                .param(outcome.problem().orElse(null))
                .param(lease.webhook())
                .param(due.sequence())
                .update();
        if (outcome.isTaken()) {
            jdbc.sql("""
                            UPDATE exchange.webhook SET failures = 0, failing_since = NULL, resume_at = NULL, tried_at = ?, status = ?, problem = NULL
                            WHERE id = ?""")
                    .param(now())
                    .param(outcome.status().orElse(null))
                    .param(lease.webhook())
                    .update();
        } else if (outcome.isOfAddress()) {
            failed(lease, outcome);
        } else {
            jdbc.sql("UPDATE exchange.webhook SET tried_at = ?, status = ?, problem = ? WHERE id = ?")
                    .param(now())
                    .param(outcome.status().orElse(null))
                    .param(outcome.problem().orElse(null))
                    .param(lease.webhook())
                    .update();
        }
    }

    /** Whether nothing went well before this: an address that is down takes none of its events with it. */
    private boolean isFailing(Lease lease) {
        return jdbc.sql("SELECT failing_since IS NOT NULL FROM exchange.webhook WHERE id = ?")
                .param(lease.webhook())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private void failed(Lease lease, WebhookSender.Outcome outcome) {
        int failures = jdbc.sql("""
                        UPDATE exchange.webhook SET failures = failures + 1, failing_since = coalesce(failing_since, ?), tried_at = ?, status = ?, problem = ?
                        WHERE id = ? RETURNING failures""")
                .param(now())
                .param(now())
                .param(outcome.status().orElse(null))
                .param(outcome.problem().orElse(null))
                .param(lease.webhook())
                .query((row, _) -> row.getInt(1))
                .single();
        jdbc.sql("UPDATE exchange.webhook SET resume_at = ? WHERE id = ?")
                .params(now().plus(pause(failures)), lease.webhook())
                .update();
        int isOff = jdbc.sql(
                        "UPDATE exchange.webhook SET state = 'failed' WHERE id = ? AND state = 'active' AND failing_since < ?")
                .params(lease.webhook(), now().minus(FAILING_MAX))
                .update();
        if (isOff == 1) {
            jdbc.sql("INSERT INTO exchange.webhook_change (webhook_id, at, what) VALUES (?, ?, 'failed')")
                    .params(lease.webhook(), now())
                    .update();
        }
    }

    /** Twice as long each time up to six hours, and a random part of it, so that not all come back in the same moment. */
    static Duration pause(int failures) {
        long millis = PAUSE_MIN.toMillis() << Math.clamp(failures - 1, 0, 20);
        long most = Math.min(millis, PAUSE_MAX.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    private OffsetDateTime now() {
        Instant at = clock.instant();
        return at.atOffset(ZoneOffset.UTC);
    }
}
