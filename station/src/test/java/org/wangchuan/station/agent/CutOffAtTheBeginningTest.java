package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
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
    private static final String CONSTANT = "dod-short";
    private static final String MARK =
            "{\"durationMillis\":1,\"highWaterBytes\":33554432,\"pass\":1,\"rangesExact\":true,\"unwritten\":[],\"unwrittenBytes\":0}";
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
        assertThat(claims(task).verdict().isGood()).isTrue();
        try (var open = Files.list(home().jobs())) {
            assertThat(open).as("the job that was given up is out of the way").isEmpty();
        }
    }

    /** In the very place of it, and its like: what was put in since is not what the claim was for. */
    @Test
    void aTwinThatWasPutInSinceIsNotTouched() throws Exception {
        Task task = cutOff();
        Path record = AgentFolder.of(home()).tasks().resolve(task.id() + ".json");
        String kept = Files.readString(record);
        String before = kept.replaceAll("(\"lane\":\"[^\"]*~)[^\"]*\"", "$1-another\"");
        assertThat(before).isNotEqualTo(kept);
        Files.writeString(record, before);
        try (BenchAgent _ = start()) {
            await(() -> platform.ends(task.id()).size() > 1);
        }
        assertThat(platform.ends(task.id())).containsExactly("interrupted", "broken");
        assertThat(platform.codes(task.id()))
                .as("asked once its job was given up")
                .containsExactly("STOPPED", "LANE_DIFFERS");
        assertThat(image()).hasBinaryContent(content());
    }

    /** Half-written, it could be any that is full of the same: its order says that nothing is proved, and whoever chooses its lane once more has looked. */
    @Test
    void whatWasCutOffInAConstantPassIsErasedOnceItsLaneIsChosenOnceMore() throws Exception {
        Task task = cutOff(CONSTANT, true);
        byte[] zeros = new byte[64 << 20];
        Files.write(image(), zeros);
        String job;
        try (var jobs = Files.list(home().jobs())) {
            job = jobs.findFirst().orElseThrow().getFileName().toString();
        }
        Task again;
        try (BenchAgent _ = start()) {
            await(() -> platform.ends(task.id()).size() > 1);
            assertThat(platform.ends(task.id())).containsExactly("interrupted", "broken");
            assertThat(platform.codes(task.id())).containsExactly("STOPPED", "NOT_RECOGNISED");
            assertThat(platform.receipt(task.id()).orElse("")).isEmpty();
            assertThat(image()).as("nothing is begun by itself").hasBinaryContent(zeros);
            assertThat(platform.delivered().stream()
                            .map(message -> CanonicalJson.writeText(message.body()))
                            .filter(body -> body.contains("NOT_RECOGNISED"))
                            .findFirst())
                    .get(as(STRING))
                    .contains("unproven: ", "未能证明：", "(job " + job.substring(0, 8) + ")", "choose its lane once more")
                    .doesNotContain("--");
            Path closed = home().finished().resolve(job);
            await(() -> Files.isDirectory(closed));
            assertThat(closed.resolve("secrets")).as("with its keys destroyed").doesNotExist();
            assertThat(Evidence.readOpen(FileJournal.read(closed))).noneMatch(Event.Closed.class::isInstance);
            try (var open = Files.list(home().jobs())) {
                assertThat(open).as("nobody goes on with it").isEmpty();
            }
            await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
            again = platform.queue(platform.lanes().getFirst(), CONSTANT);
            await(() -> !platform.ends(again.id()).isEmpty());
        }
        assertThat(platform.ends(again.id()))
                .as(() -> platform.codes(again.id()).toString())
                .containsExactly("finished");
        assertThat(claims(again).verdict().isGood()).isTrue();
    }

    private ClearingClaims claims(Task task) throws Exception {
        byte[] receipt = platform.receipt(task.id()).orElseThrow().getBytes(StandardCharsets.UTF_8);
        return ((Statement.Clearing)
                        StatementReader.read(Receipt.parse(receipt).clearing().statement()))
                .claims();
    }

    private Task cutOff() throws Exception {
        return cutOff(POLICY, false);
    }

    /**
     * What has begun and was cut off, on a medium that says neither who it is nor that it never left.
     *
     * @param written whether in the midst of its first pass, which is of zeros; otherwise before it
     */
    private Task cutOff(String policy, boolean written) throws Exception {
        Files.write(image(), content());
        Task task;
        try (BenchAgent _ = start()) {
            await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
            task = platform.queue(platform.lanes().getFirst(), policy);
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
            if (written) {
                journal.append(new Event.PassStarted(1, PatternKind.ZERO, Optional.empty(), "2026-12-01T00:00:00Z"));
                journal.keepMark(MARK.getBytes(StandardCharsets.UTF_8));
            }
        }
        return task;
    }

    private static byte[] content() {
        byte[] content = new byte[64 << 20];
        Arrays.fill(content, (byte) 'x');
        return content;
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
