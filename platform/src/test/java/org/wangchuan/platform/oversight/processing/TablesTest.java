package org.wangchuan.platform.oversight.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.testing.PlatformTest;

/**
 * The records of processing are held against the database as the migrations make it: no table and no column that can hold something of a person is in
 * neither a record of processing nor declared free of it with a reason.
 */
final class TablesTest extends PlatformTest {
    /** What is to be done about a table or column that nobody has declared. */
    private static final String WHAT_TO_DO =
            ". Declare it in src/main/resources/processing/records.v1.json under \"tables\": give each of these columns to the record of processing that it"
                    + " belongs to (a new one is written under \"beside\", in both languages, with how long it is kept), or to a reason under \"free\" why it"
                    + " holds nothing of a person. Then run RecordsOfProcessingTest with -Dwangchuan.write-docs=true.";

    private static final Pattern DELETED = Pattern.compile("DELETE\\s+FROM\\s+([a-z]+[.][a-z_]+)");

    /** Each column that can hold text, bytes, JSON, ids or lists of them; all tables, also those that have none. */
    private static Map<String, Set<String>> schema() {
        Map<String, Set<String>> out = new TreeMap<>();
        jdbc().sql("""
                        SELECT n.nspname || '.' || c.relname AS place, coalesce(string_agg(a.attname, ' '), '') AS columns
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                            AND a.atttypid NOT IN ('bool'::regtype, 'int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'date'::regtype,
                                'timestamp'::regtype, 'timestamptz'::regtype)
                        WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
                        GROUP BY 1""")
                .query((row, _) -> Map.entry(row.getString("place"), row.getString("columns")))
                .list()
                .forEach(table -> out.put(
                        table.getKey(),
                        Pattern.compile(" ")
                                .splitAsStream(table.getValue())
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.toCollection(TreeSet::new))));
        return out;
    }

    /** What the file and the database do not agree on, each in a sentence that says what to do. */
    private static List<String> differences(Map<String, Set<String>> schema, RecordsFile file) {
        List<String> out = new ArrayList<>();
        Map<String, Set<String>> declared = new TreeMap<>();
        file.tables().forEach(table -> declared.put(table.name(), new TreeSet<>(table.columns())));
        schema.forEach((name, columns) -> {
            if (!declared.containsKey(name)) {
                out.add("The table " + name + " is declared nowhere, with its columns " + columns + WHAT_TO_DO);
                return;
            }
            Set<String> open = new TreeSet<>(columns);
            open.removeAll(declared.getOrDefault(name, Set.of()));
            if (!open.isEmpty()) {
                out.add("Of the table " + name + " nobody has declared " + open + WHAT_TO_DO);
            }
        });
        declared.forEach((name, columns) -> {
            Set<String> gone = new TreeSet<>(columns);
            gone.removeAll(schema.getOrDefault(name, Set.of()));
            if (!schema.containsKey(name) || !gone.isEmpty()) {
                out.add("The file declares " + name + " " + gone
                        + ", which is not in the database: take it out there.");
            }
        });
        return out;
    }

    @Test
    void eachTableAndColumnIsOfARecordOrFreeOfPersonalDataWithAReason() throws IOException {
        assertThat(differences(schema(), ProcessingRecords.read())).isEmpty();
    }

    @Test
    void aNewTableOrColumnThatNobodyDeclaredIsToldWithWhatToDo() {
        RecordsFile file = read();
        List<String> found = Objects.requireNonNull(
                new TransactionTemplate(bean(PlatformTransactionManager.class)).execute(state -> {
                    // As a migration would, and taken back.
                    state.setRollbackOnly();
                    jdbc().sql("CREATE TABLE oversight.visitor_book (id bigint, name text, at timestamptz)")
                            .update();
                    jdbc().sql("ALTER TABLE clock.seen ADD COLUMN remark text, ADD COLUMN count integer")
                            .update();
                    return differences(schema(), file);
                }));
        assertThat(found)
                .satisfiesExactlyInAnyOrder(
                        sentence -> assertThat(sentence)
                                .startsWith(
                                        "The table oversight.visitor_book is declared nowhere, with its columns [name].")
                                .contains("records.v1.json", "-Dwangchuan.write-docs=true"),
                        sentence -> assertThat(sentence)
                                .startsWith("Of the table clock.seen nobody has declared [remark].")
                                .contains("records.v1.json"));
        assertThat(differences(schema(), file)).isEmpty();
    }

    /** Whose id is somebody's, is something of them, whatever a person thought when they wrote the file. */
    @Test
    void noIdOfAnAccountOrAPersonIsDeclaredFree() {
        Set<String> leading = new TreeSet<>(
                jdbc().sql("""
                        SELECT n.nspname || '.' || t.relname || '.' || a.attname FROM pg_constraint k
                        JOIN pg_class t ON t.oid = k.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
                        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                        WHERE k.contype = 'f' AND k.confrelid IN ('identity.account'::regclass, 'vault.person'::regclass)
                        UNION
                        SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name FROM information_schema.columns c
                        WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') AND c.data_type = 'uuid'
                          AND c.column_name ~ '(^|_)(account|account_id|by|actor_id|person|person_id|owner|owner_ref|responsible)$'""").query((row, _) -> row.getString(1)).list());
        // A station's word, and no person's.
        leading.remove("oversight.look.said_by");
        // Views show nothing of their own.
        Set<String> tables = schema().keySet();
        leading.removeIf(column -> !tables.contains(column.substring(0, column.lastIndexOf('.'))));
        Set<String> ofSomebody = read().tables().stream()
                .flatMap(table -> table.records().values().stream()
                        .flatMap(List::stream)
                        .map(column -> table.name() + "." + column))
                .collect(Collectors.toSet());
        assertThat(leading)
                .hasSizeGreaterThan(60)
                .contains(
                        "intake.order_event.actor_id",
                        "vault.read.person_id",
                        "rights.officer.by_account",
                        "identity.one_time_link.by_account");
        assertThat(ofSomebody).containsAll(leading);
    }

    /** A record that is said to have no end has none: no statement deletes of its tables but of those that are said to lose rows. */
    @Test
    void whatIsKeptWithoutAnEndIsDeletedByNothing() throws IOException {
        Set<String> deleted = new HashSet<>();
        try (Stream<Path> all = Files.walk(Path.of("src/main"))) {
            for (Path file : all.filter(path ->
                            path.toString().endsWith(".java") || path.toString().endsWith(".sql"))
                    .toList()) {
                DELETED.matcher(Files.readString(file)).results().forEach(found -> deleted.add(found.group(1)));
            }
        }
        deleted.addAll(jdbc().sql("""
                        SELECT n.nspname || '.' || t.relname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
                        JOIN pg_namespace n ON n.oid = t.relnamespace WHERE k.contype = 'f' AND k.confdeltype NOT IN ('a', 'r')""").query((row, _) -> row.getString(1)).list());
        RecordsFile file = read();
        assertThat(file.tables().stream().filter(RecordsFile.Table::goes).map(RecordsFile.Table::name))
                .containsExactlyInAnyOrderElementsOf(deleted);
        for (RecordsFile.Beside record : file.beside()) {
            List<RecordsFile.Table> tables = file.tablesOf(record.id());
            boolean hasNoEnd = record.kept().en().startsWith("no end");
            assertThat(record.kept().zh().startsWith("无期限")).as(record.id()).isEqualTo(hasNoEnd);
            assertThat(hasNoEnd).as(record.id()).isEqualTo(tables.stream().anyMatch(table -> !table.goes()));
        }
    }

    private static RecordsFile read() {
        try {
            return ProcessingRecords.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
