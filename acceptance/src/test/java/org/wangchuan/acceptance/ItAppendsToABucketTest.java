package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.bucket.BucketServer;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.client.HttpLogSource;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;

/**
 * Several stations append to one log in a bucket while its server is killed again and again: nothing that was acknowledged
 * is lost, or moved, or there twice. Whoever follows the log in its bucket sees it only grow, and hears of another one.
 */
@Tag("slow")
@Timeout(900)
class ItAppendsToABucketTest {
    private static final int STATIONS = 3;
    private static final int KILLS = 2;
    private static final int KILLS_LONG = 60;
    private static final int PER_ROUND = 100;
    private static final int REFUSED = 3;
    private static final int DOES_NOT_VERIFY = 4;
    private static final String NAME = "log.example/1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<URI> address = new AtomicReference<>(URI.create("http://127.0.0.1:1"));
    private final List<Running> started = new ArrayList<>();
    private final List<AppendingStation> stations = new ArrayList<>();
    private @Nullable BucketServer bucket;
    private @Nullable Program program;
    private String key = "";

    @BeforeEach
    void makeKeys() throws Exception {
        bucket = new BucketServer();
        Program made = new Program(folder.resolve("station"));
        bucket.environment().forEach(made::with);
        program = made;
        key = newKey("log.key", NAME);
        for (int i = 0; i < STATIONS; i++) {
            newKey("bench-" + i + ".key", "bench-" + i + ".example", "--station");
            NoteSigner signer = LogKeyFile.read(folder.resolve("bench-" + i + ".key"), LogKeyFile.Use.STATION);
            stations.add(new AppendingStation(http, i + 1, signer, VerifierKey.parse(key), address::get));
        }
    }

    @AfterEach
    void endAll() throws IOException {
        for (Running running : started) {
            running.killGroup();
        }
        http.close();
        bucket().close();
    }

    private BucketServer bucket() {
        return Objects.requireNonNull(bucket);
    }

    private Run run(String... arguments) throws IOException {
        return Objects.requireNonNull(program).run(arguments);
    }

