package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.database.BackupProcess;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.ledger.LogRecovery;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.witness.append.Sequencer;

/** What becomes of the log when its folder or its database is another than it was. */
@Tag("slow")
final class LogFenceTest {
    @TempDir
    private Path folder;

    @Test
    void anOlderFolderIsRefusedAndTheShopWorksOn() throws Exception {
        Path data = folder.resolve("data");
        List<String> receipts = new ArrayList<>();
        SigningStation station;
        try (LogPlatform platform = LogPlatform.start(data)) {
            station = platform.newStation(platform.newSite());
            receipts.add(logged(platform, station));
        }
        copy(data.resolve("log"), folder.resolve("older"));
        try (LogPlatform platform = LogPlatform.start(data)) {
            receipts.add(logged(platform, at(platform, station)));
            platform.assertLogHoldsExactly(receipts);
        }
        Files.move(data.resolve("log"), folder.resolve("newer"));
        copy(folder.resolve("older"), data.resolve("log"));
        try (LogPlatform platform = LogPlatform.start(data)) {
            assertThat(platform.status().trouble()).startsWith("LOG_");
            String meanwhile = LogPlatform.receipt(station);
            assertThat(LogPlatform.send(at(platform, station), meanwhile).status())
                    .isEqualTo(200);
            receipts.add(meanwhile);
            assertThat(platform.placed(meanwhile).clearing()).isEmpty();
        }
        delete(data.resolve("log"));
        try (LogPlatform platform = LogPlatform.start(data)) {
            assertThat(platform.status().trouble()).as("no folder at all").startsWith("LOG_");
        }
        delete(data.resolve("log"));
        Files.move(folder.resolve("newer"), data.resolve("log"));
        try (LogPlatform platform = LogPlatform.start(data)) {
            platform.awaitLogged(receipts.getLast());
            platform.assertLogHoldsExactly(receipts);
        }
    }

    @Test
    void anOlderDatabaseIsFoundOutAndTheLogGoesOnFromItsFiles() throws Exception {
        Path data = folder.resolve("data");
        List<String> receipts = new ArrayList<>();
        SigningStation station;
        try (LogPlatform platform = LogPlatform.start(data)) {
            station = platform.newStation(platform.newSite());
            receipts.add(logged(platform, station));
            Map<String, byte[]> older = fence(platform);
            assertThat(new FencedStore(platform.bean(DataSource.class), folder, false).hold("private/lock"))
                    .as("while the platform's own log is open")
                    .isEmpty();
            receipts.add(logged(platform, station));
            putBack(platform, older);
            LogPlatform.await(() -> recoveries(platform) == 1);
            LogPlatform.await(() -> platform.status().size() == 4);
            assertThat(platform.status().trouble()).isEmpty();
            assertThat(platform.jdbc()
                            .sql("SELECT count(*) FROM identity.station WHERE state = 'active'")
                            .query(Integer.class)
                            .single())
                    .as("what else the database has lost nobody knows: people have to look")
                    .isZero();
            confirmAll(platform);
            receipts.add(logged(platform, station));
            platform.assertLogHoldsExactly(receipts);
        }
        try (LogPlatform platform = LogPlatform.start(data)) {
            assertThat(platform.status().trouble()).isEmpty();
            assertThat(recoveries(platform)).as("found once").isEqualTo(1);
            receipts.add(logged(platform, at(platform, station)));
            platform.assertLogHoldsExactly(receipts);
        }
    }

    /** The count was quicker: it is one restore, and nobody has to decide about a log whose files are whole. */
    @Test
    void aRestoreThatIsKnownIsNotFoundAgainByTheLog() throws Exception {
        try (LogPlatform platform = LogPlatform.start(folder.resolve("data"))) {
            SigningStation station = platform.newStation(platform.newSite());
            List<String> receipts = new ArrayList<>(List.of(logged(platform, station)));
            Map<String, byte[]> older = fence(platform);
            receipts.add(logged(platform, station));
            platform.jdbc()
                    .sql("INSERT INTO identity.recovery (backed_up_at) VALUES (now())")
                    .update();
            putBack(platform, older);
            LogPlatform.await(() -> platform.status().size() == 4);
            assertThat(platform.status().trouble()).isEmpty();
            confirmAll(platform);
            receipts.add(logged(platform, station));
            platform.assertLogHoldsExactly(receipts);
            assertThat(recoveries(platform)).isEqualTo(1);

            older = fence(platform);
            receipts.add(logged(platform, station));
            putBack(platform, older);
            LogPlatform.await(() -> recoveries(platform) == 2);
        }
    }

