package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.passes.ExpectedPass.ONE;
import static org.wangchuan.acceptance.passes.ExpectedPass.RANDOM;
import static org.wangchuan.acceptance.passes.ExpectedPass.ZERO;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.passes.PassAudit;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/**
 * Killed, or refused by the kernel, exactly at the n-th call that makes state durable, it can be gone on with, and
 * the station's log stays whole with each statement in it once. strace(1) injects.
 */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
class ItSurvivesEachSystemCallTest {
    private static final int SIZE = 2 << 20;

    @TempDir
    Path folder;

    /** What is done at the n-th call of a thread. */
    record Blow(String call, String injection, int nth) {
        @Override
        public String toString() {
            return injection + " at " + call + " " + nth;
        }
    }

    private static final List<String> CALLS = List.of("fsync,fdatasync", "rename,renameat,renameat2", "openat");

    static Stream<Blow> all() {
        return Stream.of("signal=KILL", "error=EIO", "error=ENOSPC")
                .flatMap(injection -> CALLS.stream()
                        .filter(call -> !call.equals("openat") || injection.equals("signal=KILL"))
                        .flatMap(call -> IntStream.rangeClosed(1, call.equals("openat") ? 60 : 30)
                                .mapToObj(nth -> new Blow(call, injection, nth))));
    }

    /** A few of all: a kill at each of the calls, and errors at those that sync and rename; the whole is for long runs. */
    static Stream<Blow> some() {
        return Stream.of(
                new Blow("fsync,fdatasync", "signal=KILL", 18),
                new Blow("rename,renameat,renameat2", "signal=KILL", 18),
                new Blow("openat", "signal=KILL", 3),
                new Blow("fsync,fdatasync", "error=EIO", 12),
                new Blow("rename,renameat,renameat2", "error=EIO", 11));
    }

    @ParameterizedTest
    @MethodSource("some")
    void aFewBlows(Blow blow) throws Exception {
        survive(blow);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void everyBlow(Blow blow) throws Exception {
        survive(blow);
    }

    /** Blows that fell, and those that made the first run end otherwise than well. */
    private static final AtomicInteger FELL = new AtomicInteger();

    private static final AtomicInteger HURT = new AtomicInteger();

    /** A blow beyond the last call of its kind falls on nothing; a test where all do has shown nothing. */
    @AfterAll
    static void someBlowsFellAndHurt() {
        System.out.println(FELL + " blows fell, " + HURT + " hurt");
        assertThat(FELL.get()).isPositive();
        assertThat(HURT.get()).isPositive();
    }

    private void survive(Blow blow) throws Exception {
        Program program = new Program(folder.resolve("station"));
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.fill(1);
            String[] command = Erasure.of(folder, disk).arguments();
            Run first = program.under(
                            "strace",
                            "-f",
                            "-qq",
                            "-o",
                            folder.resolve("trace").toString(),
                            "-e",
                            "trace=" + blow.call,
                            "-e",
                            "inject=" + blow.call + ":" + blow.injection + ":when=" + blow.nth)
                    .run(command);
            String trace = Files.readString(folder.resolve("trace"), StandardCharsets.ISO_8859_1);
            if (trace.contains("(INJECTED)") || trace.contains("killed by SIGKILL")) {
                FELL.incrementAndGet();
            }
            if (first.exitCode() == 0) {
                // The blow met nothing that mattered, or nothing at all; then all is as if it had not been.
                assertDone(program, disk, first);
                return;
            }
            HURT.incrementAndGet();
            assertThat(first.out()).as("%s", first).doesNotContain("\"cleared\"");
            Run end = program.run(resumable(program) ? with(command, "--resume") : command);
            if (end.exitCode() != 0) {
                // A job without a whole head can't be resumed; it says so, and a new one can be started.
                assertThat(end.exitCode()).as("%s, then %s", first, end).isEqualTo(3);
                end = program.run(command);
            }
            assertThat(end.exitCode()).as("%s, then %s", first, end).isZero();
            assertDone(program, disk, end);
        }
    }

    private static void assertDone(Program program, LyingDisk disk, Run end) throws Exception {
        assertThat(end.result().verdict()).isEqualTo("cleared");
        PassAudit.check(disk.history(), 0, SIZE, List.of(ZERO, ONE, RANDOM));
        Station.assertConsistent(program, end);
    }

    private static boolean resumable(Program program) throws IOException {
        Path jobs = program.home().resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return false;
        }
        try (Stream<Path> found = Files.walk(jobs)) {
            return found.anyMatch(path -> path.endsWith("job.json"));
        }
    }

    private static String[] with(String[] command, String more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }
}