    private String newKey(String file, String name, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("log", "new-key", folder.resolve(file).toString(), "--name", name));
        arguments.addAll(List.of(more));
        Run made = run(arguments.toArray(String[]::new));
        assertThat(made.exitCode()).as("%s", made).isZero();
        return made.out().strip();
    }

    /** A machine that may write to the log: its configuration, and the folder in which it is known again. */
    private Path machine(String name) throws IOException, ConfigException {
        StringBuilder text = new StringBuilder("key log.key\nlisten 127.0.0.1:0\ninterval 10\n")
                .append("folder " + name + "\nbucket " + bucket().address("example") + "\n");
        for (int i = 0; i < STATIONS; i++) {
            NoteSigner signer = LogKeyFile.read(folder.resolve("bench-" + i + ".key"), LogKeyFile.Use.STATION);
            text.append("station " + signer.verifierKey() + "\n");
        }
        return Files.writeString(folder.resolve(name + ".conf"), text);
    }

    private Running serve(Path config, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("log", "serve", "--append", config.toString()));
        arguments.addAll(List.of(more));
        Running server = Objects.requireNonNull(program).start(arguments.toArray(String[]::new));
        started.add(server);
        address.set(URI.create(server.awaitOut(ADDRESS, PATIENCE)));
        return server;
    }

    private int acknowledged() {
        return stations.stream().mapToInt(AppendingStation::count).sum();
    }

    private Run follow() throws IOException {
        return run(
                "log",
                "follow",
                bucket().address("example"),
                "--key",
                key,
                "--state",
                folder.resolve("seen").toString(),
                "--once");
    }

    private Run fsck() throws IOException {
        return run("log", "fsck", bucket().address("example"), "--key", key);
    }

    private static void assertOk(Run run, String said) {
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains(said);
    }

    @Test
    void whatWasAcknowledgedSurvivesEveryKill() throws Exception {
        killAgainAndAgain(KILLS);
    }

    @Test
    @Tag("long")
    @Timeout(7200)
    void whatWasAcknowledgedSurvivesManyKills() throws Exception {
        killAgainAndAgain(KILLS_LONG);
    }

    private void killAgainAndAgain(int kills) throws Exception {
        Random random = new Random(7);
        Path first = machine("first");
        Path second = machine("second");
        Path writer = first;
        AtomicBoolean isOver = new AtomicBoolean();
        Running server = serve(writer);
        ExecutorService threads = Executors.newFixedThreadPool(STATIONS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (AppendingStation station : stations) {
                ends.add(threads.submit(() -> {
                    station.appendUntil(isOver::get);
                    return null;
                }));
            }
            for (int kill = 1; kill <= kills; kill++) {
                awaitAcknowledged(acknowledged() + PER_ROUND, ends);
                LockSupport.parkNanos(random.nextInt(50) * 1_000_000L);
                server.killGroup();
                if (kill % 2 == 0) {
                    // Its machine burns with it: another goes on, once somebody has said that the first is dead.
                    Path next = writer.equals(first) ? second : first;
                    Run refused = run("log", "serve", "--append", next.toString());
                    assertThat(refused.exitCode()).as("%s", refused).isEqualTo(REFUSED);
                    assertThat(refused.err()).contains("LOG_LOCKED").doesNotContain(bucket().secret());
                    writer = next;
                    server = serve(writer, "--take-over");
                } else {
                    server = serve(writer);
                }
                assertOk(follow(), "entries");
            }
            awaitAcknowledged(acknowledged() + PER_ROUND, ends);
            isOver.set(true);
            for (Future<?> end : ends) {
                end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow(); // a station that nobody answers would go on for ever
        }
        requireAllIsWell(server);
    }

    private void awaitAcknowledged(int entries, List<Future<?>> ends) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (acknowledged() < entries) {
            for (Future<?> end : ends) {
                if (end.isDone()) {
                    end.get(); // says why
                }
            }
            assertThat(System.nanoTime()).as("%s acknowledged", acknowledged()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void requireAllIsWell(Running server) throws Exception {
        assertThat(stations.stream().mapToInt(AppendingStation::again).sum())
                .as("the kills were felt")
                .isPositive();
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(new HttpLogSource(http, address.get(), PATIENCE)
                .read("checkpoint")
                .orElseThrow());
        List<Long> indexes = new ArrayList<>();
        for (AppendingStation station : stations) {
            station.requireProofs(checkpoint);
            station.requireTheSameAgain();
            indexes.addAll(station.indexes());
        }
        assertThat(indexes).doesNotHaveDuplicates();
        // Every batch was sent until it was acknowledged, so nothing else is in the log, and nothing twice.
        assertThat(checkpoint.checkpoint().size()).isEqualTo(indexes.size());
        server.signalGroup("TERM");
        assertOk(server.await(PATIENCE), "");
        assertOk(fsck(), "sound; " + indexes.size() + " entries");
        assertOk(follow(), "entries");
        assertOk(follow(), "unchanged; " + indexes.size() + " entries");
        // Given back, it is free for anybody.
        Run fromAfar =
                run("log", "serve", "--append", folder.resolve("first.conf").toString(), "--validate");
        assertOk(fromAfar, "");
    }

    @Test
    void aWriterThatWasTakenOverAcknowledgesNothingMore() throws Exception {
        serve(machine("first"));
        URI old = address.get();
        stations.get(0).appendUpTo(20);
        Running second = serve(machine("second"), "--take-over");
        URI own = address.get();
        stations.get(1).appendUpTo(20);
        address.set(old);
        assertThat(stations.get(0).tryOne(1000)).isInstanceOf(AppendReply.Again.class);
        address.set(own);
        stations.get(0).appendUpTo(40);
        stations.get(0).requireTheSameAgain();
        stations.get(1).requireTheSameAgain();
        second.signalGroup("TERM");
        assertOk(second.await(PATIENCE), "");
        assertOk(fsck(), "sound; 60 entries");
    }

    @Test
    void whoFollowsItInTheBucketHearsOfAnotherLogUnderTheSameKey() throws Exception {
        Running server = serve(machine("first"));
        stations.get(0).appendUpTo(300);
        assertOk(follow(), "300 entries, 300 of them new");
        stations.get(1).appendUpTo(1);
        assertOk(follow(), "301 entries, 1 of them new");
        server.signalGroup("TERM");
        assertOk(server.await(PATIENCE), "");
        Run elsewhere = run(
                "log",
                "follow",
                bucket().address("nothing-here"),
                "--key",
                key,
                "--state",
                folder.resolve("seen-elsewhere").toString(),
                "--once");
        assertThat(elsewhere.exitCode()).as("%s", elsewhere).isEqualTo(1);
        assertThat(elsewhere.err())
                .contains("CANNOT_READ", "checkpoint: no such file")
                .doesNotContain(bucket().secret());

        // The operator makes another log under the same name and key, and puts it there.
        bucket().close();
        bucket = new BucketServer();
        bucket().environment().forEach(Objects.requireNonNull(program)::with);
        serve(machine("other"));
        stations.get(2).appendUpTo(301);
        Run alarm = follow();
        assertThat(alarm.exitCode()).as("%s", alarm).isEqualTo(DOES_NOT_VERIFY);
        assertThat(alarm.err()).contains("ALARM", "has forked");
        assertThat(folder.resolve("seen/evidence")).isNotEmptyDirectory();
    }
}
