package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.FreePort;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.OwnPostgres;
import org.wangchuan.platform.testing.PlatformTest;

/**
 * The database dies for good and its replica takes its place, under a platform that runs and knows both addresses, while a station
 * sends. A replica for which each commit waited has all; one that lagged behind has not, and that must not pass in silence.
 */
@Tag("slow")
final class FailoverTest {
    private static final Duration BACK_MAX = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void aReplicaThatEachCommitWaitedForHasAll() throws Exception {
        List<OwnPostgres> pair = OwnPostgres.pair(folder, true);
        try (OwnPostgres primary = pair.getFirst();
                OwnPostgres replica = pair.getLast();
                Running up = begin(pair)) {
            Traffic traffic = up.traffic();
            Thread.sleep(2_000);
            up.stranger.look();
            primary.kill();
            Thread.sleep(1_000); // whoever decides it takes a moment
            replica.promote();
            long at = System.nanoTime();
            long size = up.stranger.published().size();
            Stranger.await(() -> up.stranger.published().size() > size);
            Duration took = Duration.ofNanos(System.nanoTime() - at);
            up.stranger.look();
            Thread.sleep(1_000);
            traffic.end();
            System.out.println("failover: the log goes on after " + took.toMillis() + " ms; "
                    + traffic.acknowledged.size() + " acknowledged, again " + traffic.again.size());
            assertThat(took).isLessThan(BACK_MAX);
            up.stranger.assertAllIsThereOnce(traffic, replica.jdbc());
            assertThat(recoveries(replica.jdbc())).isZero();
        }
    }

    @Test
    void oneThatLaggedBehindIsFoundOutAndContradictsNothing() throws Exception {
        List<OwnPostgres> pair = OwnPostgres.pair(folder, false);
        try (OwnPostgres primary = pair.getFirst();
                OwnPostgres replica = pair.getLast();
                Running up = begin(pair)) {
            Traffic traffic = up.traffic();
            Thread.sleep(2_000);
            replica.cutOff();
            Thread.sleep(2_000);
            up.stranger.look();
            primary.kill();
            replica.promote();
            long at = System.nanoTime();
            Stranger.await(() -> recoveries(replica.jdbc()) == 1);
            Duration took = Duration.ofNanos(System.nanoTime() - at);
            Thread.sleep(3_000);
            traffic.giveUp(); // it is told to wait for people
            Set<String> lost = new HashSet<>(traffic.acknowledged);
            lost.removeAll(replica.jdbc()
                    .sql("SELECT receipt FROM ledger.statement")
                    .query((row, _) -> row.getString(1))
                    .set());
            System.out.println("a replica that lagged behind was found out after " + took.toMillis() + " ms; "
                    + traffic.acknowledged.size() + " acknowledged, not there " + lost.size());
            assertThat(lost).as("else this shows nothing").isNotEmpty();
            up.stranger.consistentLeaves();
            assertThat(replica.jdbc()
                            .sql("SELECT count(*) FROM identity.station WHERE state = 'active'")
                            .query(Integer.class)
                            .single())
                    .as("each waits for people, and brings all again")
                    .isZero();
        }
    }

    private static int recoveries(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM identity.recovery")
                .query(Integer.class)
                .single();
    }

    private Running begin(List<OwnPostgres> pair) throws Exception {
        OwnPostgres.Address database = OwnPostgres.either(pair);
        Path log = folder.resolve("log");
        Path data = folder.resolve("data");
        int port = FreePort.any();
        String origin = "http://localhost:" + port;
        PlatformTest.PairedStation paired;
        Stranger stranger;
        try (OwnPlatform _ = OwnPlatform.start(
                data,
                "--wangchuan.database-url=" + database.url(),
                "--wangchuan.database-user=" + database.user(),
                "--wangchuan.log-folder=" + log)) {
            paired = PlatformTest.newStation(PlatformTest.newShop().site());
            stranger = new Stranger(origin, PlatformTest.bean(PlatformLog.class).key());
        }
        PlatformProcess process = PlatformProcess.start(data, port, database, origin, log);
        process.awaitReady();
        SigningStation station = new SigningStation(paired, new Browser(origin));
        assertThat(station.call(
                                "PUT",
                                "/trust-list",
                                Json.object()
                                        .put("trustList", station.trustList())
                                        .build())
                        .status())
                .isEqualTo(200);
        return new Running(process, stranger, station, origin);
    }

    /** A platform in a process of its own, a station of it, and somebody outside. */
    private record Running(PlatformProcess process, Stranger stranger, SigningStation station, String origin)
            implements AutoCloseable {
        Traffic traffic() {
            Traffic traffic = new Traffic();
            traffic.send(station, List.of(new Browser(origin)));
            return traffic;
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
