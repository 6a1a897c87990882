package org.wangchuan.platform.intake.list;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.proof.encoding.Bytes32;

/** The rows of declarations. Thread-safe. */
@Component
class ListDeclarations {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ListDeclarations(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes one; in the caller's transaction, which has locked the orders. */
    void add(
            Batch batch,
            ListDeclaration.Kind kind,
            Optional<Presence> grade,
            String terms,
            List<BatchItem> items,
            Actor by) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO intake.list_declaration
                          (id, batch_id, kind, grade, terms, list_digest, actor, actor_id, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(id)
                .param(batch.id())
                .param(kind.id())
                .param(grade.map(Presence::id).orElse(null))
                .param(terms)
                .param(ListDeclaration.digest(ListDeclaration.text(kind, batch, items))
                        .toBytes())
                .param(by.kind().name().toLowerCase(Locale.ROOT))
                .param(by.id().orElse(null))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("INSERT INTO intake.list_declaration_order SELECT ?, unnest(?::uuid[])")
                .param(id)
                .param(items.stream().map(item -> item.order().id().toString()).toArray(String[]::new))
                .update();
    }

    /** How often it was signed by hand. */
    int signatures(Batch batch) {
        return jdbc.sql("SELECT count(*) FROM intake.list_declaration WHERE batch_id = ? AND grade = 'handwritten'")
                .param(batch.id())
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** Those of a list, the earliest first. */
    List<ListDeclaration> of(Batch batch, List<BatchItem> items) {
        Map<UUID, BatchItem> byOrder =
                items.stream().collect(Collectors.toMap(item -> item.order().id(), Function.identity()));
        Map<UUID, List<UUID>> orders = new HashMap<>(jdbc
                .sql("""
                        SELECT o.declaration_id, o.order_id FROM intake.list_declaration_order o
                        JOIN intake.list_declaration d ON d.id = o.declaration_id WHERE d.batch_id = ?""")
                .param(batch.id())
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
        return jdbc.sql("SELECT * FROM intake.list_declaration WHERE batch_id = ? ORDER BY at, id")
                .param(batch.id())
                .query((row, _) -> {
                    UUID id = row.getObject("id", UUID.class);
                    ListDeclaration.Kind kind = ListDeclaration.Kind.of(row.getString("kind"));
                    List<UUID> covered = orders.getOrDefault(id, List.of());
                    List<BatchItem> known = covered.stream()
                            .map(byOrder::get)
                            .filter(Objects::nonNull)
                            .toList();
                    return new ListDeclaration(
                            id,
                            kind,
                            Optional.ofNullable(row.getString("grade")).map(Presence::of),
                            row.getString("terms"),
                            Bytes32.of(row.getBytes("list_digest")),
                            Actor.Kind.valueOf(row.getString("actor").toUpperCase(Locale.ROOT)),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            covered,
                            ListDeclaration.text(kind, batch, known));
                })
                .list();
    }
}
