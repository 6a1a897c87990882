package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.WorkHold;

/** Whoever works on media is seen by whoever would put the computer to sleep, and the other way round. */
class AtWorkTest {
    @TempDir
    private Path folder;

    private StationHome home = new StationHome(Path.of(""));

    @BeforeEach
    void prepare() throws IOException {
        home = new StationHome(folder.resolve("home"));
        home.prepare();
    }

    private boolean nobodyIsAtWork() throws IOException {
        Optional<WorkHold> alone = WorkHold.alone(home);
        if (alone.isPresent()) {
            alone.get().close();
        }
        return alone.isPresent();
    }

    @Test
    void manyWorkAtOnceAndOnlyAfterTheLastIsAnybodyAlone() throws IOException {
        try (WorkHold _ = WorkHold.atWork(home, () -> true).orElseThrow()) {
            try (WorkHold _ = WorkHold.atWork(home, () -> true).orElseThrow()) {
                assertThat(nobodyIsAtWork()).isFalse();
            }
            assertThat(nobodyIsAtWork()).isFalse();
        }
        try (WorkHold _ = WorkHold.alone(home).orElseThrow()) {
            assertThat(WorkHold.atWork(home, () -> true)).isEmpty();
            assertThat(WorkHold.alone(home)).isEmpty();
        }
        assertThat(nobodyIsAtWork()).isTrue();
    }

    @Test
    void theFirstWorkOfAStationFindsNoFolder() throws IOException {
        home = new StationHome(folder.resolve("not/yet"));
        try (WorkHold _ = WorkHold.atWork(home, () -> true).orElseThrow()) {
            assertThat(nobodyIsAtWork()).isFalse();
        }
        assertThat(nobodyIsAtWork()).isTrue();
    }

    @Test
    void anotherProgramCountsAsWell() throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(),
                        Worker.class.getName(),
                        home.root().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("at work");
            assertThat(nobodyIsAtWork()).isFalse();
            try (WorkHold _ = WorkHold.atWork(home, () -> true).orElseThrow()) {
                assertThat(nobodyIsAtWork()).isFalse();
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(nobodyIsAtWork()).isTrue();
    }

    private static String classPath() {
        return Stream.of(
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""),
                        Path.of("target/classes").toAbsolutePath().toString(),
                        Path.of("target/test-classes").toAbsolutePath().toString())
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Another program that is at work. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) throws Exception {
            try (WorkHold _ = WorkHold.atWork(new StationHome(Path.of(arguments[0])), () -> true)
                    .orElseThrow()) {
                System.out.println("at work");
                Thread.sleep(600_000);
            }
        }
    }

    private LaneEnd erase(List<Boolean> aloneWhenSigned, boolean stopped) throws IOException {
        Path image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        EraseOrder order = new EraseOrder(
                List.of(image),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                Files.createDirectories(folder.resolve("out")),
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
        ReceiptListener listener = (_, _) -> aloneWhenSigned.add(nobodyIsAtWork());
        Bench bench = new Bench(home, InstantSource.system(), "wangchuan test", listener);
        Candidate.Ready ready = (Candidate.Ready) bench.examine(order).getFirst();
        return bench.erase(order, List.of(ready), controls -> {
                    if (stopped) {
                        controls.forEach(JobControl::stop);
                    }
                })
                .getFirst();
    }

    @Test
    void aLaneIsAtWorkUntilItsEnd() throws IOException {
        List<Boolean> alone = new ArrayList<>();
        assertThat(erase(alone, false)).isInstanceOf(LaneEnd.Finished.class);
        assertThat(alone).containsExactly(false);
        assertThat(nobodyIsAtWork()).isTrue();
    }

    @Test
    void aLaneWaitsWhileTheComputerIsPutToSleep() throws Exception {
        FutureTask<LaneEnd> lane;
        try (WorkHold _ = WorkHold.alone(home).orElseThrow()) {
            assertThat(erase(new ArrayList<>(), true))
                    .as("who stops it has not begun anything")
                    .isInstanceOf(LaneEnd.Unrecorded.class);
            assertThat(home.jobs()).isEmptyDirectory();
            lane = new FutureTask<>(() -> erase(new ArrayList<>(), false));
            Thread.ofPlatform().daemon().start(lane);
        }
        assertThat(lane.get()).isInstanceOf(LaneEnd.Finished.class);
    }
}
