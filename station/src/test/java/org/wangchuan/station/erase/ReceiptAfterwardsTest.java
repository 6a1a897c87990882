package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.journal.FileJournal;
import org.wangchuan.station.receipt.ClaimsOfEvidence;

/** An erasure that is signed, and whose receipt could not be written: what becomes of it when it is resumed. */
class ReceiptAfterwardsTest {
    @TempDir
    Path folder;

    private Path image = Path.of("");

    @BeforeEach
    void eraseIntoAFolderThatTakesNoReceipt() throws IOException {
        image = Files.write(folder.resolve("image"), new byte[1 << 20]);
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        assertThat(erase(examined(order(file, false)), order(file, false)))
                .isInstanceOfSatisfying(
                        LaneEnd.Interrupted.class,
                        end -> assertThat(end.receiptOnly()).isTrue());
    }

    @Test
    void itIsGivenOut() throws IOException {
        assertThat(erase(examined(resume()), resume())).isInstanceOf(LaneEnd.Finished.class);
    }

    /** Signed by a program of before, whose rules were milder. */
    @Test
    void aResultThatWouldBeWorseByNowIsNotGivenOut() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        StationHome other = new StationHome(folder.resolve("other"));
        JobTicket ticket = new JobStore(new StationHome(home)).open().getFirst();
        Evidence evidence = evidence();
        ClearingClaims now = ClaimsOfEvidence.claims(evidence, ticket.startEvent());
        assertThat(now.verdict()).isEqualTo(Verdict.CLEARED);
        StationBooks books = StationBooks.open(other, InstantSource.system());
        IssuedStatement _ = books.start(
                ticket.startEvent(),
                Disclosed.ofStart(ClaimsOfEvidence.target(evidence.medium()), Optional.empty()),
                StationBooks.Purpose.REAL);
        IssuedStatement _ = books.clearing(
                ticket.clearingEvent(),
                new ClearingClaims(
                        now.start(), Verdict.PURGED, now.policy(), now.conformity(), now.evidence(), now.notProved()),
                ClaimsOfEvidence.disclosed(evidence, Optional.empty()),
                StationBooks.Purpose.REAL);
        Files.move(home.resolve("jobs"), other.jobs(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(home, folder.resolve("first"));
        Files.move(folder.resolve("other"), home);
        assertThat(erase(examined(resume()), resume())).isInstanceOfSatisfying(LaneEnd.Refused.class, end -> {
            assertThat(end.refusal().code()).isEqualTo("SIGNED_BY_RULES_OF_BEFORE");
            assertThat(end.refusal().reason().en()).contains("signed as purged", "is cleared");
        });
        try (Stream<Path> out = Files.list(folder.resolve("out"))) {
            assertThat(out).isEmpty();
        }
    }

    /** A clause that is satisfied no more is worse, too; what is better by now is none. */
    @Test
    void whatIsWorseByTheRulesOfNowIsTold() throws IOException {
        JobTicket ticket =
                new JobStore(new StationHome(folder.resolve("home"))).open().getFirst();
        ClearingClaims now = ClaimsOfEvidence.claims(evidence(), ticket.startEvent());
        ClearingClaims undetermined = new ClearingClaims(
                now.start(),
                now.verdict(),
                now.policy(),
                now.conformity().stream()
                        .map(one -> new ClearingClaims.Clause(
                                one.clause(), ClearingClaims.Clause.State.UNDETERMINED, one.source()))
                        .toList(),
                now.evidence(),
                now.notProved());
        assertThat(SignedBefore.isBetter(now, now)).isFalse();
        assertThat(SignedBefore.isBetter(now, undetermined)).isTrue();
        assertThat(SignedBefore.isBetter(undetermined, now)).isFalse();
    }

    private Evidence evidence() throws IOException {
        try (FileJournal journal = FileJournal.open(theJob())) {
            return Evidence.read(journal.evidence());
        } catch (JournalException | EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    /** A folder where a file was: it can't be read just now, and nothing says that it is damaged. */
    @Test
    void aJournalThatCannotBeReadJustNowIsNotDamaged() throws IOException {
        Candidate.Ready ready = examined(resume());
        Path secrets = theJob().resolve("secrets");
        Path kept = Files.move(secrets, secrets.resolveSibling("kept"));
        Files.createDirectory(secrets);
        assertThat(erase(ready, resume()))
                .isInstanceOfSatisfying(
                        LaneEnd.Interrupted.class,
                        end -> assertThat(end.cause()).contains("the journal can't be read"));

        Files.delete(secrets);
        Files.move(kept, secrets);
        assertThat(erase(examined(resume()), resume())).isInstanceOf(LaneEnd.Finished.class);
    }

    /** What is signed is true of the medium that it was begun on, whatever lies there now. */
    @Test
    void aJobWhoseResultIsSignedIsNotGivenUpAsUnproven() throws IOException {
        JobStore jobs = new JobStore(new StationHome(folder.resolve("home")));
        JobTicket ticket = jobs.open().getFirst();
        bench().giveUpUnproven(ticket);
        assertThat(jobs.open()).containsExactly(ticket);
        bench().giveUp(ticket);
        assertThat(jobs.open()).isEmpty();
    }

    /** Nobody is told to resume what would be answered with NOTHING_TO_RESUME. */
    @Test
    void aRecordThatHasVanishedIsNotSaidToBeResumable() throws IOException {
        Candidate.Ready ready = examined(resume());
        Path job = theJob();
        Path elsewhere = Files.move(job, folder.resolve("elsewhere"));
        assertThat(erase(ready, resume()))
                .isInstanceOfSatisfying(
                        LaneEnd.Unrecorded.class, end -> assertThat(end.begun()).isTrue());

        Files.move(elsewhere, job);
        assertThat(erase(examined(resume()), resume())).isInstanceOf(LaneEnd.Finished.class);
    }

    @Test
    void norIsAJobThatCouldNotBegin() throws IOException {
        image = Files.write(folder.resolve("second"), new byte[1 << 20]);
        Candidate.Ready ready = examined(order(folder.resolve("out"), false));
        LaneEnd end = bench().erase(order(folder.resolve("out"), false), List.of(ready), _ -> noJobsFromNowOn())
                .getFirst();
        assertThat(end)
                .isInstanceOfSatisfying(
                        LaneEnd.Unrecorded.class, cut -> assertThat(cut.begun()).isFalse());
        assertThat(image).hasBinaryContent(new byte[1 << 20]);
    }

    @Test
    void aJournalWithOtherBytesIsDamaged() throws IOException {
        Candidate.Ready ready = examined(resume());
        Files.writeString(theJob().resolve("secrets"), "00000000\nother");
        assertThat(erase(ready, resume()))
                .isInstanceOfSatisfying(
                        LaneEnd.Refused.class,
                        end -> assertThat(end.refusal().code()).isEqualTo("JOURNAL_DAMAGED"));
    }

    /** It may be whole, and about another medium of the same size: that one would be said to be erased. */
    @Test
    void aJournalOfAnotherJobIsNotGoneOnWith() throws IOException {
        Path mine = theJob();
        Path first = image;
        image = Files.write(folder.resolve("second"), new byte[1 << 20]);
        Path file = folder.resolve("no-folder");
        assertThat(erase(examined(order(file, false)), order(file, false))).isInstanceOf(LaneEnd.Interrupted.class);
        Path other;
        try (Stream<Path> jobs = Files.list(folder.resolve("home/jobs"))) {
            other = jobs.filter(job -> !job.equals(mine)).findFirst().orElseThrow();
        }
        for (String name : List.of("events", "secrets", "places", "mark")) {
            Files.copy(other.resolve(name), mine.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        image = first;
        assertThat(erase(examined(resume()), resume())).isInstanceOfSatisfying(LaneEnd.Refused.class, end -> {
            assertThat(end.refusal().code()).isEqualTo("JOURNAL_DAMAGED");
            assertThat(end.refusal().reason().en()).contains("another job");
        });
    }

    private void noJobsFromNowOn() {
        try {
            Path jobs = folder.resolve("home/jobs");
            Files.move(jobs, folder.resolve("elsewhere"));
            Files.writeString(jobs, "no folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path theJob() throws IOException {
        try (Stream<Path> jobs = Files.list(folder.resolve("home/jobs"))) {
            return jobs.findFirst().orElseThrow();
        }
    }

    private EraseOrder resume() throws IOException {
        return order(Files.createDirectories(folder.resolve("out")), true);
    }

    private EraseOrder order(Path out, boolean resume) {
        return new EraseOrder(
                List.of(image),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                out,
                Optional.empty(),
                resume,
                true,
                JobOptions.DEFAULTS);
    }

    private Bench bench() {
        return new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
    }

    private Candidate.Ready examined(EraseOrder order) throws IOException {
        if (bench().examine(order).getFirst() instanceof Candidate.Ready ready) {
            return ready;
        }
        throw new AssertionError("refused: " + bench().examine(order));
    }

    private LaneEnd erase(Candidate.Ready target, EraseOrder order) throws IOException {
        return bench().erase(order, List.of(target), _ -> {}).getFirst();
    }
}
