package org.wangchuan.platform.ledger.producer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Clause;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Ended;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Signed;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Why;
import org.wangchuan.proof.key.PublicKey;

/** The rows of what was proposed and decided of makers; {@link ProducerDesk} has the rules. Thread-safe. */
@Component
public class ProducerEntries {
    private final JdbcClient jdbc;

    ProducerEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, the latest first. */
    @Transactional(readOnly = true)
    public List<ProducerEntry> all() {
        return jdbc.sql("SELECT * FROM ledger.producer ORDER BY proposed_at DESC, id")
                .query((row, _) -> read(row))
                .list();
    }

    /** Those that count, by their names. */
    public List<ProducerEntry> standing() {
        return jdbc.sql(
                        "SELECT * FROM ledger.producer WHERE confirmed_at IS NOT NULL AND ended_at IS NULL ORDER BY name")
                .query((row, _) -> read(row))
                .list();
    }

    /** Keys that somebody else may have, by whatever name they sign. */
    Set<PublicKey> stolen() {
        return jdbc
                .sql("SELECT DISTINCT unnest(keys) FROM ledger.producer WHERE ended_why = 'key_stolen'")
                .query((row, _) -> ListedProducers.key(row.getString(1)).key())
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** One of them, which nobody else decides about until this transaction ends. */
    Optional<ProducerEntry> lock(UUID id) {
        return jdbc.sql("SELECT * FROM ledger.producer WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<ProducerEntry> standing(String name) {
        return jdbc.sql("""
                        SELECT * FROM ledger.producer
                        WHERE name = ? AND confirmed_at IS NOT NULL AND ended_at IS NULL FOR UPDATE""").param(name).query((row, _) -> read(row)).optional();
    }

    /** Whether one of this name waits for somebody else. */
    boolean isProposed(String name) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM ledger.producer
                          WHERE name = ? AND confirmed_at IS NULL AND ended_at IS NULL)""").param(name).query((row, _) -> row.getBoolean(1)).single();
    }

    void insert(ProducerEntry entry) {
        jdbc.sql("""
                        INSERT INTO ledger.producer (id, name, keys, makers, accepts, reason, proposed_by, proposed_name, proposed_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        entry.id(),
                        entry.name(),
                        entry.keys().toArray(String[]::new),
                        entry.makers().toArray(String[]::new),
                        entry.accepts().stream().map(Clause::text).toArray(String[]::new),
                        entry.reason(),
                        entry.proposed().account(),
                        entry.proposed().name(),
                        time(entry.proposed().at()))
                .update();
    }

    void confirm(UUID id, Signed by) {
        jdbc.sql("UPDATE ledger.producer SET confirmed_by = ?, confirmed_name = ?, confirmed_at = ? WHERE id = ?")
                .params(by.account(), by.name(), time(by.at()), id)
                .update();
    }

    void end(UUID id, Signed by, Why why) {
        jdbc.sql("UPDATE ledger.producer SET ended_by = ?, ended_name = ?, ended_at = ?, ended_why = ? WHERE id = ?")
                .params(by.account(), by.name(), time(by.at()), why.id(), id)
                .update();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static ProducerEntry read(ResultSet row) throws SQLException {
        return new ProducerEntry(
                row.getObject("id", UUID.class),
                row.getString("name"),
                texts(row, "keys"),
                texts(row, "makers"),
                texts(row, "accepts").stream().map(ProducerEntries::clause).toList(),
                row.getString("reason"),
                signed(row, "proposed").orElseThrow(),
                signed(row, "confirmed"),
                ended(row));
    }

    private static Optional<Ended> ended(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject("ended_at", OffsetDateTime.class);
        return at == null
                ? Optional.empty()
                : Optional.of(new Ended(signed(row, "ended"), at.toInstant(), Why.of(row.getString("ended_why"))));
    }

    /** What {@link Clause#text} has written. */
    static Clause clause(String text) {
        StringTokenizer words = new StringTokenizer(text, " ");
        if (words.countTokens() != 3) {
            throw new IllegalArgumentException("expected a rule set, its version and a clause");
        }
        return new Clause(words.nextToken(), words.nextToken(), words.nextToken());
    }

    private static Optional<Signed> signed(ResultSet row, String what) throws SQLException {
        UUID account = row.getObject(what + "_by", UUID.class);
        return account == null
                ? Optional.empty()
                : Optional.of(new Signed(
                        account,
                        row.getString(what + "_name"),
                        row.getObject(what + "_at", OffsetDateTime.class).toInstant()));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
