package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
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

/**
 * Blocks that a real ext4 moves between an interruption and the resume: they keep what was on them, and no pass
 * will reach them. Needs root and a loop device.
 */
@Tag("slow")
class MovedBetweenRunsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path mount = Path.of("");
    private Path image = Path.of("");

    @BeforeEach
    void mountAFileSystemWithAnImage() throws Exception {
        Path disk = folder.resolve("disk");
        mount = Files.createDirectories(folder.resolve("mount"));
        sh("truncate -s 256M " + disk + " && mkfs.ext4 -q " + disk + " && mount -o loop " + disk + " " + mount);
        image = mount.resolve("image");
        byte[] secret = new byte[4 * MIB];
        Arrays.fill(secret, (byte) 'S');
        Files.write(image, secret);
        sh("sync -f " + mount);
    }

    @AfterEach
    void unmount() throws Exception {
        sh("umount " + mount);
    }

    @Test
    void areNotCleared() throws Exception {
        interrupt();
        // The hole gets other blocks; those it had, and what is on them, go to another file.
        sh("fallocate -p -o 1M -l 1M " + image + " && sync -f " + mount
                + " && n=0; while fallocate -l 1M " + mount + "/taken$n 2>/dev/null; do n=$((n+1)); done; rm " + mount
                + "/taken0 && sync -f " + mount);
        Verdict verdict = resume().verdict();
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.MEDIUM_CHANGED);
    }

    @Test
    void thatStayAreCleared() throws Exception {
        interrupt();
        assertThat(resume().verdict().level()).isEqualTo(Verdict.Level.CLEARED);
    }

    /** While the person is asked: the blocks that were named, and what is on them, go to other files or to nobody. */
    @Test
    void beforeItIsOpenedAreNotErased() throws Exception {
        Bench bench = new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
        EraseOrder order = order(false);
        Files.createDirectories(order.out());
        if (!(bench.examine(order).getFirst() instanceof Candidate.Ready ready)) {
            throw new AssertionError("refused");
        }
        sh("truncate -s 0 " + image + " && truncate -s " + 4 * MIB + " " + image + " && sync -f " + mount);

        LaneEnd end = bench.erase(order, List.of(ready), _ -> {}).getFirst();

        assertThat(end)
                .isInstanceOfSatisfying(
                        LaneEnd.Refused.class,
                        no -> assertThat(no.refusal().code()).isEqualTo("CHANGED"));
    }

    /** What was kept of the beginning is lost: then nobody knows. */
    @Test
    void areAlsoFearedWhereTheirPlacesWereNotKept() throws Exception {
        interrupt();
        sh("rm " + folder.resolve("home/jobs") + "/*/places");
        LaneEnd.Finished end = resume();
        assertThat(end.verdict().reasons()).containsExactly(Verdict.Reason.MEDIUM_CHANGED);
        assertThat(new String(end.evidence().bytes(), StandardCharsets.UTF_8)).contains("kept of it can't be read");
    }

    private void interrupt() throws IOException {
        LaneEnd end = run(false, true);
        assertThat(end).isInstanceOf(LaneEnd.Interrupted.class);
    }

    private LaneEnd.Finished resume() throws IOException {
        LaneEnd end = run(true, false);
        if (end instanceof LaneEnd.Finished finished) {
            return finished;
        }
        throw new AssertionError("did not finish: " + end);
    }

    private LaneEnd run(boolean resume, boolean stop) throws IOException {
        Bench bench = new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
        EraseOrder order = order(resume);
        Files.createDirectories(order.out());
        if (bench.examine(order).getFirst() instanceof Candidate.Ready ready) {
            return bench.erase(order, List.of(ready), controls -> {
                        if (stop) {
                            controls.forEach(JobControl::stop);
                        }
                    })
                    .getFirst();
        }
        throw new AssertionError("refused: " + bench.examine(order));
    }

    private EraseOrder order(boolean resume) {
        return new EraseOrder(
                List.of(image),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder.resolve("out"),
                Optional.empty(),
                resume,
                false,
                JobOptions.DEFAULTS);
    }

    private static void sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    }
}
