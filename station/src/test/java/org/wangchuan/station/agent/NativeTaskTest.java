package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.testing.InMemoryPlatform;

/** A drive that erases itself offers nothing to a new job while it is at it; the job that has begun it goes on all the same. */
@Tag("slow")
class NativeTaskTest {
    private static final String AT = "2026-11-29T12:00:00Z";
    private static final String BEGUN_BY = "nist-clear";
    private static final String SAID = "nist-purge";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final InMemoryPlatform platform = new InMemoryPlatform();

    private StationHome home() {
        return new StationHome(folder.resolve("home"));
    }

    private BenchAgent start(Path image) throws IOException {
        return BenchAgent.start(
                home(),
                InstantSource.system(),
                "test 1",
                platform,
                new BenchAgentTest.Silent(),
                new BenchAgent.Options(List.of(image), false, Optional.empty(), Optional.empty()),
                _ -> {});
    }

    /** Its own job is found, and says that it is of no such medium; before its command was sent, that nobody counts the namespaces there are by now. */
    @ParameterizedTest
    @CsvSource({"true,CONDITIONS_CHANGED", "false,NAMESPACES_UNSEEN"})
    void theJobOfATaskIsLookedForBeforeANewOneIsThoughtOf(boolean started, String code) throws Exception {
        Path image = folder.resolve("drive.img");
        Files.write(image, new byte[64 << 20]);
        Task task;
        try (BenchAgent _ = start(image)) {
            await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
            task = platform.queue(platform.lanes().getFirst(), BEGUN_BY);
            await(() -> AgentStatus.of(home()).open().stream()
                    .anyMatch(open -> open.state().equals("erasing")));
        }
        assertThat(platform.ends(task.id())).containsExactly("interrupted");
        asIfTheDriveErasedItself(task, started);

        try (BenchAgent _ = start(image)) {
            await(() -> platform.ends(task.id()).size() > 1);
        }
        // Of a new job it would be said that it can't reach what it asks for.
        assertThat(platform.codes(task.id())).containsExactly("STOPPED", code);
    }

    /** As it is left when a drive is at work: what was planned is on record, and nothing that the medium can do offers it. */
    private void asIfTheDriveErasedItself(Task task, boolean started) throws Exception {
        Path job;
        try (var jobs = Files.list(home().jobs())) {
            job = jobs.findFirst().orElseThrow();
        }
        replacePolicy(job.resolve("job.json"));
        replace(
                AgentFolder.of(home()).tasks().resolve(task.id() + ".json"),
                "\"" + BEGUN_BY + "\"",
                "\"" + SAID + "\",\"policyVersion\":"
                        + PolicyCatalogue.find(SAID).orElseThrow().version());
        MediumFacts drive = new MediumFacts(
                "nvme0n1",
                Optional.of("Model"),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                "nvme",
                64 << 20,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
        try (FileJournal journal = FileJournal.open(job)) {
            journal.startOver();
            journal.append(new Event.Opened(String.valueOf(job.getFileName()), "test 1", AT));
            journal.append(new Event.PolicyChosen(
                    PolicyCatalogue.find(SAID).orElseThrow().document()));
            journal.append(new Event.MediumSeen(drive));
            journal.append(new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()));
            journal.append(new Event.PlanChosen(
                    MediumClass.FLASH, List.of(), VerifyMode.SAMPLE, List.of("nvme-sanitize-block")));
            if (started) {
                journal.append(new DriveEvent.DriveAsked(List.of()));
                journal.append(new DriveEvent.NativeStarted(1, "nvme-sanitize-block", List.of(), AT));
            }
        }
    }

    private static void replacePolicy(Path file) throws IOException {
        replace(file, BEGUN_BY, SAID);
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
