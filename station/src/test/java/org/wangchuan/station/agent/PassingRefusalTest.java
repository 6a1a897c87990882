package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.recheck.SecondLook;
import org.wangchuan.station.testing.InMemoryPlatform;

/** A drive that somebody has open for a moment, as the system does when one is plugged in, and its task. */
@Tag("slow")
final class PassingRefusalTest {
    @TempDir
    Path folder;

    /** An end would need a person, who would find nothing. */
    @Test
    void aTaskWhoseDriveIsInUseForAMomentIsNotEndedForThat() throws Exception {
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
        BenchLane lane = new BenchLane(
                image,
                "drive",
                new LaneState(
                        "drive",
                        Optional.empty(),
                        Optional.empty(),
                        1 << 20,
                        "unknown",
                        Optional.empty(),
                        true,
                        List.of(),
                        List.of(),
                        0));
        AtomicInteger waits = new AtomicInteger(2);
        TaskRun run = new TaskRun(
                shop,
                new Ends(shop),
                new TaskRun.Control() {
                    @Override
                    public void began(Task begun, JobControl job) {}

                    @Override
                    public boolean isStopping() {
                        return false;
                    }

                    @Override
                    public boolean waits() {
                        return waits.getAndDecrement() > 0;
                    }
                },
                "");
        Process other = new ProcessBuilder("sh", "-c", "exec 3>>\"$0\"; echo open; read x", image.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader(java.nio.charset.StandardCharsets.UTF_8)
                            .readLine())
                    .isEqualTo("open");
            for (int look = 0; look < 2; look++) {
                run.begin(task, Optional.of(lane));
                assertThat(records.find(task.id())).isEmpty();
                assertThat(outbox.length()).isZero();
            }
            run.begin(task, Optional.of(lane));
            assertThat(records.find(task.id()).orElseThrow().end().orElseThrow().told())
                    .as("what lasts is told")
                    .returns(TaskEnd.Outcome.REFUSED, TaskEnd::outcome)
                    .returns("IN_USE", TaskEnd::code);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
