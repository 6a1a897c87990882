package org.wangchuan.platform.exchange;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The addresses that events are sent to, and what becomes of each event on its way. Thread-safe. */
@Component
public class Webhooks {
    /** Most of a company. */
    public static final int WEBHOOKS_MAX = 20;

    /** Most events that are sent again by one word. */
    public static final int AGAIN_MAX = 10_000;

    /** What an address is said to fail by whose secret can't be opened: {@code webhooks.key} is missing or another one. */
    static final String SECRET_UNREADABLE = "SECRET_UNREADABLE";

    private static final int SHOWN_MAX = 50;

    private static final String SELECT = """
            SELECT w.*, c.last,
              (SELECT count(*) FROM exchange.delivery d WHERE d.webhook_id = w.id AND d.state = 'waiting') AS waiting,
              (SELECT count(*) FROM exchange.delivery d WHERE d.webhook_id = w.id AND d.state = 'given_up') AS given_up
            FROM exchange.webhook w JOIN exchange.webhook_counter c ON c.webhook_id = w.id WHERE\s""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final WebhookSecrets secrets;

    Webhooks(JdbcClient jdbc, InstantSource clock, WebhookSecrets secrets) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.secrets = secrets;
    }

    /** What was made: the secret is told this once. */
    public record Made(UUID id, String secret) {}

    /** Whether an address is there already for these events, or some of them: each would come to it twice. */
    public boolean isThere(UUID organisation, Optional<UUID> site, URI url, List<String> types) {
        return of(organisation).stream()
                .anyMatch(one -> one.url().equals(url.toString())
                        && one.site().equals(site)
                        && one.types().stream().anyMatch(types::contains));
    }

    /**
     * Registers an address that was checked; empty if the company has {@link #WEBHOOKS_MAX} already, or it {@linkplain #isThere is there}.
     */
    @Transactional
    public Optional<Made> make(UUID organisation, Optional<UUID> site, URI url, List<String> types, UUID by) {
        jdbc.sql("SELECT id FROM identity.organisation WHERE id = ? FOR UPDATE")
                .param(organisation)
                .query((_, _) -> true)
                .single();
        if (of(organisation).size() >= WEBHOOKS_MAX || isThere(organisation, site, url, types)) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO exchange.webhook (id, organisation_id, site_id, url, types, state, made_at)
                        VALUES (?, ?, ?, ?, ?, 'active', ?)""")
                .param(id)
                .param(organisation)
                .param(site.orElse(null))
                .param(url.toString())
                .param(types.toArray(String[]::new))
                .param(now())
                .update();
        jdbc.sql("INSERT INTO exchange.webhook_counter VALUES (?, 0)").param(id).update();
        note(id, "made", Optional.of(by));
        return Optional.of(new Made(id, secrets.make(id)));
    }

    /** Another secret beside the one there is; told this once. Empty while the one before goes on: a second tap would cut it off. */
    @Transactional
    public Optional<String> rotate(Webhook webhook, UUID by) {
        jdbc.sql("SELECT id FROM exchange.webhook WHERE id = ? FOR UPDATE")
                .param(webhook.id())
                .query((_, _) -> true)
                .single();
        if (secrets.isChanging(webhook.id())) {
            return Optional.empty();
        }
        note(webhook.id(), "secret", Optional.of(by));
        return Optional.of(secrets.make(webhook.id()));
    }

    /** Those of a company that were not removed. */
    public List<Webhook> of(UUID organisation) {
        return jdbc.sql(SELECT + "w.organisation_id = ? AND w.state <> 'removed' ORDER BY w.made_at, w.id")
                .param(organisation)
                .query((row, _) -> read(row))
                .list();
    }

    /** One of a company that was not removed. */
    public Optional<Webhook> find(UUID organisation, UUID id) {
        return jdbc.sql(SELECT + "w.organisation_id = ? AND w.id = ? AND w.state <> 'removed'")
                .params(organisation, id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Whether nothing is sent to one of a company any more, or something is not tried any more, and nobody has said that it should be so. */
    public boolean isAnyTroubled(UUID organisation) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM exchange.webhook w WHERE w.organisation_id = ? AND w.state <> 'removed'
                          AND (w.state = 'failed' OR w.problem = 'SECRET_UNREADABLE' OR EXISTS (
                            SELECT 1 FROM exchange.delivery d WHERE d.webhook_id = w.id AND d.state = 'given_up')))""")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether one waits for somebody who says that it is still the same one's. */
    public boolean hasUnconfirmed(UUID organisation) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM exchange.webhook WHERE organisation_id = ? AND state = 'unconfirmed')")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Sends nothing more to it until it is on again; what happens meanwhile waits. */
    @Transactional
    public void off(Webhook webhook, UUID by) {
        set(webhook, Webhook.State.OFF, "off", by);
    }

    /** Sends to it again, at once: what waits and what was given up. */
    @Transactional
    public void on(Webhook webhook, UUID by) {
        String what = webhook.state() == Webhook.State.UNCONFIRMED ? "confirmed" : "on";
        set(webhook, Webhook.State.ACTIVE, what, by);
        jdbc.sql(
                        "UPDATE exchange.delivery SET state = 'waiting', attempts = 0, since = ?, due_at = ? WHERE webhook_id = ? AND state <> 'delivered'")
                .params(now(), now(), webhook.id())
                .update();
    }

    /** Forgets it; what waited is not sent any more, and can be asked for. */
    @Transactional
    public void remove(Webhook webhook, UUID by) {
        set(webhook, Webhook.State.REMOVED, "removed", by);
    }

    private void set(Webhook webhook, Webhook.State to, String what, UUID by) {
        int changed = jdbc.sql("""
                        UPDATE exchange.webhook SET state = ?, failures = 0, failing_since = NULL, resume_at = NULL
                        WHERE id = ? AND state NOT IN ('removed', ?)""").params(to.id(), webhook.id(), to.id()).update();
        if (changed == 1) {
            note(webhook.id(), what, Optional.of(by));
        }
    }

    /**
     * Has events sent once more that were sent, wait, or were given up: at once, also to an address that is held back since it failed. If that
     * fails too, it is held back as long as it would have been.
     *
     * @param from the first of their numbers at this address
     * @param to the last
     * @return how many
     */
    @Transactional
    public int again(Webhook webhook, long from, long to, Optional<UUID> by) {
        int count = jdbc.sql("""
                        UPDATE exchange.delivery SET state = 'waiting', attempts = 0, since = ?, due_at = ?
                        WHERE webhook_id = ? AND sequence BETWEEN ? AND ?""")
                .params(now(), now(), webhook.id(), from, Math.min(to, from + AGAIN_MAX - 1))
                .update();
        if (count > 0) {
            jdbc.sql("UPDATE exchange.webhook SET resume_at = NULL WHERE id = ?")
                    .param(webhook.id())
                    .update();
            note(webhook.id(), "again", by);
        }
        return count;
    }

    /** The same of one event; its number at this address. */
    public Optional<Long> sequenceOf(Webhook webhook, UUID event) {
        return jdbc.sql("""
                        SELECT d.sequence FROM exchange.event e
                        JOIN exchange.delivery d ON d.organisation_id = e.organisation_id AND d.event_number = e.number
                        WHERE e.id = ? AND d.webhook_id = ?""")
                .params(event, webhook.id())
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    /** Its events before a number at this address, the latest first. */
    public List<Webhook.Delivery> deliveries(Webhook webhook, long before) {
        return jdbc.sql("""
                        SELECT d.*, e.id AS event, e.type, a.external_id FROM exchange.delivery d
                        JOIN exchange.event e ON e.organisation_id = d.organisation_id AND e.number = d.event_number
                        JOIN exchange.asset a ON a.id = e.asset_id
                        WHERE d.webhook_id = ? AND d.sequence < ? ORDER BY d.sequence DESC LIMIT ?""")
                .params(webhook.id(), before, SHOWN_MAX)
                .query((row, _) -> new Webhook.Delivery(
                        row.getLong("sequence"),
                        row.getObject("event", UUID.class),
                        row.getString("type"),
                        row.getString("external_id"),
                        row.getString("state"),
                        row.getInt("attempts"),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("tried_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString("problem"))))
                .list();
    }

    private void note(UUID webhook, String what, Optional<UUID> by) {
        jdbc.sql("INSERT INTO exchange.webhook_change (webhook_id, at, by_account, what) VALUES (?, ?, ?, ?)")
                .param(webhook)
                .param(now())
                .param(by.orElse(null))
                .param(what)
                .update();
    }

    private static Webhook read(ResultSet row) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getObject("organisation_id", UUID.class),
                Optional.ofNullable(row.getObject("site_id", UUID.class)),
                row.getString("url"),
                List.of((String[]) row.getArray("types").getArray()),
                Webhook.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("failing_since", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject("tried_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject("resume_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("problem")),
                row.getLong("last"),
                row.getLong("waiting"),
                row.getLong("given_up"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
