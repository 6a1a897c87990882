package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.witness.append.AppendException;

/** Asks the rows where the entries are, and the tiles what they add up to. Thread-safe. */
@Component
final class LoggedClearings implements ClearingRoots {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedClearings.class);

    private final JdbcClient jdbc;
    private final PlatformLog log;

    LoggedClearings(JdbcClient jdbc, PlatformLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    private record Row(UUID event, Optional<Long> index, boolean isProblem, String receipt) {}

    @Override
    public String origin() {
        return log.origin();
    }

    @Override
    public OptionalLong size() {
        try {
            return OptionalLong.of(log.checkpoint().checkpoint().size());
        } catch (AppendException e) {
            return OptionalLong.empty(); // whoever works on the log says why it is not open
        }
    }

    @Override
    public Where of(Collection<UUID> statements) {
        List<Row> rows = jdbc.sql("""
                        SELECT event_id, clearing_log_index, log_problem, receipt FROM ledger.statement
                        WHERE event_id = ANY (?::uuid[])""")
                .param(statements.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        Optional.ofNullable(row.getObject(2, Long.class)),
                        row.getString(3) != null,
                        row.getString(4)))
                .list();
        // A problem that came after the entries, with the certificate, takes nothing back.
        if (rows.stream().anyMatch(row -> row.isProblem() && row.index().isEmpty())) {
            return new Never();
        }
        boolean areAll = !rows.isEmpty()
                && rows.size() == new HashSet<>(statements).size()
                && rows.stream().allMatch(row -> row.index().isPresent());
        if (!areAll) {
            return new NotYet();
        }
        Row last = rows.stream()
                .max(Comparator.comparingLong(row -> row.index().orElseThrow()))
                .orElseThrow();
        return logged(last, last.index().orElseThrow());
    }

    private Where logged(Row row, long index) {
        try {
            byte[] entry = StatementEntries.of(row.receipt()).clearing().entry();
            InclusionProof proof = log.prove(List.of(index), index + 1).getFirst();
            return new Logged(row.event(), index, proof.root(TreeHash.leaf(entry)));
        } catch (IllegalStateException | IllegalArgumentException | VerificationException e) {
            LOG.warn("statement {} is in the log and can't be followed there: {}", row.event(), e.toString());
            return new Never();
        } catch (AppendException | IOException e) {
            return new NotYet(); // whoever works on the log says why it is not open
        }
    }
}
