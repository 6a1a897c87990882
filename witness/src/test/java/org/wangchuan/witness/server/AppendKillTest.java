package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.witness.testing.LogProcess;
import org.wangchuan.witness.testing.Stations;

/**
 * A real log in a process of its own, appended to by four stations at once, which is killed, whose disk is full, or whose
 * syncs fail ({@code strace} makes them). Afterwards the files are whole, what was acknowledged is where it was said to be,
 * and nothing is there twice.
 */
@Tag("slow")
class AppendKillTest {
    private static final int STATIONS = 4;
    private static final int KILLS = 8;
    private static final int KILLS_LONG = 300;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        killAgainAndAgain(KILLS);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedSurvivesHundredsOfKills() throws Exception {
        killAgainAndAgain(KILLS_LONG);
    }

    private void killAgainAndAgain(int kills) throws Exception {
        Random random = new Random(11);
        try (Stations stations = new Stations(folder, folder.resolve("log"), STATIONS, "interval 10\npadding 7\n")) {
            for (int round = 0; round < kills; round++) {
                try (LogProcess log = LogProcess.start(stations.config, List.of())) {
                    assertThat(log.listens()).isTrue();
                    int millis = 50 + random.nextInt(500);
                    AtomicBoolean isKilled = new AtomicBoolean();
                    int before = stations.acknowledged();
                    load(stations, log.uri(), isKilled, random.nextLong(), () -> {
                        // Counted from the first answer: on a busy machine that alone may take longer.
                        for (int i = 0; i < 12_000 && stations.acknowledged() == before; i++) {
                            Thread.sleep(10);
                        }
                        Thread.sleep(millis);
                        isKilled.set(true);
                        log.kill();
                    });
                }
                if (round % 10 < 3) { // at last more is read than written
                    stations.requireNothingLost();
                }
            }
            assertThat(stations.acknowledged()).isGreaterThanOrEqualTo(kills);
            assertThat(stations.again()).isGreaterThan(0);
            try (LogProcess log = LogProcess.start(stations.config, List.of())) {
                assertThat(log.listens()).isTrue();
                stations.settle(log.uri());
            }
            stations.requireNothingLost();
        }
    }

    @FunctionalInterface
    private interface Meanwhile {
        void run() throws IOException, InterruptedException;
    }

    /** All stations send until they are told to stop. */
    private static void load(Stations stations, URI uri, AtomicBoolean stop, long seed, Meanwhile meanwhile)
            throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(STATIONS)) {
            for (int i = 0; i < STATIONS; i++) {
                int station = i;
                sending.add(threads.submit(() -> {
                    Random random = new Random(seed + station);
                    while (!stop.get()) {
                        boolean _ = stations.sendOne(uri, station, random);
                    }
                    return null;
                }));
            }
            meanwhile.run();
            for (Future<?> each : sending) {
                each.get();
            }
        }
    }

    /** Each sync in turn fails once: the server may refuse to start, or fail a batch, and loses nothing. */
    @Test
    void aSyncThatFailsFailsTheBatchAndLosesNothing() throws Exception {
        int refused = 0;
        try (Stations stations = new Stations(folder, folder.resolve("log"), STATIONS, "interval 10\n")) {
            for (int step : new int[] {1, 2, 4, 6, 9, 13, 18, 25}) {
                List<String> failing =
                        List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EIO:when=" + step);
                try (LogProcess log = LogProcess.start(stations.config, failing)) {
                    if (!log.listens()) {
                        refused++;
                        continue;
                    }
                    Random random = new Random(step);
                    for (int i = 0; i < 6; i++) {
                        boolean _ = stations.sendOne(log.uri(), i % STATIONS, random);
                    }
                }
                stations.requireNothingLost();
            }
            // strace counts the syncs of each thread for itself, so how many fail is up to which thread does what.
            assertThat(refused + stations.again()).isGreaterThan(0);
            try (LogProcess log = LogProcess.start(stations.config, List.of())) {
                assertThat(log.listens()).isTrue();
                stations.settle(log.uri());
            }
            stations.requireNothingLost();
        }
    }

    /** A file system of 6 MiB over memory: it needs root. */
    @Test
    void aFullDiskLosesNothingAndMoreRoomIsEnough() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString());
        try (Stations stations = new Stations(folder, small.resolve("log"), STATIONS, "interval 10\n")) {
            Path ballast = small.resolve("ballast");
            Files.write(ballast, new byte[3 << 20]);
            try (LogProcess log = LogProcess.start(stations.config, List.of())) {
                assertThat(log.listens()).isTrue();
                Random random = new Random(3);
                int sent = 0;
                while (stations.again() < 5) {
                    boolean _ = stations.sendOne(log.uri(), sent++ % STATIONS, random);
                    assertThat(sent).isLessThan(5000);
                }
                Files.delete(ballast);
                stations.settle(log.uri());
            }
            stations.requireNothingLost();
            assertThat(stations.acknowledged()).isGreaterThan(1000);
            assertThat(Files.readString(folder.resolve("said"))).contains("STORAGE");
        } finally {
            run("umount", small.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
