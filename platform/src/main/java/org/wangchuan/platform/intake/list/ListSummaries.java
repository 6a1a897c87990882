package org.wangchuan.platform.intake.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.list.SummaryException.Code;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryClaims.Stage;
import org.wangchuan.proof.statement.SummaryRow;

/**
 * Signed summaries of lists. One is made when somebody asks for it and something has changed; none is ever changed, and each names the
 * one before. Thread-safe.
 */
@Component
public class ListSummaries {
    /** Most summaries of one list while something of it is open. */
    public static final int INTERIM_MAX = 100;

    /** Most of one list. */
    public static final int ALL_MAX = 300;

    private static final int SECONDS_OF_A_MINUTE = 60;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final BatchSummaries summaries;
    private final ListSummaryRows rows;
    private final Records records;
    private final OrderLocks locks;

    ListSummaries(
            JdbcClient jdbc,
            InstantSource clock,
            BatchSummaries summaries,
            ListSummaryRows rows,
            Records records,
            OrderLocks locks) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.summaries = summaries;
        this.rows = rows;
        this.records = records;
        this.locks = locks;
    }

    private record Last(ListSummary summary, Bytes32 basis, Bytes32 content) {}

    /** Those of a list, and whether what is true now is what the newest says. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ListSummary.Shown shown(Batch batch) {
        return shown(batch, summaries.of(batch));
    }

    /** The same, of what was worked out just now. */
    @Transactional(readOnly = true)
    public ListSummary.Shown shown(Batch batch, BatchSummary found) {
        List<SummaryRow> now = rows.told(found);
        Optional<Last> last = last(batch.id());
        return new ListSummary.Shown(
                all(batch.id()),
                last.filter(one -> !one.basis().equals(digest(now))).isPresent(),
                !now.stream().allMatch(SummaryRow::isSettled));
    }

    /** The newest of a list. */
    @Transactional(readOnly = true)
    public Optional<ListSummary> newest(Batch batch) {
        return last(batch.id()).map(Last::summary);
    }

    /** The signed file of one of them. */
    @Transactional(readOnly = true)
    public Optional<Records.Shown> file(Batch batch, int number) {
        return jdbc.sql("SELECT event_id FROM intake.list_summary WHERE batch_id = ? AND number = ?")
                .params(batch.id(), number)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .flatMap(records::find);
    }

    /**
     * Verifies all that the list rests on anew, and signs what is true now. Where that is what the newest says, no other is made.
     *
     * @param zone of the site
     * @throws SummaryException with code SUMMARY_OFTEN or SUMMARY_TOO_LARGE
     */
    @Transactional
    public ListSummary make(Batch batch, ZoneId zone, Actor by) throws SummaryException {
        locks.lockList(batch.id());
        BatchSummary now = summaries.of(batch);
        List<SummaryRow> told = rows.told(now);
        List<SummaryRow> verified = rows.verified(now);
        Optional<Last> last = last(batch.id());
        if (last.filter(one ->
                        one.content().equals(digest(verified)) && one.basis().equals(digest(told)))
                .isPresent()) {
            return last.get().summary();
        }
        int number = last.map(one -> one.summary().number() + 1).orElse(1);
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        long offset = zone.getRules().getOffset(at).getTotalSeconds() / SECONDS_OF_A_MINUTE;
        SummaryClaims claims = claims(batch, number, last, offset, verified);
        if (number > (claims.stage() == Stage.FINAL ? ALL_MAX : INTERIM_MAX)) {
            throw new SummaryException(Code.SUMMARY_OFTEN, "summary " + number + " of " + batch.code());
        }
        ListSummary made = new ListSummary(
                UUID.randomUUID(),
                number,
                claims.stage() == Stage.FINAL,
                claims.rows().size(),
                (int) claims.rows().stream().filter(SummaryRow::isGood).count(),
                at);
        insert(batch, made, told, verified, by);
        // Last: whoever signs waits for others who sign, and holds by now all that others may wait for.
        records.append(
                new Records.About(made.event(), Records.Kind.SUMMARY, batch.lead(), batch.code(), batch.site(), at),
                (issuer, chain) -> issuer.summary(chain, made.event(), at, claims));
        return made;
    }

    private SummaryClaims claims(Batch batch, int number, Optional<Last> last, long offset, List<SummaryRow> verified)
            throws SummaryException {
        long proofs = verified.stream().mapToLong(row -> row.proofs().size()).sum();
        if (verified.size() > SummaryClaims.ROWS_MAX || proofs > SummaryClaims.PROOFS_MAX) {
            throw new SummaryException(Code.SUMMARY_TOO_LARGE, proofs + " statements");
        }
        return new SummaryClaims(
                batch.code(),
                number,
                last.map(one -> records.digest(one.summary().event()).orElseThrow()),
                offset,
                verified);
    }

    private void insert(Batch batch, ListSummary made, List<SummaryRow> told, List<SummaryRow> verified, Actor by) {
        jdbc.sql("""
                        INSERT INTO intake.list_summary (event_id, batch_id, number, stage, devices, good, basis, content,
                          actor, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(made.event())
                .param(batch.id())
                .param(made.number())
                .param(made.stage())
                .param(made.devices())
                .param(made.good())
                .param(digest(told).toBytes())
                .param(digest(verified).toBytes())
                .param(by.kind().name().toLowerCase(Locale.ROOT))
                .param(by.id().orElse(null))
                .param(made.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Bytes32 digest(List<SummaryRow> rows) {
        return Bytes32.sha256(SummaryClaims.bytes(rows));
    }

    private Optional<Last> last(UUID batch) {
        return jdbc.sql("SELECT * FROM intake.list_summary WHERE batch_id = ? ORDER BY number DESC LIMIT 1")
                .param(batch)
                .query((row, _) ->
                        new Last(read(row), Bytes32.of(row.getBytes("basis")), Bytes32.of(row.getBytes("content"))))
                .optional();
    }

    private List<ListSummary> all(UUID batch) {
        return jdbc.sql("SELECT * FROM intake.list_summary WHERE batch_id = ? ORDER BY number DESC")
                .param(batch)
                .query((row, _) -> read(row))
                .list();
    }

    private static ListSummary read(ResultSet row) throws SQLException {
        return new ListSummary(
                row.getObject("event_id", UUID.class),
                row.getInt("number"),
                row.getString("stage").equals("final"),
                row.getInt("devices"),
                row.getInt("good"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
