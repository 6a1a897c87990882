package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.FLUSH;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;
import static org.wangchuan.acceptance.passes.ExpectedPass.ONE;
import static org.wangchuan.acceptance.passes.ExpectedPass.RANDOM;
import static org.wangchuan.acceptance.passes.ExpectedPass.ZERO;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.CommandLine;
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

/** Killed at any instant, it goes on where it was, and in the end every block was written in every pass. */
@Tag("slow")
@ResourceLock(Machine.DEVICES)
class ItSurvivesTest {
    private static final int SIZE = 24 << 20;
    private static final int REFUSED = 3;
    private static final int INTERRUPTED = 6;
    private static final List<ExpectedPass> PASSES = List.of(ZERO, ONE, RANDOM);

    @TempDir
    Path folder;

    @Test
    @Timeout(180)
    void sixKillsAtRandomInstants() throws Exception {
        surviveKills(6, SIZE, Duration.ofMillis(500), 20_261_124L);
    }

    @Test
    @Tag("long")
    @Timeout(3600)
    void twoHundredKillsAtRandomInstants() throws Exception {
        surviveKills(200, 256 << 20, Duration.ofSeconds(1), 1L);
    }

    /**
     * The disk takes so long for each write that the job would need about three times as many runs: each kill then
     * meets a job under way, and a job that ends before is a mistake of the test.
     */
    private void surviveKills(int kills, int sizeBytes, Duration perWrite, long seed) throws Exception {
        Random random = new Random(seed);
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(sizeBytes, 512)) {
            disk.fill(seed);
            disk.tell(Fault.on(WRITE).hang(perWrite));
            int metTheDisk = 0;
            for (int kill = 0; kill < kills; kill++) {
                int events = disk.history().size();
                Running running = program.start(command(disk, mayBeResumed(program)));
                if (kill % 2 == 0) {
                    awaitEvent(disk, events, running); // and else the instant may be any of the start
                }
                Thread.sleep(random.nextInt(random.nextInt(4) == 0 ? 3_500 : 900));
                running.killGroup();
                Run run = running.await(Duration.ofSeconds(30));
                assertThat(run.exitCode())
                        .as("seed %d, kill %d: %s", seed, kill, run)
                        .isEqualTo(137);
                metTheDisk += disk.history().size() > events ? 1 : 0;
            }
            assertThat(metTheDisk).isGreaterThanOrEqualTo(kills / 2);
            disk.beHonest();
            Run end = program.run(command(disk, mayBeResumed(program)));

            assertThat(end.exitCode()).as("seed %d: %s", seed, end).isZero();
            assertThat(end.result().verdict()).isEqualTo("cleared");
            PassAudit.check(disk.history(), 0, sizeBytes, PASSES);
            Station.assertConsistent(program, end);
            long interruptions = ReceiptText.read(end.result().receipt()).interruptions();
            System.out.printf(
                    "seed %d: %d kills, %d met the disk, %d interruptions told%n",
                    seed, kills, metTheDisk, interruptions);
            // A job that was killed again before it had gone on was interrupted once.
            assertThat(interruptions)
                    .as("seed %d, the receipt tells of the interruptions", seed)
                    .isBetween(kills / 3L, (long) kills)
                    .isEqualTo(Files.readAllLines(end.result().evidence()).stream()
                            .filter(line -> line.contains("\"resumed\""))
                            .count());
        }
    }

    private static void awaitEvent(LyingDisk disk, int events, Running running) throws InterruptedException {
        while (disk.history().size() == events && running.isAlive()) {
            Thread.sleep(5);
        }
    }

    private static boolean mayBeResumed(Program program) throws IOException {
        Path jobs = program.home().resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return false;
        }
        try (Stream<Path> tickets = Files.walk(jobs)) {
            return tickets.anyMatch(path -> path.endsWith("job.json"));
        }
    }

    private String[] command(LyingDisk disk, boolean resume) {
        Erasure erasure = Erasure.of(folder, disk);
        return (resume ? erasure.with("--resume") : erasure).arguments();
    }

    /** Ctrl-C: an orderly stop, exit code 6, the words how to go on. */
    @Test
    @Timeout(120)
    void ctrlCStopsAndSaysHowToGoOn() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            Running running = startAndWaitForWrites(program, disk, SIZE + (8 << 20));
            running.signalGroup("INT");
            Run run = running.await(Duration.ofSeconds(30));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(INTERRUPTED);
            assertThat(run.err()).contains("--resume");
            disk.beHonest();
            Run end = program.run(command(disk, true));
            assertThat(end.exitCode()).as("%s", end).isZero();
            PassAudit.check(disk.history(), 0, SIZE, PASSES);
            assertThat(ReceiptText.read(end.result().receipt()).interruptions()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(120)
    void anotherDiskInTheSlotIsNotWrittenTo() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            killAfter(program, disk, SIZE + (8 << 20));
            disk.fill(99);
            int writes = disk.history().writes().size();
            Run run = program.run(command(disk, true));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(disk.history().writes()).as("no byte of a foreign disk").hasSize(writes);
            assertThat(run.out()).containsIgnoringCase("does not hold");
        }
    }

    /** Its twin, full of the same constant, would look no different; so nothing that it did not show is counted for it. */
    @Test
    @Timeout(120)
    void aNamelessDiskThatWasUnpluggedInAConstantPassStartsAnew() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            killAfter(program, disk, SIZE + (8 << 20));
            disk.replug();
            int writes = disk.history().writes().size();
            Run run = program.run(command(disk, true));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.out()).contains("NOT_RECOGNISED");
            assertThat(disk.history().writes()).hasSize(writes);

            long from = disk.history().size();
            Run anew = program.run(command(disk, false));
            assertThat(anew.exitCode()).as("%s", anew).isZero();
            PassAudit.check(disk.history(), from, SIZE, PASSES);
        }
    }

    @Test
    @Timeout(120)
    void aNamelessDiskThatWasUnpluggedInARandomPassIsKnownByIt() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            killAfter(program, disk, 2 * SIZE + (16 << 20));
            disk.replug();
            Run end = program.run(command(disk, true));
            assertThat(end.exitCode()).as("%s", end).isZero();
            PassAudit.check(disk.history(), 0, SIZE, PASSES);
        }
    }

    @Test
    @Timeout(120)
    void aDiskThatLostItsCacheIsFound() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.fill(98);
            disk.tell(Fault.on(FLUSH).pretend());
            killAfter(program, disk, SIZE + (8 << 20));
            disk.loseCache();
            int writes = disk.history().writes().size();
            Run run = program.run(command(disk, true));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(disk.history().writes()).hasSize(writes);
            assertThat(run.out()).containsIgnoringCase("does not hold");
        }
    }

    /** What was written after the last flush may be lost without harm: it is written again. */
    @Test
    @Timeout(120)
    void aDiskThatLostOnlyWhatWasNotFlushedIsGoneOnWith() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            killAfter(program, disk, SIZE + (8 << 20));
            disk.loseCache();
            Run end = program.run(command(disk, true));
            assertThat(end.exitCode()).as("%s", end).isZero();
            PassAudit.check(disk.history(), 0, SIZE, PASSES);
        }
    }

    /** The same name, another device: nothing of the old job is done to it. */
    @Test
    @Timeout(120)
    void anotherDeviceOfTheSameNameIsNotWrittenTo() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            killAfter(program, disk, SIZE + (8 << 20));
        }
        try (LyingDisk other = LyingDisk.device(SIZE, 512)) {
            Run run = program.run(command(other, true));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(other.history().writes()).isEmpty();
        }
    }

    /** The disk is done but the receipt has no room: that is no success, and goes on without writing the disk again. */
    @Test
    @Timeout(120)
    void aReceiptWithoutRoomIsWrittenLater() throws Exception {
        Path out = Files.createDirectory(folder.resolve("small-out"));
        CommandLine.run("mount", "-t", "tmpfs", "-o", "size=64k", "wangchuan-test", out.toString());
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            Program program = new Program(folder.resolve("station")).optimized();
            Run full = program.run(Erasure.of(out, disk).arguments());
            assertThat(full.exitCode()).as("%s", full).isEqualTo(INTERRUPTED);
            assertThat(full.err()).containsIgnoringCase("space").contains("another --out");
            assertThat(full.err()).as("the same folder again").doesNotContain("To go on, type", "--out " + out);
            int writes = disk.history().writes().size();

            Path other = Files.createDirectory(folder.resolve("other-out"));
            String[] goOn = Erasure.of(other, disk).with("--resume").arguments();
            try (FileChannel lock = FileChannel.open(jobOf(program).resolve("lock"), StandardOpenOption.WRITE);
                    FileLock _ = lock.lock()) {
                Run late = program.run(goOn);
                assertThat(late.exitCode()).as("%s", late).isEqualTo(REFUSED);
                assertThat(late.result().refusals()).containsExactly("JOB_IN_USE");
                assertThat(late.err()).as("for people, whoever reads the JSON").contains("JOB_IN_USE");
            }
            Run end = program.run(goOn);
            assertThat(end.exitCode()).as("%s", end).isZero();
            assertThat(disk.history().writes()).hasSize(writes);
            PassAudit.check(disk.history(), 0, SIZE, PASSES);
        } finally {
            CommandLine.run("umount", "-l", out.toString());
        }
    }

    private static Path jobOf(Program program) throws IOException {
        try (var jobs = Files.list(program.home().resolve("jobs"))) {
            return jobs.findFirst().orElseThrow();
        }
    }

    /** A journal that is no longer what was written is not called resumable. */
    @Test
    void aDamagedJournalIsRefusedWithTheAdviceToStartAnew() throws Exception {
        Program program = new Program(folder.resolve("station")).optimized();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            killAfter(program, disk, SIZE + (8 << 20));
            int writes = disk.history().writes().size();
            for (String name : List.of("events", "mark")) {
                Path file = jobOf(program).resolve(name);
                byte[] before = Files.readAllBytes(file);
                byte[] bytes = before.clone();
                bytes[20] ^= 1;
                Files.write(file, bytes);
                Run run = program.run(command(disk, true));
                assertThat(run.exitCode()).as("%s, %s", name, run).isEqualTo(REFUSED);
                assertThat(run.result().refusals()).as(name).containsExactly("JOURNAL_DAMAGED");
                assertThat(run.err())
                        .contains("start a new job without --resume")
                        .doesNotContain("To go on, type");
                Files.write(file, before);
            }
            // A ticket that can't be read tells of no medium: then there is nothing to resume, and it is named.
            Path ticket = jobOf(program).resolve("job.json");
            Files.write(ticket, new byte[] {'{'});
            Run unread = program.run(command(disk, true));
            assertThat(unread.exitCode()).as("%s", unread).isEqualTo(REFUSED);
            assertThat(unread.result().refusals()).containsExactly("NOTHING_TO_RESUME");
            assertThat(unread.err())
                    .contains("unreadable jobs: " + jobOf(program).getFileName())
                    .doesNotContain("To go on, type");
            assertThat(disk.history().writes()).hasSize(writes);
            Run anew = program.run(command(disk, false));
            assertThat(anew.exitCode()).as("%s", anew).isZero();
        }
    }

    /** What was signed of a disk is not said of what is in its place now. */
    @Test
    @Timeout(120)
    void aSignedResultIsNotGivenOutForADiskThatHoldsSomethingElse() throws Exception {
        Path out = Files.createDirectory(folder.resolve("small-out"));
        CommandLine.run("mount", "-t", "tmpfs", "-o", "size=64k", "wangchuan-test", out.toString());
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            Program program = new Program(folder.resolve("station")).optimized();
            Run full = program.run(Erasure.of(out, disk).arguments());
            assertThat(full.exitCode()).as("%s", full).isEqualTo(INTERRUPTED);
            disk.poke(1_000_000, "TOP SECRET".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Run again = program.run(command(disk, true));
            assertThat(again.exitCode()).as("%s", again).isEqualTo(REFUSED);
            assertThat(again.out()).contains("NOT_RECOGNISED").doesNotContain("\"cleared\"");
            assertThat(new String(disk.peek(1_000_000, 10), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("TOP SECRET");
        } finally {
            CommandLine.run("umount", "-l", out.toString());
        }
    }

    /** A job is never half done and called whole because its journal had no room. */
    @Test
    @Timeout(180)
    void aFullDiskUnderTheJournalStopsAndIsGoneOnWith() throws Exception {
        Path home = Files.createDirectory(folder.resolve("small"));
        CommandLine.run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "wangchuan-test", home.toString());
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            Program program = new Program(home).optimized();
            Running running = startAndWaitForWrites(program, disk, SIZE / 2);
            Path ballast = home.resolve("ballast");
            fillUp(ballast);
            Run run = running.await(Duration.ofSeconds(90));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(INTERRUPTED);
            assertThat(run.out()).doesNotContain("\"cleared\"");
            assertThat(run.out() + run.err()).containsIgnoringCase("space");

            Files.delete(ballast);
            disk.beHonest();
            Run end = program.run(command(disk, true));
            assertThat(end.exitCode()).as("%s", end).isZero();
            PassAudit.check(disk.history(), 0, SIZE, PASSES);
        } finally {
            CommandLine.run("umount", "-l", home.toString());
        }
    }

    private static void fillUp(Path file) throws IOException {
        byte[] page = new byte[4096];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private void killAfter(Program program, LyingDisk disk, long bytes) throws Exception {
        Running running = startAndWaitForWrites(program, disk, bytes);
        running.killGroup();
        Run run = running.await(Duration.ofSeconds(30));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(137);
        disk.beHonest();
    }

    /** Starts a job on a disk that takes its time, and returns when so many bytes have reached it. */
    private Running startAndWaitForWrites(Program program, LyingDisk disk, long bytes) throws Exception {
        disk.tell(Fault.on(WRITE).hang(Duration.ofMillis(150)));
        Running running = program.start(command(disk, false));
        while (disk.history().bytesWritten() < bytes && running.isAlive()) {
            Thread.sleep(10);
        }
        assertThat(running.isAlive()).isTrue();
        return running;
    }
}
