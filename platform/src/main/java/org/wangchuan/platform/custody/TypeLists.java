package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Lists of type allocations that a company was given, beside what {@link NumberTypes} has learned: what each calls the phones of a type. Only the
 * company's own sites are told. A hint at the counter, never a reason to refuse anything. Thread-safe.
 */
@Component
public class TypeLists {
    /** Most of a company. */
    public static final int LISTS_MAX = 5;

    /** Longest name of a list, brand or model: as at the counter, where a click fills both in. */
    public static final int NAME_CHARS_MAX = 60;

    /** Longest statement of where a list comes from. */
    public static final int SOURCE_CHARS_MAX = 300;

    private static final int CHANGES_SHOWN = 50;
    /** Rows that are sent to the database at once. */
    private static final int PART = 5_000;

    private final JdbcClient jdbc;
    private final KeyedDigest digests;
    private final InstantSource clock;

    TypeLists(JdbcClient jdbc, KeyedDigest digests, InstantSource clock) {
        this.jdbc = jdbc;
        this.digests = digests;
        this.clock = clock;
    }

    /**
     * One row of a list.
     *
     * @param type the first eight digits of an IMEI (3GPP TS 23.003, clause 6)
     * @param brand 1 to {@link #NAME_CHARS_MAX} characters, as is the model
     */
    public record Row(String type, String brand, String model) {
        /** Whether both call it the same. */
        public boolean isCalledAs(Row other) {
            return ModelName.key(brand, model).equals(ModelName.key(other.brand, other.model));
        }
    }

    /**
     * What a company says of a list that it takes in.
     *
     * @param name 1 to {@link #NAME_CHARS_MAX} characters; a list of the same name is replaced
     * @param source whose it is and what it may be used for; 1 to {@link #SOURCE_CHARS_MAX} characters
     * @param day of the company
     * @param file SHA-256 of the file
     */
    public record Given(UUID organisation, String name, String source, LocalDate day, Bytes32 file, UUID by) {}

    /**
     * A list that is in use.
     *
     * @param id another one each time that it is replaced
     * @param day on which it was taken in
     * @param types of how many it says something
     * @param file SHA-256 of the file that it came in, in hexadecimal digits
     */
    public record TypeList(UUID id, String name, String source, LocalDate day, int types, String file) {}

    /**
     * One of the changes of a company's lists.
     *
     * @param what words under {@code intake.types.change.WHAT}
     * @param by the name at work of whoever made it
     */
    public record Change(Instant at, String what, String name, String source, int types, String file, String by) {}

    /**
     * What a list says of a type.
     *
     * @param day on which it was taken in
     */
    public record Said(String list, LocalDate day, String brand, String model) {
        /** Whether something else is typed; of a brand or a model that is not typed yet it is not. */
        public boolean differs(String typedBrand, String typedModel) {
            return ModelName.differs(typedBrand, typedModel, brand, model);
        }

        /** Whether another list calls it otherwise. */
        public boolean disagrees(Said other) {
            return !ModelName.key(brand, model).equals(ModelName.key(other.brand, other.model));
        }
    }

    /** Those of a company by name. */
    public List<TypeList> of(UUID organisation) {
        return jdbc.sql("SELECT * FROM custody.type_list WHERE organisation_id = ? ORDER BY name")
                .param(organisation)
                .query((row, _) -> read(row))
                .list();
    }

