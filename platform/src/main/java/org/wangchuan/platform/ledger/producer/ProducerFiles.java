package org.wangchuan.platform.ledger.producer;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.SignedTrustList;

/**
 * Statements of makers that people laid here, for what they take back: a later one of a number ends the earlier ones, be they in a certificate of last year. None
 * of them lets anything count. Thread-safe.
 */
@Component
public class ProducerFiles {
    /** Most that are kept. */
    static final int FILES_MAX = 1_000;

    private final JdbcClient jdbc;
    private final OperatorList operators;
    private final Accounts accounts;
    private final InstantSource clock;

    ProducerFiles(JdbcClient jdbc, OperatorList operators, Accounts accounts, InstantSource clock) {
        this.jdbc = jdbc;
        this.operators = operators;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param statement absent if it can't be read any more
     * @param by the name at work of whoever laid it here
     */
    public record Kept(
            Optional<SignedProducerStatement> statement, String number, long sequence, String by, Instant at) {}

    /**
     * Those of some numbers.
     *
     * @param unreadable numbers of which one can't be read any more: it may be the withdrawal of any other, and nothing of that number counts
     */
    record OfNumbers(List<SignedProducerStatement> statements, Set<String> unreadable) {
        OfNumbers {
            statements = List.copyOf(statements);
            unreadable = Set.copyOf(unreadable);
        }
    }

    /** Keeps one, whose key a maker of the list has or had; the same one again changes nothing. */
    @Transactional
    public void keep(byte[] file, Visitor by) throws LedgerException {
        SignedProducerStatement statement;
        try {
            statement = SignedProducerStatement.parse(file);
        } catch (VerificationException e) {
            LedgerException refused = new LedgerException(
                    LedgerException.Code.PRODUCER_FILE, e.code().wireName(), e.where());
            refused.initCause(e);
            throw refused;
        }
        boolean isKnown = operators.current().map(SignedTrustList::list).stream()
                .flatMap(list -> list.producers().stream())
                .anyMatch(one -> one.everHad(statement.claims().signer().key()));
        if (!isKnown) {
            throw new LedgerException(LedgerException.Code.PRODUCER_STRANGER, "signer", "nobody's of the list");
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.producer', 0))")
                .query((_, _) -> true)
                .single();
        int kept = jdbc.sql("SELECT count(*) FROM ledger.producer_file")
                .query((row, _) -> row.getInt(1))
                .single();
        if (kept >= FILES_MAX) {
            throw new LedgerException(LedgerException.Code.PRODUCER_FULL, "files", "at most " + FILES_MAX);
        }
        jdbc.sql("""
                        INSERT INTO ledger.producer_file (digest, number, sequence, text, kept_by, kept_name, kept_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")
                .params(
                        statement.digest().toBytes(),
                        statement.claims().number(),
                        statement.claims().sequence(),
                        new String(file, StandardCharsets.UTF_8),
                        by.account(),
                        accounts.workName(by.account()).orElse(by.name()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** All of them, the latest first. */
    @Transactional(readOnly = true)
    public List<Kept> all() {
        return jdbc.sql("SELECT * FROM ledger.producer_file ORDER BY kept_at DESC, digest")
                .query((row, _) -> new Kept(
                        read(row),
                        row.getString("number"),
                        row.getLong("sequence"),
                        row.getString("kept_name"),
                        row.getObject("kept_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Those of these numbers. */
    OfNumbers ofNumbers(Collection<String> numbers) {
        List<SignedProducerStatement> statements = new ArrayList<>();
        Set<String> unreadable = new HashSet<>();
        jdbc.sql("SELECT * FROM ledger.producer_file WHERE number = ANY(?)")
                .param(numbers.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("number"), read(row)))
                .list()
                .forEach(one -> one.getValue().ifPresentOrElse(statements::add, () -> unreadable.add(one.getKey())));
        return new OfNumbers(statements, unreadable);
    }

    /** Only the very file that was laid here. */
    private static Optional<SignedProducerStatement> read(ResultSet row) throws SQLException {
        try {
            SignedProducerStatement read = SignedProducerStatement.parse(row.getString("text"));
            boolean isSame = Arrays.equals(read.digest().toBytes(), row.getBytes("digest"))
                    && read.claims().number().equals(row.getString("number"));
            return isSame ? Optional.of(read) : Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }
}
