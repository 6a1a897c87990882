package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.FaultyFiles;

/**
 * The program dies at one change of a file after the other, from the last one backwards to the one that gave the receipt its name.
 * What is asked for next always leads to the receipt, never to the advice to begin anew.
 */
@Tag("slow")
class EndOfAJobTest {
    @TempDir
    Path folder;

    @Test
    void aJobThatDiesOnceItsReceiptIsWrittenComesToItsEnd() throws IOException {
        Run whole = new Run("whole");
        assertThat(whole.erase(false)).isInstanceOf(LaneEnd.Finished.class);
        int goneOnWith = 0;
        int already = 0;
        for (long at = whole.files.steps() - 1; ; at--) {
            Run run = new Run("killed-" + at);
            run.files.faultAt(at, FaultyFiles.Fault.KILLED);
            assertThat(run.erase(false)).as("killed at %d", at).isInstanceOf(LaneEnd.Broken.class);
            if (run.receipt().isEmpty()) {
                break;
            }
            run.files.restart();
            if (run.comesToItsEnd(at)) {
                goneOnWith++;
            } else {
                already++;
            }
        }
        assertThat(goneOnWith).as("died before the job was out of the way").isGreaterThan(3);
        assertThat(already).as("died after that").isGreaterThan(1);
    }

    /** Whoever is to be told could not be: the job stays, and tells it when it is gone on with. */
    @Test
    void aReceiptThatNobodyCouldBeToldOfIsToldWhenTheJobIsGoneOnWith() throws IOException {
        Run run = new Run("full");
        run.isFull = true;
        assertThat(run.erase(false))
                .isInstanceOfSatisfying(
                        LaneEnd.Interrupted.class,
                        end -> assertThat(end.cause()).contains("done and signed", "no room"));
        Path receipt = run.receipt().orElseThrow();
        assertThat(run.told).isEmpty();
        run.isFull = false;
        assertThat(run.erase(true))
                .isInstanceOfSatisfying(
                        LaneEnd.Finished.class,
                        end -> assertThat(end.files().receipt().toString()).isEqualTo(receipt.toString()));
        assertThat(run.told).hasSize(1);
    }

    /** A stick that is full, or pulled, keeps nobody from learning of a bad erasure. */
    @Test
    void whatIsSignedIsToldAlsoIfItsFolderTakesNoFiles() throws IOException {
        Run run = new Run("no-folder");
        Files.delete(run.root.resolve("out"));
        Files.writeString(run.root.resolve("out"), "no folder");
        assertThat(run.erase(false))
                .isInstanceOfSatisfying(
                        LaneEnd.Interrupted.class,
                        end -> assertThat(end.receiptOnly()).isTrue());
        assertThat(run.told).hasSize(1);
    }

    /** The job of before is put away then, and nobody would ever have heard of its result. */
    @Test
    void whoBeginsAnewTellsWhatWasSignedBefore() throws IOException {
        Run run = new Run("anew");
        run.isFull = true;
        assertThat(run.erase(false)).isInstanceOf(LaneEnd.Interrupted.class);
        byte[] before = Files.readAllBytes(run.receipt().orElseThrow());
        assertThat(run.bench().holdsResult()).isTrue();

        assertThat(run.erase(false)).as("nothing begins").isInstanceOf(LaneEnd.Unrecorded.class);
        assertThat(run.bench().holdsResult()).isTrue();
        run.isFull = false;
        assertThat(run.erase(false)).isInstanceOf(LaneEnd.Finished.class);

        assertThat(run.told).hasSize(2);
        assertThat(run.told.getFirst().toBytes()).isEqualTo(before);
        assertThat(run.told.getLast().toBytes()).isNotEqualTo(before);
        assertThat(run.bench().holdsResult()).isFalse();
    }

    /** One station, and one image that it erases. */
    private final class Run {
        private final List<Receipt> told = new ArrayList<>();
        private boolean isFull;
        private final FaultyFiles files = new FaultyFiles();
        private final Path root;
        private final Path image;
        private final StationHome home;

        Run(String name) throws IOException {
            root = Files.createDirectories(folder.resolve(name));
            image = Files.write(root.resolve("image"), new byte[1 << 16]);
            home = new StationHome(files.path(root.resolve("home")));
            Files.createDirectories(root.resolve("out"));
        }

        LaneEnd erase(boolean resume) throws IOException {
            if (bench().examine(order(resume)).getFirst() instanceof Candidate.Ready ready) {
                return bench().erase(order(resume), List.of(ready), _ -> {}).getFirst();
            }
            throw new AssertionError("refused: " + bench().examine(order(resume)));
        }

        /** Whether the job was still there to be gone on with. */
        boolean comesToItsEnd(long at) throws IOException {
            Path receipt = receipt().orElseThrow();
            boolean open = switch (bench().examine(order(true)).getFirst()) {
                case Candidate.Ready ready -> {
                    assertThat(bench().erase(order(true), List.of(ready), _ -> {})
                                    .getFirst())
                            .as("gone on with after %d", at)
                            .isInstanceOfSatisfying(
                                    LaneEnd.Finished.class,
                                    end -> assertThat(end.files().receipt().toString())
                                            .isEqualTo(receipt.toString()));
                    yield true;
                }
                case Candidate.Rejected rejected -> {
                    assertThat(rejected.refusals())
                            .as("after %d", at)
                            .singleElement()
                            .satisfies(refusal -> {
                                assertThat(refusal.code()).isEqualTo("NOTHING_TO_RESUME");
                                assertThat(refusal.reason().en()).contains(receipt.toString());
                                assertThat(refusal.reason().zh()).contains(receipt.toString());
                            });
                    yield false;
                }
            };
            List<LaneEnd> _ = bench().erase(order(false), List.of(), _ -> {});
            assertThat(found("job.json"))
                    .as("jobs after %d", at)
                    .singleElement()
                    .satisfies(ticket -> assertThat(ticket.startsWith(root.resolve("home/finished")))
                            .isTrue());
            assertThat(found("secrets")).as("keys after %d", at).isEmpty();
            assertThat(new PendingReceipts(home).all())
                    .as("certificates to be got")
                    .hasSize(1);
            assertThat(told).as("told after %d", at).isNotEmpty();
            return open;
        }

        Optional<Path> receipt() throws IOException {
            try (Stream<Path> out = Files.list(root.resolve("out"))) {
                return out.filter(file -> file.toString().endsWith(".receipt.json"))
                        .findFirst();
            }
        }

        private List<Path> found(String name) throws IOException {
            try (Stream<Path> all = Files.walk(root.resolve("home"))) {
                return all.filter(file -> file.endsWith(name)).toList();
            }
        }

        private Bench bench() {
            return new Bench(home, InstantSource.system(), "wangchuan test", this::hear);
        }

        private void hear(Candidate.Ready target, Receipt receipt) throws IOException {
            assertThat(target.path().toString()).isEqualTo(image.toString());
            if (isFull) {
                throw new IOException("no room");
            }
            told.add(receipt);
        }

        private EraseOrder order(boolean resume) {
            return new EraseOrder(
                    List.of(image),
                    PolicyCatalogue.find("nist-clear").orElseThrow(),
                    Optional.empty(),
                    VerifyMode.FULL,
                    files.path(root.resolve("out")),
                    Optional.empty(),
                    resume,
                    true,
                    JobOptions.DEFAULTS);
        }
    }
}
