package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.witness.append.AppendException;
import org.wangchuan.witness.append.Sequencer;

/**
 * From the operator's notes into the log. A note is noted as waiting, as a record is ({@link RecordOutbox}): it waits until it is known
 * where its entry is, and is sent once more if that is not known. Used by one thread.
 */
@Component
class NoteOutbox {
    private static final int AT_ONCE = 500;
    private static final byte VERSION = 0x01;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final OperatorKey key;

    NoteOutbox(JdbcClient jdbc, InstantSource clock, OperatorKey key) {
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
        List<NewEntry> waiting = jdbc.sql("""
                        SELECT n.event_id, n.text FROM ledger.note_waiting w
                          CROSS JOIN LATERAL (SELECT * FROM ledger.note t WHERE t.event_id = w.event_id OFFSET 0) n
                        ORDER BY n.number LIMIT ?""")
                .param(AT_ONCE)
                .query((row, _) -> new NewEntry(row.getObject(1, UUID.class), entry(row.getString(2))))
                .list();
        if (waiting.isEmpty()) {
            return false;
        }
        List<OptionalLong> places = indexes(sequencer, waiting);
        for (int i = 0; i < places.size(); i++) {
            mark(waiting.get(i).eventId(), places.get(i));
        }
        return waiting.size() == AT_ONCE;
    }

    /** What the log holds of a note: the octet 0x01, and the SHA-256 of its text in UTF-8. */
    static byte[] entry(String text) {
        byte[] entry = new byte[NewEntry.LENGTH];
        entry[0] = VERSION;
        byte[] digest = Bytes32.sha256(text.getBytes(StandardCharsets.UTF_8)).toBytes();
        System.arraycopy(digest, 0, entry, 1, digest.length);
        return entry;
    }

    private void mark(UUID event, OptionalLong place) {
        jdbc.sql("INSERT INTO ledger.note_place VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .param(event)
                .param(place.isPresent() ? place.getAsLong() : null)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<OptionalLong> indexes(Sequencer sequencer, List<NewEntry> entries)
            throws AppendException, InterruptedException {
        try {
            return sequencer
                    .submit(key.verifierKey().key().thumbprint(), entries)
                    .get()
                    .indexes();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AppendException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
