package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.testing.FreePort;

/** On the database of the other tests a platform works as on one that it has made itself. */
@Tag("slow")
final class PreparedDatabaseTest {
    private static final List<String> WHAT_IS_MADE = List.of(
            "SELECT version || ' ' || script || ' ' || checksum || ' ' || success FROM public.flyway_schema_history",
            """
            SELECT table_schema || '.' || table_name || '.' || column_name || ' ' || ordinal_position || ' ' || data_type || ' ' || is_nullable
              || ' ' || coalesce(column_default, '-') FROM information_schema.columns""",
            "SELECT indexdef FROM pg_indexes",
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            """
            SELECT p.oid::regprocedure || ' ' || prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
            WHERE nspname NOT IN ('pg_catalog', 'information_schema')""",
            "SELECT schemaname || '.' || viewname || ' ' || definition FROM pg_views",
            "SELECT sequencename || ' ' || start_value || ' ' || increment_by || ' ' || sequenceowner FROM pg_sequences",
            "SELECT schemaname || '.' || tablename || ' ' || tableowner FROM pg_tables",
            "SELECT nspname || ' ' || nspowner::regrole FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'",
            "SELECT rolname || ' ' || rolsuper || ' ' || rolcanlogin || ' ' || rolcreatedb || ' ' || rolcreaterole FROM pg_roles",
            "SELECT datname || ' ' || datdba::regrole || ' ' || datcollate || ' ' || coalesce(datlocale, '-') FROM pg_database");

    @TempDir
    private Path folder;

    @Test
    void itIsWhatAStartOnAnEmptyFolderMakes() throws Exception {
        List<List<String>> made = whatIsIn(folder.resolve("empty"));
        Path data = folder.resolve("prepared");
        PreparedDatabase.into(data, List.of());
        assertThat(data.resolve("postgres/PG_VERSION")).exists();
        assertThat(data.resolve("postgres-program"))
                .as("the program, though another platform of this process unpacked it")
                .isDirectoryRecursivelyContaining("glob:**/bin/postgres");

        assertThat(whatIsIn(data)).isEqualTo(made);
        assertThat(made).allSatisfy(each -> assertThat(each).isNotEmpty());
    }

    /** One that something else made is not taken for it. */
    @Test
    void itIsCalledAfterAllThatMakesIt() throws Exception {
        byte[] program = "program".getBytes(StandardCharsets.UTF_8);
        byte[] code = "code".getBytes(StandardCharsets.UTF_8);
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        Path first = Files.writeString(migrations.resolve("V1__first.sql"), "SELECT 1;");
        String name = PreparedDatabase.digest(migrations, List.of(program, code));
        assertThat(PreparedDatabase.digest(migrations, List.of(program, code))).isEqualTo(name);

        Set<String> names = new HashSet<>(List.of(name));
        assertThat(names.add(PreparedDatabase.digest(migrations, List.of(program, program))))
                .as("other code")
                .isTrue();
        assertThat(names.add(PreparedDatabase.digest(migrations, List.of(program, new byte[0], code))))
                .as("one more maker")
                .isTrue();
        assertThat(names.add(
                        PreparedDatabase.digest(migrations, List.of("programcode".getBytes(StandardCharsets.UTF_8)))))
                .as("the same bytes, parted otherwise")
                .isTrue();
        Path second = Files.move(first, migrations.resolve("V2__first.sql"));
        assertThat(names.add(PreparedDatabase.digest(migrations, List.of(program, code))))
                .as("another number")
                .isTrue();
        Files.writeString(second, "SELECT 2;");
        assertThat(names.add(PreparedDatabase.digest(migrations, List.of(program, code))))
                .as("another statement")
                .isTrue();
    }

    private static List<List<String>> whatIsIn(Path data) throws Exception {
        try (ConfigurableApplicationContext platform = new SpringApplicationBuilder(PlatformApplication.class)
                .run(
                        "--wangchuan.data=" + data,
                        "--wangchuan.listen-port=" + FreePort.any(),
                        "--wangchuan.public-url=http://localhost")) {
            JdbcClient jdbc = platform.getBean(JdbcClient.class);
            return WHAT_IS_MADE.stream()
                    .map(query -> jdbc.sql(query).query((row, _) -> String.valueOf(row.getString(1))).list().stream()
                            .sorted()
                            .toList())
                    .toList();
        }
    }
}
