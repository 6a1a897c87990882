package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.Loops;

/** What happens to a target between a look at it and its end: while a person is asked, while it is erased, and before it is gone on with. */
@Tag("slow")
class AfterThePromptTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path disk = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        byte[] secret = new byte[8 * MIB];
        Arrays.fill(secret, (byte) 'S');
        disk = Files.write(folder.resolve("disk"), secret);
        Files.createDirectories(folder.resolve("out"));
    }

    @Test
    void aFileSystemThatIsMountedOverASecondLoopMeanwhileIsLeftAlone() throws IOException {
        Path mounted = Files.createDirectories(folder.resolve("mounted"));
        try (Loops loop = Loops.over(disk)) {
            String _ = Loops.run(List.of("mkfs.ext4", "-q", loop.path().toString()));
            Bench bench = bench(InstantSource.system());
            EraseOrder order = order(loop.path(), "nist-clear", false);
            Candidate.Ready ready = ready(bench, order);
            try (Loops second = Loops.over(disk)) {
                String _ = Loops.run(List.of("mount", second.path().toString(), mounted.toString()));
                try {
                    Files.writeString(mounted.resolve("file"), "somebody's work");
                    LaneEnd end = bench.erase(order, List.of(ready), _ -> {}).getFirst();
                    assertThat(codes(end)).isSubsetOf("ATTACHED", "MOUNTED").isNotEmpty();
                } finally {
                    String _ = Loops.run(List.of("umount", mounted.toString()));
                }
                String _ = Loops.run(List.of("fsck.ext4", "-fn", second.path().toString()));
            }
            assertThat(jobs()).as("nothing was begun").isEmpty();
        }
    }

    @Test
    void aSecondLoopDuringTheErasureSpoilsTheResult() throws IOException {
        List<Loops> second = new ArrayList<>();
        try (Loops loop = Loops.over(disk)) {
            InstantSource clock = () -> {
                if (second.isEmpty() && events().contains("\"pass-started\"")) {
                    second.add(Loops.over(disk));
                }
                return Instant.now();
            };
            LaneEnd end = erase(bench(clock), order(loop.path(), "nist-clear", false));
            assertThat(second).hasSize(1);
            assertThat(end).isInstanceOfSatisfying(LaneEnd.Finished.class, finished -> {
                assertThat(finished.verdict().level()).isNotEqualTo(Verdict.Level.CLEARED);
                assertThat(finished.verdict().reasons()).containsExactly(Verdict.Reason.MEDIUM_CHANGED);
                assertThat(new String(finished.evidence().bytes(), StandardCharsets.UTF_8))
                        .contains("attached: what ");
            });
        } finally {
            second.forEach(Loops::close);
        }
    }

    @Test
    void withoutOneItIsCleared() throws IOException {
        try (Loops loop = Loops.over(disk)) {
            assertThat(erase(bench(InstantSource.system()), order(loop.path(), "nist-clear", false)))
                    .isInstanceOfSatisfying(
                            LaneEnd.Finished.class,
                            finished -> assertThat(finished.verdict().level()).isEqualTo(Verdict.Level.CLEARED));
        }
    }

    /** The first pass was written to other bytes of the same file. */
    @Test
    void aJobIsNotGoneOnWithElsewhereInTheSameFile() throws IOException {
        Bench bench = bench(InstantSource.system());
        try (Loops loop = Loops.over(disk, "--sizelimit", "4M")) {
            EraseOrder order = order(loop.path(), "hmg-is5-enhanced", false);
            LaneEnd end = bench.erase(
                            order, List.of(ready(bench, order)), controls -> controls.forEach(JobControl::stop))
                    .getFirst();
            assertThat(end).isInstanceOf(LaneEnd.Interrupted.class);
        }
        try (Loops loop = Loops.over(disk, "--offset", "4M")) {
            Candidate candidate =
                    bench.examine(order(loop.path(), "hmg-is5-enhanced", true)).getFirst();
            assertThat(candidate)
                    .isInstanceOfSatisfying(
                            Candidate.Rejected.class,
                            rejected -> assertThat(rejected.refusals())
                                    .extracting(Refusal::code)
                                    .hasSize(1)
                                    .isSubsetOf("ANOTHER_MEDIUM", "NOTHING_TO_RESUME"));
        }
        try (Loops loop = Loops.over(disk, "--sizelimit", "4M")) {
            assertThat(erase(bench, order(loop.path(), "hmg-is5-enhanced", true)))
                    .isInstanceOfSatisfying(
                            LaneEnd.Finished.class,
                            finished -> assertThat(finished.verdict().level()).isEqualTo(Verdict.Level.CLEARED));
        }
    }

    private static List<String> codes(LaneEnd end) {
        if (end instanceof LaneEnd.Refused(Refusal refusal)) {
            return List.of(refusal.code());
        }
        throw new AssertionError("not refused: " + end);
    }

    private LaneEnd erase(Bench bench, EraseOrder order) throws IOException {
        return bench.erase(order, List.of(ready(bench, order)), _ -> {}).getFirst();
    }

    private static Candidate.Ready ready(Bench bench, EraseOrder order) throws IOException {
        if (bench.examine(order).getFirst() instanceof Candidate.Ready ready) {
            return ready;
        }
        throw new AssertionError("refused: " + bench.examine(order));
    }

    private Bench bench(InstantSource clock) {
        return new Bench(new StationHome(folder.resolve("home")), clock, "wangchuan test");
    }

    private List<Path> jobs() throws IOException {
        Path all = folder.resolve("home/jobs");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(all)) {
            return found.toList();
        }
    }

    /** What is recorded of the job under way. */
    private String events() {
        try {
            List<Path> jobs = jobs();
            Path file = jobs.isEmpty() ? folder : jobs.getFirst().resolve("events");
            return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private EraseOrder order(Path target, String policy, boolean resume) {
        return new EraseOrder(
                List.of(target),
                PolicyCatalogue.find(policy).orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder.resolve("out"),
                Optional.empty(),
                resume,
                false,
                JobOptions.DEFAULTS);
    }
}