    /** What was done with a company's lists, the latest first. */
    public List<Change> changes(UUID organisation) {
        return jdbc.sql("""
                        SELECT c.at, c.what, c.name, c.source, c.type_count, encode(c.file_digest, 'hex'), a.work_name
                        FROM custody.type_list_change c JOIN identity.account a ON a.id = c.account_id
                        WHERE c.organisation_id = ? ORDER BY c.id DESC LIMIT ?""")
                .params(organisation, CHANGES_SHOWN)
                .query((row, _) -> new Change(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7)))
                .list();
    }

    /**
     * Takes a list in whole, in the place of the company's list of that name. Whoever asks meanwhile is answered by the one before.
     *
     * @param rows at least one, each type once
     * @return whether it was: a company has at most {@link #LISTS_MAX}
     */
    @Transactional
    public boolean put(Given given, List<Row> rows) {
        lock(given.organisation());
        List<TypeList> before = of(given.organisation());
        String key = ModelName.plain(given.name());
        Optional<TypeList> same = before.stream()
                .filter(list -> ModelName.plain(list.name()).equals(key))
                .findFirst();
        if (same.isEmpty() && before.size() >= LISTS_MAX) {
            return false;
        }
        same.ifPresent(list -> delete(given.organisation(), list.id()));
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO custody.type_list
                          (id, organisation_id, name, name_key, source, day, type_count, file_digest)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        given.organisation(),
                        given.name(),
                        key,
                        given.source(),
                        given.day(),
                        rows.size(),
                        given.file().toBytes())
                .update();
        for (int from = 0; from < rows.size(); from += PART) {
            insert(id, rows.subList(from, Math.min(from + PART, rows.size())));
        }
        note(given.organisation(), id, same.isPresent() ? "replaced" : "added", given.by());
        return true;
    }

    /**
     * Takes a list away.
     *
     * @return whether it was there: one that was replaced meanwhile is another
     */
    @Transactional
    public boolean remove(UUID organisation, UUID list, UUID by) {
        lock(organisation);
        return note(organisation, list, "removed", by) && delete(organisation, list);
    }

    /** What the lists of these sites' company say of a type, by their names. */
    public List<Said> saying(Collection<UUID> sites, String type) {
        return jdbc.sql("""
                        SELECT l.name, l.day, t.brand, t.model
                        FROM custody.type_list l JOIN custody.type_listed t ON t.list_id = l.id AND t.type_digest = ?
                        WHERE l.organisation_id IN (SELECT organisation_id FROM identity.site WHERE id = ANY(?::uuid[]))
                        ORDER BY l.name""")
                .param(digests.ofType(type))
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> new Said(
                        row.getString(1), row.getObject(2, LocalDate.class), row.getString(3), row.getString(4)))
                .list();
    }

    private void insert(UUID list, List<Row> rows) {
        jdbc.sql("""
                        INSERT INTO custody.type_listed (list_id, type_digest, brand, model)
                        SELECT ?, type, brand, model FROM unnest(?::bytea[], ?::text[], ?::text[]) AS t (type, brand, model)""")
                .param(list)
                .param(rows.stream().map(row -> digests.ofType(row.type())).toArray(byte[][]::new))
                .param(rows.stream().map(Row::brand).toArray(String[]::new))
                .param(rows.stream().map(Row::model).toArray(String[]::new))
                .update();
    }

    private boolean note(UUID organisation, UUID list, String what, UUID by) {
        return jdbc.sql("""
                        INSERT INTO custody.type_list_change
                          (at, account_id, organisation_id, what, name, source, type_count, file_digest)
                        SELECT ?, ?, organisation_id, ?, name, source, type_count, file_digest
                        FROM custody.type_list WHERE organisation_id = ? AND id = ? FOR UPDATE""")
                        .params(clock.instant().atOffset(ZoneOffset.UTC), by, what, organisation, list)
                        .update()
                == 1;
    }

    private boolean delete(UUID organisation, UUID list) {
        return jdbc.sql("DELETE FROM custody.type_list WHERE organisation_id = ? AND id = ?")
                        .params(organisation, list)
                        .update()
                == 1;
    }

    /** Of two who change a company's lists the second waits for the first. */
    private void lock(UUID organisation) {
        var _ = jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('custody.type_list ' || ?, 0))")
                .param(organisation.toString())
                .query((_, _) -> true)
                .single();
    }

    private static TypeList read(ResultSet row) throws SQLException {
        return new TypeList(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("source"),
                row.getObject("day", LocalDate.class),
                row.getInt("type_count"),
                HexFormat.of().formatHex(row.getBytes("file_digest")));
    }
}
