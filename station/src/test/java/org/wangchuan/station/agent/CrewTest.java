package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.recheck.SecondLook;
import org.wangchuan.station.testing.InMemoryPlatform;

/** How often a task is tried that something passing stands in the way of, each time in a thread of its own. */
@Tag("slow")
@Timeout(300)
final class CrewTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /** A refusal needs a person; one too few would be told while the system still looks into the drive. */
    @Test
    void whatPassesIsWaitedForFourTimesAndThenTold() throws Exception {
        StationHome home = new StationHome(folder.resolve("home"));
        AgentFolder.of(home).prepare();
        Outbox outbox = new Outbox(home);
        TaskRecords records = new TaskRecords(home);
        Workshop shop = new Workshop(
                home,
                new Bench(home, InstantSource.system(), "test 1"),
                new SecondLook(home, InstantSource.system(), "test 1"),
                new InMemoryPlatform(),
                outbox,
                records,
                new BenchAgentTest.Silent(),
                Optional.empty(),
                _ -> {});
        Path image = Files.write(folder.resolve("drive.img"), new byte[1 << 20]);
        Task task = new Task(UUID.randomUUID(), "WC-1", "drive", Optional.empty(), "nist-clear", 1, "A-1");
        Crew crew = new Crew(shop, new Ends(shop), new Crew.Times(Duration.ZERO, Duration.ZERO));
        Process other = new ProcessBuilder("sh", "-c", "exec 3>>\"$0\"; echo open; read x", image.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("open");
            for (int wait = 1; wait <= 4; wait++) {
                tried(crew, task, image);
                assertThat(records.find(task.id())).as("wait %d", wait).isEmpty();
                assertThat(outbox.length()).isZero();
            }
            tried(crew, task, image);
            assertThat(records.find(task.id()).orElseThrow().end().orElseThrow().told())
                    .returns(TaskEnd.Outcome.REFUSED, TaskEnd::outcome)
                    .returns("IN_USE", TaskEnd::code);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private static void tried(Crew crew, Task task, Path image) throws Exception {
        LaneState state = new LaneState(
                "drive",
                Optional.empty(),
                Optional.empty(),
                1 << 20,
                "unknown",
                Optional.empty(),
                true,
                List.of(),
                List.of(),
                0);
        crew.dispatch(List.of(task), List.of(new BenchLane(image, "drive", state)));
        crew.awaitIdle(PATIENCE);
        assertThat(crew.busy()).as("it was tried, and is let go").isEmpty();
    }
}
