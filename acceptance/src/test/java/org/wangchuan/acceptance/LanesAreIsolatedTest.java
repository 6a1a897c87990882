package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.STATUS;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.DiskEvent;
import org.wangchuan.acceptance.disk.Effect;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.passes.ExpectedPass;
import org.wangchuan.acceptance.passes.PassAudit;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.ReceiptText;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;

/** A drive that hangs or fails costs its own lane only. */
@Tag("slow")
@Timeout(180)
@ResourceLock(Machine.DEVICES)
class LanesAreIsolatedTest {
    private static final int SIZE = 16 << 20;
    private static final int REFUSED = 3;
    private static final int LOOKS = 3;
    private static final List<ExpectedPass> PASSES = List.of(ExpectedPass.ZERO, ExpectedPass.ONE, ExpectedPass.RANDOM);

    @TempDir
    Path folder;

    @Test
    void theGoodDiskIsFinishedWhileOneHangsAndOneFails() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
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
            PassAudit.check(good.history(), 0, SIZE, PASSES);
            PassAudit.check(hanging.history(), 0, SIZE, PASSES);
        }
    }

    /** Its lane costs its patience, and is told as what it is; all the others have their receipts. */
    @Test
    void sevenOfEightAreClearedWhileOneHangsForEver() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (Disks disks = new Disks(8)) {
            LyingDisk hanging = disks.all.get(3);
            Fault fault = hanging.tell(Fault.on(WRITE).fromNth(4).hang(Effect.Hang.FOR_EVER));
            Run run = program.run(
                    Duration.ofSeconds(150),
                    Erasure.of(folder, disks.array()).with("--patience", "20").arguments());
            assertThat(fault.struck()).isPositive();
            assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
            assertThat(run.results()).hasSize(8);
            assertThat(run.results().get(3).verdict()).as("%s", run).isIn("failed", "unproven");
            assertThat(ReceiptText.read(run.results().get(3).receipt()).verdict())
                    .isEqualTo(run.results().get(3).verdict());
            assertOthersAreCleared(program, disks, 3, run);
        }
    }

    @Test
    @Tag("long")
    @Timeout(300)
    void oneThatHangsForAMinuteChangesNothingForTheOtherSeven() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (Disks disks = new Disks(8)) {
            LyingDisk hanging = disks.all.getFirst();
            hanging.tell(Fault.on(WRITE).fromNth(4).times(1).hang(Duration.ofMinutes(1)));
            Running running = program.start(Erasure.of(folder, disks.array()).arguments());
            long deadline = System.nanoTime() + Duration.ofSeconds(50).toNanos();
            while (!disks.allButOneAreReadBack() && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            assertThat(disks.allButOneAreReadBack())
                    .as("long before the hang is over")
                    .isTrue();
            Run run = running.await(Duration.ofMinutes(3));
            assertThat(run.exitCode()).as("it only took its time; %s", run).isZero();
            assertThat(run.took()).isGreaterThan(Duration.ofMinutes(1));
            assertOthersAreCleared(program, disks, 0, run);
            PassAudit.check(hanging.history(), 0, SIZE, PASSES);
        }
    }

    private static void assertOthersAreCleared(Program program, Disks disks, int one, Run run) throws Exception {
        for (int i = 0; i < disks.all.size(); i++) {
            if (i != one) {
                assertThat(run.results().get(i).verdict())
                        .as("disk %d, %s", i, run)
                        .isEqualTo("cleared");
                PassAudit.check(disks.all.get(i).history(), 0, SIZE, PASSES);
                Station.assertIsTest(program, run.results().get(i).receipt());
            }
        }
    }

    private static final class Disks implements AutoCloseable {
        private final List<LyingDisk> all = new ArrayList<>();

        Disks(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                all.add(LyingDisk.device(SIZE, 512));
            }
        }

        LyingDisk[] array() {
            return all.toArray(LyingDisk[]::new);
        }

        boolean allButOneAreReadBack() throws IOException {
            int through = 0;
            for (LyingDisk disk : all) {
                through += bytesRead(disk) >= SIZE ? 1 : 0;
            }
            return through == all.size() - 1;
        }

        @Override
        public void close() throws IOException {
            for (LyingDisk disk : all) {
                disk.close();
            }
        }
    }

    @Test
    void theGoodDiskIsErasedWhileAnotherOneNeverOpens() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        int tries = 1;
        while (!isTheGoodDiskErased(program)) {
            assertThat(tries++).as("somebody else asks the disk each time").isLessThan(5);
        }
    }

    /** How often a look asks the disk: the fewest of some, since other programs may ask it meanwhile, above all while the disk is new. */
    private static long askedToPlan(Program program, LyingDisk hanging, LyingDisk good) throws Exception {
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            long before = hanging.asked(STATUS);
            Run planned =
                    program.run("plan", hanging.path().toString(), good.path().toString());
            assertThat(planned.exitCode()).as("%s", planned).isZero();
            fewest = Math.min(fewest, hanging.asked(STATUS) - before);
        }
        return fewest;
    }

    /**
     * The disk is told after how many questions it is to hang, and other programs of this machine may ask it, too: then it hung before its
     * turn, while it was examined.
     *
     * @return false if that is what happened
     */
    private boolean isTheGoodDiskErased(Program program) throws Exception {
        try (LyingDisk hanging = LyingDisk.device(SIZE, 512);
                LyingDisk good = LyingDisk.device(SIZE, 512)) {
            long askedToExamine = askedToPlan(program, hanging, good);
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
            assertThat(run.err()).as("for people, whoever reads the JSON").contains(hanging.path() + ": NO_ANSWER: ");
            if (run.err().contains("nothing was touched")) {
                assertThat(good.history().bytesWritten()).isZero();
                return false;
            }
            assertThat(run.results().get(1).verdict()).isEqualTo("cleared");
            assertThat(hanging.history().bytesWritten()).isZero();
            PassAudit.check(good.history(), 0, SIZE, PASSES);
            Station.assertIsTest(program, run.results().get(1).receipt());
            return true;
        }
    }

    @Test
    void aDiskThatNeverAnswersIsNamedAndTheCommandEnds() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk hanging = LyingDisk.device(SIZE, 512);
                LyingDisk good = LyingDisk.device(SIZE, 512)) {
            Fault fault = hanging.tell(Fault.on(STATUS).hang(Effect.Hang.FOR_EVER));

            Run listed = program.run(Duration.ofSeconds(60), "devices");
            assertThat(listed.exitCode()).as("%s", listed).isZero();
            assertThat(fault.struck()).isPositive();
            assertThat(listed.out()).contains(hanging.name() + "\n    × no-answer", "" + good.path());

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
