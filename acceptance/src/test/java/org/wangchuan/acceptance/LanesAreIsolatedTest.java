package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.STATUS;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.disk.DiskEvent;
import org.wangchuan.acceptance.disk.Effect;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.passes.ExpectedPass;
import org.wangchuan.acceptance.passes.PassAudit;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;

/** A drive that hangs or fails costs its own lane only. */
@Tag("slow")
@Timeout(180)
class LanesAreIsolatedTest {
    private static final int SIZE = 16 << 20;
    private static final int REFUSED = 3;

    @TempDir
    Path folder;

    @Test
    void theGoodDiskIsFinishedWhileOneHangsAndOneFails() throws Exception {
        Program program = new Program(folder.resolve("station"));
        try (LyingDisk hanging = LyingDisk.device(SIZE, 512);
                LyingDisk failing = LyingDisk.device(SIZE, 512);
                LyingDisk good = LyingDisk.device(SIZE, 512)) {
            hanging.tell(Fault.on(WRITE).fromNth(4).times(1).hang(Duration.ofSeconds(20)));
            failing.tell(Fault.on(WRITE).fromNth(4).vanish());

            Running running =
                    program.start(Erasure.of(folder, hanging, failing, good).arguments());
            // The good disk is through with its three passes and read back long before the hang is over.
            long deadline = System.nanoTime() + Duration.ofSeconds(12).toNanos();
            while (bytesRead(good) < SIZE && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(bytesRead(good)).as("read back while another one hangs").isGreaterThanOrEqualTo(SIZE);
            assertThat(running.isAlive()).isTrue();

            Run run = running.await(Duration.ofSeconds(90));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
            assertThat(run.results()).hasSize(3);
            assertThat(run.results().get(0).verdict())
                    .as("it only took its time")
                    .isEqualTo("cleared");
            assertThat(run.results().get(1).verdict()).isNotIn("cleared", "purged");
            assertThat(run.results().get(2).verdict()).isEqualTo("cleared");
            List<ExpectedPass> passes = List.of(ExpectedPass.ZERO, ExpectedPass.ONE, ExpectedPass.RANDOM);
            PassAudit.check(good.history(), 0, SIZE, passes);
            PassAudit.check(hanging.history(), 0, SIZE, passes);
        }
    }

    @Test
    void theGoodDiskIsErasedWhileAnotherOneNeverOpens() throws Exception {
        Program program = new Program(folder.resolve("station"));
        try (LyingDisk hanging = LyingDisk.device(SIZE, 512);
                LyingDisk good = LyingDisk.device(SIZE, 512)) {
            long before = hanging.asked(STATUS);
            Run planned =
                    program.run("plan", hanging.path().toString(), good.path().toString());
            assertThat(planned.exitCode()).as("%s", planned).isZero();
            long askedToExamine = hanging.asked(STATUS) - before;
            // It answers while it is examined, and never again when it is to be opened for erasing.
            Fault fault = hanging.tell(Fault.on(STATUS)
                    .fromNth(hanging.asked(STATUS) + askedToExamine + 1)
                    .hang(Effect.Hang.FOR_EVER));

            Run run = program.run(
                    Duration.ofSeconds(100), Erasure.of(folder, hanging, good).arguments());
            assertThat(fault.struck()).isPositive();
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.results()).hasSize(2);
            assertThat(run.results().get(0).refusals()).as("%s", run).containsExactly("NO_ANSWER");
            assertThat(run.results().get(1).verdict()).isEqualTo("cleared");
            assertThat(hanging.history().bytesWritten()).isZero();
            PassAudit.check(good.history(), 0, SIZE, List.of(ExpectedPass.ZERO, ExpectedPass.ONE, ExpectedPass.RANDOM));
            Run verified = program.run("verify", run.results().get(1).receipt().toString());
            assertThat(verified.exitCode()).as("%s", verified).isZero();
        }
    }

    @Test
    void aDiskThatNeverAnswersIsNamedAndTheCommandEnds() throws Exception {
        Program program = new Program(folder.resolve("station"));
        try (LyingDisk hanging = LyingDisk.device(SIZE, 512);
                LyingDisk good = LyingDisk.device(SIZE, 512)) {
            Fault fault = hanging.tell(Fault.on(STATUS).hang(Effect.Hang.FOR_EVER));

            Run listed = program.run(Duration.ofSeconds(60), "devices");
            assertThat(listed.exitCode()).as("%s", listed).isZero();
            assertThat(fault.struck()).isPositive();
            assertThat(listed.out()).contains(hanging.name() + "\n    ✗ no-answer", "" + good.path());

            Run run = program.run(
                    Duration.ofSeconds(100), Erasure.of(folder, hanging, good).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.results().get(0).refusals()).as("%s", run).containsExactly("NO_ANSWER");
            assertThat(run.err()).contains("NO_ANSWER", "nothing was touched");
            assertThat(good.history().bytesWritten()).isZero();
        }
    }

    private static long bytesRead(LyingDisk disk) throws IOException {
        return disk.history().only(DiskEvent.Read.class).stream()
                .mapToLong(DiskEvent.Read::length)
                .sum();
    }
}
