package org.wangchuan.platform.ledger;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the platform says in public without a signature of its own: a few lines of text, of which the operator's log holds the digest. It
 * proves that they were there when the log's tree had that size, and nothing else. None names a person. Thread-safe.
 */
@Component
public class Notes {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Notes(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A note with its place.
     *
     * @param place in the operator's log; empty while it is on its way there
     * @param isSetAside whether it will never be there: the log has something else for its event
     */
    public record Shown(UUID event, String text, Optional<Long> place, boolean isSetAside) {}

    /**
     * Keeps a note in the transaction of what it is about: both happen, or neither. It goes into the log by itself, after it.
     *
     * @param text 1 to 2000 characters, as strangers will read it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID append(String text) {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO ledger.note (event_id, text, at) VALUES (?, ?, ?)")
                .params(id, text, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** One of them. */
    public Optional<Shown> find(UUID event) {
        return Optional.ofNullable(of(java.util.List.of(event)).get(event));
    }

    /** Several of them, by their ids. */
    public Map<UUID, Shown> of(Collection<UUID> events) {
        return jdbc
                .sql("""
                        SELECT n.event_id, n.text, p.log_index, p.event_id IS NOT NULL AS is_placed FROM ledger.note n
                        LEFT JOIN ledger.note_place p ON p.event_id = n.event_id WHERE n.event_id = ANY (?::uuid[])""")
                .param(events.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> {
                    Optional<Long> place = Optional.ofNullable(row.getObject("log_index", Long.class));
                    return new Shown(
                            row.getObject("event_id", UUID.class),
                            row.getString("text"),
                            place,
                            row.getBoolean("is_placed") && place.isEmpty());
                })
                .list()
                .stream()
                .collect(Collectors.toMap(Shown::event, Function.identity()));
    }
}
