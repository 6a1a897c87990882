package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.testing.OwnPostgres;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.BehindFence;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.log.TileLog.Publication;
import org.wangchuan.proof.note.NoteSigner;

/** Two machines, one database, one folder, and witnesses who have not cosigned yet what the first one signed last. */
@Tag("slow")
final class SharedCheckpointTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));

    private static final int SEEN = 20;
    private static final int SIGNED = 25;

    @TempDir
    private Path folder;

    private OwnPostgres server;

    @BeforeEach
    void begin() throws IOException {
        server = OwnPostgres.start(folder.resolve("server"));
        Files.createDirectories(log());
        make(server.url());
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    /** What was signed lies in the folder, whoever's machine has signed it. */
    @Test
    void whoTakesOverAfterALossGoesOnFromWhatTheOtherHasSigned() throws IOException {
        Map<String, byte[]> older;
        Checkpoint last;
        try (TileLog first = open(server.url(), "first")) {
            append(first, 0, SEEN);
            first.publish(first.checkpoint());
            older = fence(server.url());
            append(first, SEEN, SIGNED);
            last = first.checkpoint().checkpoint();
        }
        putBack(server.url(), older);

        assertThatThrownBy(() -> open(server.url(), "second").close())
                .isInstanceOfSatisfying(
                        LogRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.ROLLED_BACK));
        BehindFence behind = new BehindFence(store(server.url()), folder.resolve("second"), SIGNER);
        assertThat(behind.find()).contains(last);
        assertThat(behind.isAllHere(Publication.WHEN_COSIGNED, last)).isTrue();
        behind.takeUp();
        try (TileLog second = open(server.url(), "second")) {
            assertThat(second.checkpoint().checkpoint()).isEqualTo(last);
            append(second, SIGNED, SIGNED + 1);
            second.publish(second.checkpoint());
        }
        try (TileLog first = open(server.url(), "first")) {
            append(first, SIGNED + 1, SIGNED + 2);
            first.publish(first.checkpoint());
        }
        assertIsWhole();
    }

    /** Killed between the database and the folder: nobody has seen what it signed. */
    @Test
    void whatWasSignedAndNotCopiedYetIsCopiedByWhoeverOpensIt() throws IOException {
        byte[] older;
        Checkpoint last;
        try (TileLog first = open(server.url(), "first")) {
            append(first, 0, SEEN);
            older = Files.readAllBytes(log().resolve(TileLog.SIGNED_COPY));
            append(first, SEEN, SIGNED);
            last = first.checkpoint().checkpoint();
        }
        Files.write(log().resolve(TileLog.SIGNED_COPY), older);
        try (TileLog second = open(server.url(), "second")) {
            assertThat(second.checkpoint().checkpoint()).isEqualTo(last);
        }
        assertThat(Files.readAllBytes(log().resolve(TileLog.SIGNED_COPY)))
                .isEqualTo(fence(server.url()).get(FencedStore.SIGNED));
    }

    /** Two databases, each of which believes to be the one: there is one folder. */
    @Test
    void whoWasOvertakenInAnotherDatabaseSignsNoMoreThanItsOwn() throws IOException {
        String other = server.url().replaceFirst("/postgres(?=\\?|$)", "/other");
        assertThat(other).isNotEqualTo(server.url());
        server.jdbc().sql("CREATE DATABASE other").update();
        make(other);
        FencedStore own = store(server.url());
        try (TileLog first = open(own, "first")) {
            append(first, 0, SEEN);
            first.publish(first.checkpoint());
            fence(server.url())
                    .forEach((file, content) -> JdbcClient.create(source(other))
                            .sql("INSERT INTO ledger.log_fence VALUES (?, ?)")
                            .params(file, content)
                            .update());
            try (TileLog second = open(other, "second")) {
                append(second, SEEN, SEEN + 1);
                SignedCheckpoint before = first.checkpoint();
                assertThatThrownBy(() -> first.append(new UUID(2, 1), entry(99)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("another writer");
                assertThat(own.isOvertaken())
                        .as("and its platform stands still")
                        .isTrue();
                assertThat(first.checkpoint()).as("it gives out nothing of it").isEqualTo(before);
                assertThatThrownBy(() -> first.publish(before)).isInstanceOf(IOException.class);
                append(second, SEEN + 1, SEEN + 2);
                second.publish(second.checkpoint());
            }
        }
        assertThat(LogFsck.check(store(other), Optional.of(SIGNER.verifierKey()))
                        .findings())
                .as("it has written over nothing")
                .isEmpty();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static DataSource source(String url) {
        PGSimpleDataSource out = new PGSimpleDataSource();
        out.setUrl(url);
        out.setUser("postgres");
        return out;
    }

    private static void make(String url) {
        JdbcClient jdbc = JdbcClient.create(source(url));
        jdbc.sql("CREATE SCHEMA ledger").update();
        jdbc.sql("CREATE TABLE ledger.log_fence (file text PRIMARY KEY, content bytea NOT NULL)")
                .update();
    }

    private FencedStore store(String url) {
        return new FencedStore(source(url), log(), true);
    }

    private TileLog open(String url, String machine) throws IOException {
        return open(store(url), machine);
    }

    private TileLog open(FencedStore store, String machine) throws IOException {
        return TileLog.open(store, folder.resolve(machine), SIGNER, Optional.empty(), Publication.WHEN_COSIGNED);
    }

    private static Map<String, byte[]> fence(String url) {
        Map<String, byte[]> out = new HashMap<>();
        JdbcClient.create(source(url))
                .sql("SELECT file, content FROM ledger.log_fence")
                .query((row, _) -> out.put(row.getString(1), row.getBytes(2)))
                .list();
        return out;
    }

    private static void putBack(String url, Map<String, byte[]> older) {
        older.forEach((file, content) -> JdbcClient.create(source(url))
                .sql("UPDATE ledger.log_fence SET content = ? WHERE file = ?")
                .params(content, file)
                .update());
    }

    private static void append(TileLog log, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            assertThat(log.append(new UUID(1, i), entry(i))).isEqualTo(i);
        }
    }

    private static byte[] entry(int number) {
        byte[] entry = new byte[NewEntry.LENGTH];
        entry[0] = 1;
        entry[1] = (byte) number;
        return entry;
    }

    private void assertIsWhole() throws IOException {
        FencedStore store = store(server.url());
        assertThat(LogFsck.check(store, Optional.of(SIGNER.verifierKey())).findings())
                .isEmpty();
    }
}
