package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.testing.InMemoryPlatform;

/**
 * A drive behind USB is told from no other of its kind once it was plugged in again. Cut off before anything of its first pass is known to be
 * written, there is nothing to go on with: what the claim was for is erased from the beginning.
 */
@Tag("slow")
class CutOffAtTheBeginningTest {
    private static final String POLICY = "nist-clear";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final InMemoryPlatform platform = new InMemoryPlatform();

    @Test
    void itIsBegunAnewAndItsOrderIsCleared() throws Exception {
        Task task = cutOff();
        try (BenchAgent _ = start()) {
            await(() -> platform.ends(task.id()).size() > 1);
        }
        assertThat(platform.ends(task.id())).containsExactly("interrupted", "finished");
        byte[] receipt = platform.receipt(task.id()).orElseThrow().getBytes(StandardCharsets.UTF_8);
        assertThat(StatementReader.read(Receipt.parse(receipt).clearing().statement()))
                .isInstanceOfSatisfying(
                        Statement.Clearing.class,
                        clearing ->
                                assertThat(clearing.claims().verdict().isGood()).isTrue());
        try (var open = Files.list(home().jobs())) {
            assertThat(open).as("the job that was given up is out of the way").isEmpty();
        }
    }

    @Test
    void aTwinWithAnotherSerialNumberIsNotTouched() throws Exception {
        Task task = cutOff();
        replace(
                AgentFolder.of(home()).tasks().resolve(task.id() + ".json"),
                "\"state\":",
                "\"serial\":\"S1\",\"state\":");
        byte[] before = content();
        try (BenchAgent _ = start()) {
            await(() -> platform.ends(task.id()).size() > 1);
        }
        assertThat(platform.codes(task.id())).as("it is waited for").containsExactly("STOPPED", "LANE_EMPTY");
        assertThat(image()).hasBinaryContent(before);
    }

    /** What has begun and was cut off before its first pass, on a medium that says neither who it is nor that it never left. */
    private Task cutOff() throws Exception {
        Files.write(image(), content());
        Task task;
        try (BenchAgent _ = start()) {
            await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
            task = platform.queue(platform.lanes().getFirst(), POLICY);
            await(() -> AgentStatus.of(home()).open().stream()
                    .anyMatch(open -> open.state().equals("erasing")));
        }
        assertThat(platform.ends(task.id())).containsExactly("interrupted");
        Files.write(image(), content());
        Path job;
        try (var jobs = Files.list(home().jobs())) {
            job = jobs.findFirst().orElseThrow();
        }
        Path ticket = job.resolve("job.json");
        String kept = Files.readString(ticket);
        String nameless = kept.replaceAll("(\"backingBornMicros\":)[1-9][0-9]*", "$10");
        assertThat(nameless).isNotEqualTo(kept);
        Files.writeString(ticket, nameless);
        try (FileJournal journal = FileJournal.open(job)) {
            List<Event> events = Evidence.readOpen(journal.evidence());
            journal.startOver();
            for (Event event : events) {
                journal.append(event);
                if (event instanceof Event.PlanChosen) {
                    break;
                }
            }
        }
        return task;
    }

    private static byte[] content() {
        byte[] content = new byte[64 << 20];
        Arrays.fill(content, (byte) 'x');
        return content;
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private Path image() {
        return folder.resolve("drive.img");
    }

    private StationHome home() {
        return new StationHome(folder.resolve("home"));
    }

    private BenchAgent start() throws IOException {
        return BenchAgent.start(
                home(),
                InstantSource.system(),
                "test 1",
                platform,
                new BenchAgentTest.Silent(),
                new BenchAgent.Options(List.of(image()), false, Optional.empty(), Optional.empty()),
                _ -> {});
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
