package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.testing.Records;

/** Jobs that were interrupted, and what becomes of them when their files are not as they were left. */
class JobStoreTest {
    @TempDir
    Path folder;

    private Path image = Path.of("");
    private StationHome home = new StationHome(Path.of(""));
    private JobStore jobs = new JobStore(home);

    @BeforeEach
    void prepare() throws IOException {
        image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        home = new StationHome(folder.resolve("station"));
        home.prepare();
        jobs = new JobStore(home);
    }

    @Test
    void jobsAreFoundAgainTheNewestLast() throws IOException {
        List<JobTicket> made = List.of(ticket(1), ticket(2), ticket(3));
        for (int i = 0; i < made.size(); i++) {
            create(made.get(i));
            // The other way round than they were made.
            Files.setLastModifiedTime(
                    jobs.folder(made.get(i)).resolve("job.json"), FileTime.fromMillis(1_000_000_000L - i * 1000L));
        }
        assertThat(new JobStore(home).open()).containsExactlyElementsOf(made.reversed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{\"format\":\"wangchuan-job/v99\"}", "\u0000\u0000"})
    void aDamagedTicketCostsItselfAndIsNamed(String bytes) throws IOException {
        create(ticket(1));
        create(ticket(2));
        Files.writeString(jobs.folder(ticket(1)).resolve("job.json"), bytes, StandardCharsets.UTF_8);
        assertThat(jobs.open()).containsExactly(ticket(2));
        assertThat(jobs.damaged()).containsExactly(ticket(1).job().toString());
    }

    @Test
    void aTicketWithAnythingMoreOrLessIsDamaged() throws IOException {
        create(ticket(1));
        Path file = jobs.folder(ticket(1)).resolve("job.json");
        String whole = Files.readString(file);
        assertThat(whole).startsWith("{\"asset\"");
        Files.writeString(file, whole.replaceFirst("\\{", "{\"a\":1,"));
        assertThat(jobs.open()).isEmpty();
        Files.writeString(file, whole.replaceFirst("\"baseName\":\"[^\"]*\",", ""));
        assertThat(jobs.open()).isEmpty();
        Files.writeString(file, whole);
        assertThat(jobs.open()).hasSize(1);
    }

    @Test
    void aFileOfTheStateIsStateUnderAnyName() throws IOException {
        create(ticket(1));
        Path own = jobs.folder(ticket(1)).resolve("job.json");
        assertThat(jobs.holdsStateIn(own)).isTrue();
        assertThat(jobs.holdsStateIn(Files.createLink(folder.resolve("another.img"), own)))
                .isTrue();
        assertThat(jobs.holdsStateIn(image)).isFalse();
    }

    @Test
    void aJobThatWasRetiredIsNotGoneOnWith() throws IOException {
        create(ticket(1));
        create(ticket(2));
        UUID retired = ticket(1).job();
        jobs.retire(ticket -> ticket.job().equals(retired), _ -> {});
        assertThat(jobs.open()).containsExactly(ticket(2));
        assertThat(home.finished().resolve(retired.toString())).isDirectory();
    }

    @Test
    void aFolderWithoutATicketIsNoJob() throws IOException {
        Files.createDirectory(home.jobs().resolve(new UUID(0, 9).toString()));
        assertThat(jobs.open()).isEmpty();
        assertThat(jobs.damaged()).isEmpty();
    }

    @Test
    void twoCannotHoldOneJobAndTheSecondHasItAfterTheFirst() throws IOException {
        JobTicket ticket = ticket(1);
        create(ticket);
        try (JobHold _ = jobs.hold(ticket).orElseThrow()) {
            assertThat(jobs.hold(ticket)).isEmpty();
            assertThat(new JobStore(home).hold(ticket)).isEmpty();
        }
        try (JobHold _ = jobs.hold(ticket).orElseThrow()) {
            assertThat(jobs.hold(ticket)).isEmpty();
        }
    }

    @Test
    void aJobThatHasItsReceiptIsOutOfTheWay() throws IOException {
        create(ticket(1));
        jobs.finish(ticket(1));
        assertThat(jobs.open()).isEmpty();
        assertThat(home.finished().resolve(ticket(1).job().toString()).resolve("job.json"))
                .exists();
    }

    /** The power goes after the job has left its place, and before its keys are destroyed. */
    @Test
    void theKeysOfAJobThatHadJustEndedAreDestroyedAtTheNextStart() throws IOException {
        create(ticket(1));
        UUID job = ticket(1).job();
        Files.writeString(jobs.folder(ticket(1)).resolve("secrets"), "keys of passes");
        Files.move(jobs.folder(ticket(1)), home.ended().resolve(job.toString()));
        JobStore next = new JobStore(home);
        assertThat(next.open()).isEmpty();
        next.putAwayEnded();
        assertThat(home.ended()).isEmptyDirectory();
        assertThat(home.finished().resolve(job.toString()).resolve("job.json")).exists();
        assertThat(home.finished().resolve(job.toString()).resolve("secrets")).doesNotExist();
    }

    @Test
    void aJobWhoseJournalIsDamagedIsRefusedAndAnewIsTheAdvice() throws Exception {
        JobTicket ticket = ticket(1);
        create(ticket);
        try (FileJournal journal = FileJournal.open(jobs.folder(ticket))) {
            for (var event : Records.good().events().subList(0, 5)) {
                journal.append(event);
            }
        }
        assertThat(codes(examine(true))).doesNotContain("JOURNAL_DAMAGED");
        byte[] events = Files.readAllBytes(jobs.folder(ticket).resolve("events"));
        events[20] ^= 1;
        Files.write(jobs.folder(ticket).resolve("events"), events);
        List<Refusal> refusals = refusals(examine(true));
        assertThat(refusals).extracting(Refusal::code).contains("JOURNAL_DAMAGED");
        assertThat(refusals)
                .filteredOn(refusal -> refusal.code().equals("JOURNAL_DAMAGED"))
                .allSatisfy(refusal ->
                        assertThat(refusal.reason().en()).contains("damaged at byte 0", "from the beginning"));
        assertThat(codes(examine(false))).as("which is possible").doesNotContain("JOURNAL_DAMAGED");
    }

    @Test
    void targetsAreExaminedInTheOrderInWhichTheyWereGiven() throws IOException {
        Path second = Files.write(folder.resolve("second.img"), new byte[4096]);
        Path absent = folder.resolve("absent.img");
        List<Candidate> found =
                new Bench(home, InstantSource.system(), "test").examine(order(List.of(second, absent, image), false));
        assertThat(found).extracting(Candidate::path).containsExactly(second, absent, image);
        assertThat(codes(found.get(1))).containsExactly("NOT_FOUND");
    }

    /** A job that nobody works on. */
    private void create(JobTicket ticket) throws IOException {
        jobs.create(ticket).close();
    }

    private Candidate examine(boolean resume) throws IOException {
        return new Bench(home, InstantSource.system(), "test")
                .examine(order(List.of(image), resume))
                .getFirst();
    }

    private EraseOrder order(List<Path> targets, boolean resume) {
        return new EraseOrder(
                targets,
                PolicyCatalogue.find("gb-46864-2025").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                Optional.empty(),
                resume,
                false,
                JobOptions.DEFAULTS);
    }

    private static List<Refusal> refusals(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Ready _ -> List.of();
            case Candidate.Rejected rejected -> rejected.refusals();
        };
    }

    private static List<String> codes(Candidate candidate) {
        return refusals(candidate).stream().map(Refusal::code).toList();
    }

    /** A job on the image. */
    private JobTicket ticket(int number) {
        Medium medium = switch (new MediumExaminer().examine(image)) {
            case Examined(Medium examined) -> examined;
            case org.wangchuan.engine.medium.Refused refused -> throw new AssertionError(refused);
        };
        return new JobTicket(
                new UUID(0, number),
                medium.realPath().toString(),
                medium.identity(),
                Presence.of(medium),
                "gb-46864-2025",
                1,
                VerifyMode.FULL,
                Optional.empty(),
                Optional.of("asset"),
                new UUID(1, number),
                new UUID(2, number),
                "disk.img-" + number);
    }
}
