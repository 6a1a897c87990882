package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.FileJournal;

/** What a look comes to where the drive was not heard when it was asked what it can do by itself. */
final class ExaminerTest {
    private static final String AT = "2026-12-01T12:00:00Z";

    private static final MediumFacts NVME = new MediumFacts(
            "nvme0n1",
            Optional.of("Model"),
            Optional.of("S1"),
            Optional.empty(),
            Optional.empty(),
            "nvme",
            1 << 20,
            512,
            MediumClass.FLASH,
            Optional.empty(),
            MediumFacts.Scope.WHOLE_MEDIUM,
            List.of());

    @TempDir
    Path folder;

    private Path image = Path.of("");

    @BeforeEach
    void made() throws Exception {
        image = Files.write(folder.resolve("drive.img"), new byte[1 << 20]);
    }

    /** Else it would be told as a drive that can't, and a task that has to wait a moment would end as one that never goes. */
    @ParameterizedTest
    @CsvSource({"IN_USE,IN_USE", "NO_ANSWER,NO_ANSWER", "CHANGED,NO_ANSWER", "NOT_OPENED,NO_ANSWER"})
    void thatItWasNotHeardIsSaidBeforeWhatFollowsFromIt(NotAsked why, String code) throws Exception {
        assertThat(refusals("nist-purge", why)).containsExactly(code, "LEVEL_OUT_OF_REACH");
    }

    @ParameterizedTest
    @CsvSource({"NO_RIGHTS", "KIND", "LOGICAL_UNIT"})
    void whatWaitingDoesNotChangeIsSaidAlone(NotAsked why) throws Exception {
        assertThat(refusals("nist-purge", why)).containsExactly("LEVEL_OUT_OF_REACH");
    }

    /** Overwriting asks nothing of the drive: it is begun though nobody heard it. */
    @Test
    void whereNothingDependsOnItNothingIsSaid() throws Exception {
        assertThat(examined("nist-clear", NotAsked.IN_USE)).isInstanceOf(Candidate.Ready.class);
    }

    /** Who only overwrites asks for no more than whether that can be done, and begins where nobody said that it can't. */
    @Test
    void aDriveThatTakesNoWritesIsNotBegunWithThoughNothingElseIsAskedOfIt() throws Exception {
        for (Fact bar : List.of(
                new Fact(FactName.SECURITY_LOCKED, new Fact.Flag(true), "test"),
                new Fact(FactName.SANITIZE_STATE, new Fact.Word("running"), "test"))) {
            DriveFacts told = DriveFacts.told(Reach.DIRECT, List.of(bar));
            assertThat(overwriting(told))
                    .isInstanceOfSatisfying(
                            Candidate.Rejected.class,
                            refused -> assertThat(refused.refusals())
                                    .extracting(Refusal::code)
                                    .containsExactly("TAKES_NO_WRITES"));
        }
        Fact frozen = new Fact(FactName.SECURITY_FROZEN, new Fact.Flag(true), "test");
        assertThat(overwriting(DriveFacts.told(Reach.DIRECT, List.of(frozen)))).isInstanceOf(Candidate.Ready.class);
        for (NotAsked why : NotAsked.values()) {
            assertThat(overwriting(DriveFacts.silent(Reach.DIRECT, why, "")))
                    .as("%s", why)
                    .isInstanceOf(Candidate.Ready.class);
        }
    }

    /** What hinders every way of a drive can be, of a job that is gone on with, the sanitize that it began itself. */
    @Test
    void aJobThatIsGoneOnWithFindsItsOwnSanitizeRunning() throws Exception {
        Medium medium = ((Examined) new MediumExaminer().examine(image)).medium();
        JobStore jobs = new JobStore(new StationHome(folder.resolve("home")));
        JobTicket ticket = begun(jobs, medium);
        Fact running = new Fact(FactName.SANITIZE_STATE, new Fact.Word("running"), "test");
        DriveFacts told = DriveFacts.told(
                Reach.DIRECT, List.of(new Fact(FactName.BLOCK_ERASE, new Fact.Flag(true), "test"), running));
        Examiner examiner = new Examiner(jobs, (_, _, _) -> told, (_, _, _) -> told);
        EraseOrder anew = order("nist-purge");
        EraseOrder goesOn = new EraseOrder(
                anew.targets(),
                anew.policy(),
                anew.declared(),
                ticket.verify(),
                folder,
                anew.asset(),
                true,
                false,
                JobOptions.DEFAULTS);
        assertThat(examiner.examine(image, goesOn))
                .isInstanceOfSatisfying(
                        Candidate.Ready.class,
                        ready -> assertThat(ready.plan().nativeIds()).containsExactly("nvme-sanitize-block"));
        assertThat(examiner.examine(image, anew))
                .isInstanceOfSatisfying(
                        Candidate.Rejected.class,
                        refused -> assertThat(refused.refusals())
                                .extracting(Refusal::code)
                                .contains("LEVEL_OUT_OF_REACH"));
    }

    /** A job whose record has a plan, of an NVMe device: whatever lies there, it is gone on with by that. */
    private JobTicket begun(JobStore jobs, Medium medium) throws Exception {
        Policy policy = PolicyCatalogue.find("nist-purge").orElseThrow();
        JobTicket ticket = new JobTicket(
                new UUID(0, 1),
                medium.realPath().toString(),
                medium.identity(),
                Presence.of(medium),
                policy.id(),
                policy.version(),
                VerifyMode.FULL,
                Optional.empty(),
                Optional.empty(),
                new UUID(1, 1),
                new UUID(2, 1),
                "receipt",
                0);
        jobs.create(ticket).close();
        try (FileJournal journal = FileJournal.open(jobs.folder(ticket))) {
            journal.startOver();
            journal.append(new Event.Opened("job", "test 1", AT));
            journal.append(new Event.PolicyChosen(policy.document()));
            journal.append(new Event.MediumSeen(NVME));
            journal.append(new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()));
            journal.append(new Event.PlanChosen(
                    MediumClass.FLASH,
                    List.of(),
                    VerifyMode.SAMPLE,
                    List.of("nvme-sanitize-block"),
                    List.of(),
                    List.of()));
        }
        return ticket;
    }

    private Candidate overwriting(DriveFacts writes) throws Exception {
        Examiner examiner = new Examiner(
                new JobStore(new StationHome(folder.resolve("home"))),
                (_, _, _) -> {
                    throw new AssertionError("nobody asks for more");
                },
                (_, _, _) -> writes);
        return examiner.examine(image, order("nist-clear"));
    }

    private EraseOrder order(String policy) {
        return new EraseOrder(
                List.of(image),
                PolicyCatalogue.find(policy).orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
    }

    private List<String> refusals(String policy, NotAsked why) throws Exception {
        Candidate candidate = examined(policy, why);
        assertThat(candidate).isInstanceOf(Candidate.Rejected.class);
        return ((Candidate.Rejected) candidate)
                .refusals().stream().map(Refusal::code).toList();
    }

    private Candidate examined(String policy, NotAsked why) throws Exception {
        StationHome home = new StationHome(folder.resolve("home"));
        DriveFacts silent = DriveFacts.silent(Reach.DIRECT, why, "");
        Examiner examiner = new Examiner(new JobStore(home), (_, _, _) -> silent, (_, _, _) -> {
            throw new AssertionError("asked for all already");
        });
        // Whoever brings a PSID has the drive asked, also where what lies there is a file.
        return examiner.examine(image, order(policy).with(Psids.offered()));
    }
}
