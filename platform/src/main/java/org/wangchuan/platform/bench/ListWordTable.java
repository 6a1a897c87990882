package org.wangchuan.platform.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of words for lists. Whoever ends one has locked its list's orders first. Thread-safe. */
@Component
class ListWordTable {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ListWordTable(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void insert(ListWord word) {
        jdbc.sql("""
                        INSERT INTO bench.list_word (id, batch_id, site_id, station_id, account_id, said_at, until)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(word.id())
                .param(word.batch())
                .param(word.site())
                .param(word.station().orElse(null))
                .param(word.account())
                .param(word.saidAt().atOffset(ZoneOffset.UTC))
                .param(word.until().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Notes that one is over, and why; says whether it was not before. */
    boolean end(UUID word, ListWord.Why why, Optional<UUID> by, Instant at) {
        return jdbc.sql("""
                        UPDATE bench.list_word SET ended_at = ?, ended_by = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL""")
                        .param(at.atOffset(ZoneOffset.UTC))
                        .param(by.orElse(null))
                        .param(why.id())
                        .param(word)
                        .update()
                > 0;
    }

    /** Those of a site by which lanes are chosen now. */
    List<ListWord> openAt(UUID site) {
        Instant now = clock.instant();
        return unendedAt(site).stream().filter(word -> word.isOpen(now)).toList();
    }

    /** Those of a site that nothing has ended. One question of an index that is empty as a rule: each report of lanes asks it. */
    List<ListWord> unendedAt(UUID site) {
        return jdbc.sql("SELECT * FROM bench.list_word WHERE site_id = ? AND ended_at IS NULL ORDER BY said_at, id")
                .param(site)
                .query((row, _) -> read(row))
                .list();
    }

    /**
     * Notes that its time is over. One that bears a time which has not come is over as well: else it would begin when that time comes, and
     * nobody would have said it then.
     */
    void lapsed(ListWord word) {
        Instant now = clock.instant();
        boolean _ =
                end(word.id(), ListWord.Why.TIME, Optional.empty(), word.until().isBefore(now) ? word.until() : now);
    }

    /** One that nobody ends before the caller's transaction does; empty if it is over. */
    Optional<ListWord> held(UUID word) {
        return jdbc.sql("SELECT * FROM bench.list_word WHERE id = ? FOR SHARE")
                .param(word)
                .query((row, _) -> read(row))
                .optional()
                .filter(known -> known.isOpen(clock.instant()));
    }

    /** What was said for a list, the latest first; some of it. */
    List<ListWord> of(UUID batch, int limit) {
        return jdbc.sql("SELECT * FROM bench.list_word WHERE batch_id = ? ORDER BY said_at DESC, id LIMIT ?")
                .params(batch, limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** The one of a list that nothing has ended, though its time may be over. */
    Optional<ListWord> unended(UUID batch) {
        return jdbc.sql("SELECT * FROM bench.list_word WHERE batch_id = ? AND ended_at IS NULL")
                .param(batch)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Notes why a lane was not chosen. */
    void refused(UUID word, UUID order, String code) {
        jdbc.sql("""
                        INSERT INTO bench.list_refusal VALUES (?, ?, ?, ?)
                        ON CONFLICT (list_word_id, order_id) DO UPDATE SET code = excluded.code, at = excluded.at""")
                .params(word, order, code, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** It was chosen after all. */
    void chosen(UUID word, UUID order) {
        jdbc.sql("DELETE FROM bench.list_refusal WHERE list_word_id = ? AND order_id = ?")
                .params(word, order)
                .update();
    }

    /**
     * Why a lane was not chosen when that was last tried.
     *
     * @param code of a {@link BenchException}
     */
    record Refused(String code, Instant at) {}

    /** Of several words, by the order. */
    Map<UUID, Refused> refusals(Collection<UUID> words) {
        Map<UUID, Refused> out = new HashMap<>();
        jdbc.sql("SELECT order_id, code, at FROM bench.list_refusal WHERE list_word_id = ANY(?)")
                .param(words.toArray(UUID[]::new))
                .query(row -> {
                    out.put(
                            row.getObject("order_id", UUID.class),
                            new Refused(
                                    row.getString("code"),
                                    row.getObject("at", OffsetDateTime.class).toInstant()));
                });
        return out;
    }

    private static ListWord read(ResultSet row) throws SQLException {
        String why = row.getString("end_reason");
        return new ListWord(
                row.getObject("id", UUID.class),
                row.getObject("batch_id", UUID.class),
                row.getObject("site_id", UUID.class),
                Optional.ofNullable(row.getObject("station_id", UUID.class)),
                row.getObject("account_id", UUID.class),
                row.getObject("said_at", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                why == null
                        ? Optional.empty()
                        : Optional.of(new ListWord.End(
                                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                                Optional.ofNullable(row.getObject("ended_by", UUID.class)),
                                ListWord.Why.of(why))));
    }
}
