package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Sample;

/**
 * A shop whose only disk is full, with the platform, its log and its database on it: what was acknowledged is there once when there is room
 * again, and nothing that lies there is half written. Who runs it starts it again when it ends, as {@code up} and a service do.
 */
@Tag("slow")
@Timeout(600)
final class DiskFullTest {
    private static final Duration FULL = Duration.ofSeconds(Sample.of(10, 25));
    private static final long DISK_BYTES = 640L << 20;

    @TempDir
    private Path folder;

    private Path disk;
    private Path filler;

    @BeforeEach
    void makeDisk() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "nobody but root may mount a disk");
        Path image = folder.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        disk = Files.createDirectory(folder.resolve("disk"));
        filler = disk.resolve("filler");
        run("mkfs.ext4", "-q", "-m", "0", image.toString());
        run("mount", "-o", "loop", image.toString(), disk.toString());
    }

    /** Of a test that failed the database lives on, as that of a platform that was killed does, and holds the disk. */
    @AfterEach
    void takeDiskAway() throws Exception {
        Path data = disk.resolve("data/postgres");
        Path pid = data.resolve("postmaster.pid");
        if (Files.exists(pid)) {
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(pid).getFirst()))
                    .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                    .orElse(null);
            if (server != null) {
                run("kill", "-QUIT", Long.toString(server.pid()));
                server.onExit().join();
            }
        }
        run("umount", disk.toString());
    }

    @Test
    void whatWasAcknowledgedIsThereOnceWhenThereIsRoomAgain() throws Exception {
        fillsUp(false);
    }

    /** PostgreSQL ends itself when it can't make the next file of its write-ahead log; the platform ends with it, and starts when it can. */
    @Test
    @Tag("long")
    void itIsWhereTheDatabaseHasEndedItself() throws Exception {
        fillsUp(true);
    }

    private void fillsUp(boolean isLogOfDatabaseAsked) throws Exception {
        Path data = disk.resolve("data");
        List<String> acknowledged = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        KilledPlatform platform = KilledPlatform.start(data, folder.resolve("said"));
        int starts = 1;
        try {
            SigningStation station = platform.pair();
            sendFor(Duration.ofSeconds(3), station, acknowledged, problems);
            assertThat(problems).isEmpty();
            int before = acknowledged.size();
            long end = System.nanoTime() + FULL.toNanos();
            // The database is waited for, however slow the machine is.
            while (System.nanoTime() < end || (isLogOfDatabaseAsked && starts == 1)) {
                fill();
                sendFor(Duration.ofMillis(500), station, acknowledged, problems);
                if (isLogOfDatabaseAsked && starts == 1) {
                    fillLogOfDatabase(data);
                }
                if (!platform.isAlive()) {
                    starts++;
                    try {
                        platform = KilledPlatform.start(data, folder.resolve("said"));
                        station.at(new Browser(platform.origin()));
                    } catch (IOException e) {
                        // There is no room: it does not start.
                    }
                }
            }
            // Where it is not asked, a quick machine may come to the end of such a file all the same.
            if (isLogOfDatabaseAsked) {
                assertThat(starts).as("starts, as the platform has ended").isGreaterThan(1);
            }
            assertThat(problems)
                    .as("what stations are told, unless nobody answers")
                    .allMatch(told -> told.startsWith("503 ") || told.startsWith("java."));
            System.out.println("disk full: " + before + " acknowledged before, " + (acknowledged.size() - before)
                    + " while it was, " + starts + " starts; " + new HashSet<>(problems));
            assertThat(problems).as("it was full").isNotEmpty();
            Files.delete(filler);
            if (!platform.isAlive()) {
                platform = KilledPlatform.start(data, folder.resolve("said"));
                station.at(new Browser(platform.origin()));
            }
            int full = acknowledged.size();
            long at = System.nanoTime();
            while (acknowledged.size() == full) {
                assertThat(System.nanoTime() - at)
                        .as("it takes nothing: " + problems.getLast())
                        .isLessThan(Duration.ofSeconds(60).toNanos());
                sendFor(Duration.ofMillis(200), station, acknowledged, problems);
            }
            System.out.println("disk full: it takes again after " + (System.nanoTime() - at) / 1_000_000 + " ms");
        } finally {
            platform.kill();
        }
        try (LogPlatform again = LogPlatform.start(data)) {
            LogPlatform.await(() -> again.bean(LogOutbox.class).length() == 0);
            List<String> kept = again.jdbc()
                    .sql("SELECT receipt FROM ledger.statement")
                    .query((row, _) -> row.getString(1))
                    .list();
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
            again.assertLogHoldsExactly(kept);
        }
    }

    private static void sendFor(Duration time, SigningStation station, List<String> acknowledged, List<String> problems)
            throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            String receipt = LogPlatform.receipt(station);
            try {
                Browser.Answer answer = LogPlatform.send(station, receipt);
                if (answer.status() == 200) {
                    acknowledged.add(receipt);
                } else {
                    problems.add(answer.status() + " " + answer.body().replaceAll("\"requestId\":\"[0-9a-f]*\"", ""));
                }
            } catch (CompletionException e) {
                problems.add(String.valueOf(e.getCause()));
                return;
            }
        }
    }

    /** Asks for one file after the other until the database can't make the next. */
    private static void fillLogOfDatabase(Path data) throws IOException {
        Path pid = data.resolve("postgres/postmaster.pid");
        if (Files.notExists(pid)) {
            return; // it has ended
        }
        JdbcClient jdbc = KilledPlatform.database(data);
        try {
            for (int file = 0; file < 200; file++) {
                jdbc.sql("SELECT pg_logical_emit_message(false, 'full', 'x')::text, pg_switch_wal()::text")
                        .query()
                        .singleRow();
            }
        } catch (DataAccessException e) {
            // It has ended, or ends.
        }
    }

    /** Takes what room there is, also what was given back since. */
    private void fill() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            file.seek(file.length());
            for (byte[] some = new byte[1 << 20]; some.length >= 1 << 9; some = new byte[some.length / 2]) {
                try {
                    while (true) {
                        file.write(some);
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("No space left");
                }
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