    /** Somebody said that it was put back, and may have put back the log's files as well: people decide. */
    @Test
    void ofARestoreThatPeopleKnowOfTheyDecide() throws Exception {
        try (LogPlatform platform = LogPlatform.start(folder.resolve("data"))) {
            SigningStation station = platform.newStation(platform.newSite());
            List<String> receipts = new ArrayList<>(List.of(logged(platform, station)));
            Map<String, byte[]> older = fence(platform);
            receipts.add(logged(platform, station));
            platform.jdbc().sql("INSERT INTO identity.recovery DEFAULT VALUES").update();
            putBack(platform, older);
            LogPlatform.await(() -> platform.status().trouble().startsWith(PlatformLog.RECOVERY));
            Thread.sleep(3_000); // some rounds
            assertThat(platform.status().trouble()).startsWith(PlatformLog.RECOVERY);
            platform.bean(LogRecovery.class).goOn(UUID.randomUUID());
            LogPlatform.await(() -> platform.status().size() == 4);
            confirmAll(platform);
            receipts.add(logged(platform, station));
            platform.assertLogHoldsExactly(receipts);
            assertThat(recoveries(platform)).isEqualTo(1);
        }
    }

    /** As the database says it was, under a platform that runs. */
    private static void putBack(LogPlatform platform, Map<String, byte[]> older) throws IOException {
        for (Map.Entry<String, byte[]> row : older.entrySet()) {
            platform.jdbc()
                    .sql("UPDATE ledger.log_fence SET content = ? WHERE file = ?")
                    .params(row.getValue(), row.getKey())
                    .update();
        }
        platform.bean(PlatformLog.class).close();
    }

    private static void confirmAll(LogPlatform platform) {
        platform.jdbc()
                .sql("UPDATE identity.station SET state = 'active' WHERE state = 'unconfirmed'")
                .update();
    }

    private static int recoveries(LogPlatform platform) {
        return platform.jdbc()
                .sql("SELECT count(*) FROM identity.recovery")
                .query(Integer.class)
                .single();
    }

    @Test
    void whoWasOvertakenSignsNothingOfWhatItKnew() throws Exception {
        try (LogPlatform platform = LogPlatform.start(folder.resolve("data"))) {
            UUID site = platform.newSite();
            SigningStation station = platform.newStation(site);
            logged(platform, station);
            SigningStation second = platform.newStation(site);
            String thumbprint = station.paired.key().publicKey().thumbprint();
            PlatformLog own = platform.bean(PlatformLog.class);
            long size;
            // As when the database is restarted, and another process is quicker.
            try (TileLog other = takeOver(platform)) {
                String waits = LogPlatform.receipt(second);
                assertThat(LogPlatform.send(second, waits).status()).isEqualTo(200);
                try (Sequencer sequencer =
                        Sequencer.start(other, Duration.ofMillis(10), Sequencer.Padding.NONE, _ -> {})) {
                    byte[] entry = new byte[NewEntry.LENGTH];
                    entry[0] = 1;
                    var _ = sequencer
                            .submit(thumbprint, List.of(new NewEntry(UUID.randomUUID(), entry)))
                            .get();
                }
                size = other.checkpoint().checkpoint().size();
                platform.bean(Stations.class).end(station.paired.id(), UUID.randomUUID());
                Thread.sleep(3_000);
                assertThat(end(platform, thumbprint))
                        .as("signed by who does not write")
                        .isEmpty();
                assertThat(platform.status().isElsewhere()).isTrue();
                assertThat(platform.status().trouble()).isEmpty();
                assertThat(platform.status().size()).isEqualTo(size);
                assertThat(platform.browser()
                                .send(platform.browser()
                                        .request("/log/append")
                                        .POST(HttpRequest.BodyPublishers.ofString("anything")))
                                .body())
                        .startsWith("ELSEWHERE ");
                assertThat(platform.placed(waits).clearing()).isEmpty();
            }
            LogPlatform.await(() -> end(platform, thumbprint).isPresent());
            assertThat(end(platform, thumbprint).orElseThrow()).isGreaterThanOrEqualTo(size);
            LogPlatform.await(() -> platform.bean(LogOutbox.class).length() == 0);
            assertThat(LogFsck.checkAtRest(own.store(), Optional.of(own.key())).findings())
                    .isEmpty();
        }
    }

