package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.witness.append.AppendException;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.append.Sequencer;

/**
 * From the operator's records into the log. Each is noted as waiting by the database itself, with its own row: it waits
 * until it is known where its entry is, and is sent once more if that is not known. Used by one thread.
 */
@Component
class RecordOutbox {
    private static final int AT_ONCE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(RecordOutbox.class);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final OperatorKey key;

    RecordOutbox(JdbcClient jdbc, InstantSource clock, OperatorKey key) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.key = key;
    }

    /**
     * Brings what waits into the log, some at a time.
     *
     * @return whether there may be more
     */
    boolean drain(Sequencer sequencer) throws AppendException, InterruptedException {
        List<Waiting> waiting = jdbc.sql("""
                        SELECT r.event_id, r.file FROM ledger.record_waiting w
                          CROSS JOIN LATERAL (SELECT * FROM ledger.record t WHERE t.event_id = w.event_id OFFSET 0) r
                        ORDER BY r.key, r.sequence LIMIT ?""")
                .param(AT_ONCE)
                .query((row, _) -> new Waiting(row.getObject(1, UUID.class), row.getString(2)))
                .list();
        List<NewEntry> entries =
                waiting.stream().flatMap(row -> readable(row).stream()).toList();
        if (entries.isEmpty()) {
            return waiting.size() == AT_ONCE;
        }
        List<OptionalLong> places = await(
                        sequencer.submit(key.verifierKey().key().thumbprint(), entries))
                .indexes();
        for (int i = 0; i < places.size(); i++) {
            mark(entries.get(i).eventId(), places.get(i));
        }
        return waiting.size() == AT_ONCE;
    }

    private record Waiting(UUID event, String file) {}

    /** One that can't be read is set aside, with no place: it must not keep the others out of the log. */
    private Optional<NewEntry> readable(Waiting row) {
        try {
            return Optional.of(entry(row.file()));
        } catch (VerificationException e) {
            LOG.error("record {} can't be read any more, and is not in the log: {}", row.event(), e.code());
            mark(row.event(), OptionalLong.empty());
            return Optional.empty();
        }
    }

    private void mark(UUID event, OptionalLong place) {
        jdbc.sql("INSERT INTO ledger.record_place VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .param(event)
                .param(place.isPresent() ? place.getAsLong() : null)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static NewEntry entry(String record) throws VerificationException {
        RecordedFile file = RecordedFile.parse(record.getBytes(StandardCharsets.UTF_8));
        var head = StatementReader.read(file.statement()).head();
        return new NewEntry(head.eventId(), LogEntry.of(file.nonce(), head, file.statement()));
    }

    private static Appended await(CompletableFuture<Appended> answer) throws AppendException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AppendException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