    private TileLog takeOver(LogPlatform platform) throws Exception {
        while (true) {
            List<Boolean> _ = platform.jdbc()
                    .sql("""
                            SELECT pg_terminate_backend(pid) FROM pg_locks
                            WHERE locktype = 'advisory' AND classid::bigint = ? AND objid::bigint = ?""")
                    .params(0x77616e67L, 0x6368756eL)
                    .query((row, _) -> row.getBoolean(1))
                    .list();
            try {
                return TileLog.open(
                        platform.bean(PlatformLog.class).store(),
                        folder.resolve("other"),
                        platform.bean(LogKeys.class).log(),
                        Optional.empty());
            } catch (LogRefusedException e) {
                assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.LOCKED); // the platform was quicker
            }
        }
    }

    private static Optional<Long> end(LogPlatform platform, String thumbprint) {
        OperatorList list = platform.bean(OperatorList.class);
        return list.own(list.current().orElseThrow().list()).stations().stream()
                .filter(range -> range.key().thumbprint().equals(thumbprint))
                .findFirst()
                .flatMap(TrustList.Station::endIndex);
    }

    @Test
    void aBackUpOfAWorkingPlatformHasTheLogOfOneMoment() throws Exception {
        Path data = folder.resolve("data");
        List<String> acknowledged = new ArrayList<>();
        int before;
        try (LogPlatform platform = LogPlatform.start(data)) {
            SigningStation station = platform.newStation(platform.newSite());
            for (int i = 0; i < 5; i++) {
                acknowledged.add(logged(platform, station));
            }
            before = acknowledged.size();
            AtomicBoolean isOver = new AtomicBoolean();
            Thread work = Thread.ofPlatform().start(() -> {
                while (!isOver.get()) {
                    try {
                        LogPlatform.send(station, LogPlatform.receipt(station));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            });
            int code = BackupProcess.run("backup", data, folder.resolve("a.backup"), folder.resolve("a.keys"));
            isOver.set(true);
            work.join();
            assertThat(code).isZero();
        }
        delete(data);
        assertThat(BackupProcess.run("restore", data, folder.resolve("a.backup"), folder.resolve("a.keys")))
                .isZero();
        try (LogPlatform platform = LogPlatform.start(data)) {
            assertThat(platform.status().trouble())
                    .as("until somebody has decided")
                    .startsWith("LOG_RECOVERY");
            assertThat(platform.status().size()).isZero();
            platform.bean(LogRecovery.class).goOn(UUID.randomUUID());
            LogPlatform.await(() -> platform.status().trouble().isEmpty());
            LogPlatform.await(() -> platform.bean(LogOutbox.class).length() == 0);
            List<String> kept = platform.jdbc()
                    .sql("SELECT receipt FROM ledger.statement")
                    .query((row, _) -> row.getString(1))
                    .list();
            assertThat(kept).hasSizeGreaterThanOrEqualTo(before).containsAll(acknowledged);
            platform.assertLogHoldsExactly(kept);
        }
    }

    private static String logged(LogPlatform platform, SigningStation station) throws Exception {
        String receipt = LogPlatform.receipt(station);
        assertThat(LogPlatform.send(station, receipt).status()).isEqualTo(200);
        platform.awaitLogged(receipt);
        return receipt;
    }

    private static SigningStation at(LogPlatform platform, SigningStation station) {
        return station.at(platform.browser());
    }

    private static Map<String, byte[]> fence(LogPlatform platform) {
        return platform
                .jdbc()
                .sql("SELECT file, content FROM ledger.log_fence")
                .query((row, _) -> Map.entry(row.getString(1), row.getBytes(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    private static void delete(Path what) throws IOException {
        try (Stream<Path> all = Files.walk(what)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
