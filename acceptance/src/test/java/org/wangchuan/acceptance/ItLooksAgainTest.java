package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.READ;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.disk.Mounted;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;
import org.wangchuan.acceptance.real.PlantedFiles;
import org.wangchuan.acceptance.real.RealDisk;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** One station erases a drive; another one looks at it again, writes nothing to it, and signs what it finds, whatever that is. */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
class ItLooksAgainTest {
    private static final int SIZE = 24 << 20;
    private static final int NOT_SATISFIED = 2;
    private static final int REFUSED = 3;
    private static final int DOES_NOT_VERIFY = 4;
    private static final int UNTRUSTED = 5;
    private static final int INTERRUPTED = 6;

    @TempDir
    Path folder;

    private Program eraser;
    private Program checker;
    private Path drive;
    private Path out;

    @BeforeEach
    void openBothStations() throws IOException {
        eraser = new Program(folder.resolve("eraser")).optimized();
        checker = new Program(folder.resolve("checker")).optimized();
        out = folder.resolve("out");
        drive = noise("drive", 1, SIZE);
    }

    private Path noise(String name, long seed, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    /** Erases a drive, and gives its receipt. */
    private Path erase(Path file, String policy) throws IOException {
        try (LoopDevice loop = LoopDevice.over(file, 512, false, false)) {
            Run run = eraser.run(Erasure.of(out, loop.path())
                    .policy(policy)
                    .medium("magnetic")
                    .arguments());
            assertThat(run.exitCode()).as("%s", run).isZero();
            return run.result().receipt();
        }
    }

    private void trustEachOther() throws IOException {
        Path list = Files.writeString(
                folder.resolve("eraser.trust"), eraser.run("trust", "export").out());
        assertThat(checker.run("trust", "import", list.toString()).exitCode()).isZero();
    }

    private Run recheck(Program by, Path file, Path receipt, String... more) throws IOException {
        try (LoopDevice loop = LoopDevice.over(file, 512, false, false)) {
            return by.run(arguments(loop.path(), receipt, more));
        }
    }

    private static String[] arguments(Path target, Path receipt, String... more) {
        List<String> out = new ArrayList<>(List.of("recheck", target.toString(), "--of", receipt.toString(), "--json"));
        out.addAll(List.of(more));
        return out.toArray(String[]::new);
    }

    private static Path beside(Path receipt, String ending) {
        String name = receipt.getFileName().toString();
        return receipt.resolveSibling(name.substring(0, name.length() - ".receipt.json".length()) + ending);
    }

    /** Statements in a station's log: the second line of a checkpoint (C2SP tlog-checkpoint). */
    private static long entries(Program station) throws IOException {
        Path checkpoint = station.home().resolve("log/checkpoint");
        return Files.exists(checkpoint)
                ? Long.parseLong(Files.readAllLines(checkpoint).get(1))
                : 0;
    }

    private List<Path> rechecks() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().matches(".*\\.[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\\.recheck\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static String result(Run run) {
        return text(run, "result");
    }

    private static String text(Run run, String member) {
        try {
            return run.result().fields().text(member);
        } catch (ShapeException wrong) {
            throw new AssertionError(run.toString(), wrong);
        }
    }

    private static List<Json.Fields> ranges(Run run, String member) {
        try {
            return run.result().fields().objects(member);
        } catch (ShapeException wrong) {
            throw new AssertionError(run.toString(), wrong);
        }
    }

    private static boolean holds(Json.Fields range, long at) {
        try {
            long from = range.natural("offset");
            return from <= at && at < from + range.natural("length");
        } catch (ShapeException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nist-clear", "gb-46864-2025", "bmb21-2019"})
    void anotherStationFindsWhatTheErasureLeft(String policy) throws IOException {
        Path receipt = erase(drive, policy);
        trustEachOther();
        byte[] before = Files.readAllBytes(drive);
        boolean isConstant = policy.equals("bmb21-2019");
        assertThat(Files.exists(beside(receipt, ".recheck-key.json"))).isEqualTo(!isConstant);

        Run run = recheck(checker, drive, receipt);
        Run full = recheck(checker, drive, receipt, "--full");

        for (Run one : List.of(run, full)) {
            if (isConstant) {
                // A drive full of a constant, without a serial number, could be any.
                assertThat(one.exitCode()).as("%s", one).isEqualTo(NOT_SATISFIED);
                assertThat(result(one)).isEqualTo("unproven");
                assertThat(text(one, "recognised")).isEqualTo("capacity-only");
            } else {
                assertThat(one.exitCode()).as("%s", one).isZero();
                assertThat(result(one)).isEqualTo("matches");
                assertThat(text(one, "recognised")).isEqualTo("contents");
            }
        }
        assertThat(Files.readAllBytes(drive)).isEqualTo(before);
        assertThat(entries(checker)).isEqualTo(2);
        assertThat(rechecks()).containsExactlyInAnyOrder(Path.of(text(run, "recheck")), Path.of(text(full, "recheck")));
        Run fsck = checker.run("log", "fsck", checker.home().resolve("log").toString());
        assertThat(fsck.exitCode()).as("%s", fsck).isZero();
    }

    @Test
    void theSameStationMayLookAndTheKeyIsForItsOwnerAlone() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beside(receipt, ".recheck-key.json"))))
                .isEqualTo("rw-------");
        Run run = recheck(eraser, drive, receipt);
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(entries(eraser)).as("start, clearing, recheck").isEqualTo(3);
    }

    @Test
    void peopleAreToldToo() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        try (LoopDevice loop = LoopDevice.over(drive, 512, false, false)) {
            Run run = eraser.run("recheck", loop.path().toString(), "--of", receipt.toString());
            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(run.out()).contains("MATCHES", ".recheck.json", "no proof of an erasure");
            assertThat(run.err()).contains(loop.name() + ": ended");
        }
    }

    @Test
    void anImageIsLookedAtAgain() throws IOException {
        Path image = noise("practice.img", 7, SIZE + 777);
        Run erased = eraser.run(Erasure.of(out, image).policy("nist-clear").arguments());
        assertThat(erased.exitCode()).as("%s", erased).isZero();
        Run run = eraser.run(arguments(image, erased.result().receipt(), "--full"));
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(result(run)).isEqualTo("matches");
    }

    @Test
    void aReadOnlyDriveIsEnough() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        try (LoopDevice loop = LoopDevice.over(drive, 512, false, true)) {
            Run run = eraser.run(arguments(loop.path(), receipt));
            assertThat(run.exitCode()).as("%s", run).isZero();
        }
    }

    /** By the system calls of the whole process: whatever it opens of the drive, it opens to read. */
    @Test
    void theDriveIsNeverOpenedToWrite() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        Path trace = folder.resolve("trace");
        try (LoopDevice loop = LoopDevice.over(drive, 512, false, false)) {
            Program traced = eraser.under(
                    "strace", "-f", "-qq", "-o", trace.toString(), "-e", "trace=open,openat,openat2,pwrite64");
            Run run = traced.run(arguments(loop.path(), receipt));
            assertThat(run.exitCode()).as("%s", run).isZero();
            List<String> opens = Files.readAllLines(trace).stream()
                    .filter(line -> line.contains("\"" + loop.path() + "\""))
                    .toList();
            assertThat(opens)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("O_RDONLY").doesNotContain("O_RDWR", "O_WRONLY"));
        }
    }

    @Test
    void whomNobodyHereTrustsIsNotBelieved() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        Run run = recheck(checker, drive, receipt);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(UNTRUSTED);
        assertThat(run.err()).contains("RECHECK_SIGNER");
        assertThat(entries(checker)).isZero();
    }

    @Test
    void oneChangedByteIsNamedByItsPlaceAndNeverByWhatItIs() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        trustEachOther();
        int at = 5_000_123;
        byte[] secret = (PlantedFiles.MARKER_PREFIX + "in the clear").getBytes(StandardCharsets.US_ASCII);
        poke(drive, at, secret);

        Run run = recheck(checker, drive, receipt, "--full");

        assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
        assertThat(result(run)).isEqualTo("differs");
        assertThat(text(run, "recognised"))
                .as("it is the drive, and was changed")
                .isEqualTo("contents");
        assertThat(ranges(run, "differing")).hasSize(1).allMatch(range -> holds(range, at));
        assertThat(entries(checker)).as("that is signed as well").isEqualTo(1);
        assertThat(run.out() + run.err()).doesNotContain(PlantedFiles.MARKER_PREFIX);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> !one.equals(drive))
                    .toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(PlantedFiles.MARKER_PREFIX);
            }
        }
    }

    /** Whoever uses it again begins at the first sector, and that is in every sample. */
    @Test
    void aDriveThatIsInUseAgainDiffersAtItsFirstSector() throws IOException {
        drive = noise("larger", 2, 64 << 20);
        Path receipt = erase(drive, "nist-clear");
        trustEachOther();
        try (LoopDevice loop = LoopDevice.over(drive, 512, false, false)) {
            RealDisk.make(loop.path(), RealDisk.FileSystem.XFS);
            Run run = checker.run(arguments(loop.path(), receipt));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
            assertThat(result(run)).isEqualTo("differs");
            assertThat(ranges(run, "differing").getFirst()).matches(range -> holds(range, 0));
            long signed = entries(checker);

            try (Mounted _ = Mounted.on(folder.resolve("mount"), loop.path(), "nodiscard")) {
                Run mounted = checker.run(arguments(loop.path(), receipt));
                assertThat(mounted.exitCode()).as("%s", mounted).isEqualTo(REFUSED);
                assertThat(mounted.result().refusals()).contains("MOUNTED");
            }
            assertThat(entries(checker)).isEqualTo(signed);
        }
    }

    @Test
    void anotherDriveOfTheSizeIsNotTakenForIt() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        trustEachOther();
        Run run = recheck(checker, noise("another", 3, SIZE), receipt);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
        assertThat(result(run)).isEqualTo("differs");
        assertThat(text(run, "recognised")).isEqualTo("capacity-only");
    }

    @ParameterizedTest
    @ValueSource(ints = {SIZE - 4096, SIZE + 4096})
    void aDriveOfAnotherSizeIsNotEvenRead(int bytes) throws IOException {
        Path receipt = erase(drive, "nist-clear");
        trustEachOther();
        Run run = recheck(checker, noise("another", 3, bytes), receipt);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
        assertThat(run.result().refusals()).containsExactly("RECHECK_OTHER_DRIVE");
        assertThat(run.err()).contains("" + SIZE, "" + bytes);
        assertThat(entries(checker)).isZero();
        assertThat(rechecks()).isEmpty();
    }

    @Test
    void filesThatDoNotBelongTogetherAreNotEvenTried() throws IOException {
        Path receipt = erase(drive, "nist-clear");
        Path other = erase(noise("another", 3, SIZE), "nist-clear");
        trustEachOther();
        Path key = beside(receipt, ".recheck-key.json");
        Path evidence = beside(receipt, ".evidence.jsonl");

        refused(
                receipt,
                "RECHECK_KEY_OTHER",
                "--key",
                beside(other, ".recheck-key.json").toString());
        refused(
                receipt,
                "EVIDENCE",
                "--evidence",
                beside(other, ".evidence.jsonl").toString());
        refused(receipt, "OTHER_FILE", "--key", evidence.toString());

        String text = Files.readString(key);
        int digit = text.indexOf("\"secret\":\"") + "\"secret\":\"".length();
        char changed = text.charAt(digit) == '0' ? '1' : '0';
        Path altered = Files.writeString(
                folder.resolve("altered.json"), text.substring(0, digit) + changed + text.substring(digit + 1));
        refused(receipt, "RECHECK_KEY_ALTERED", "--key", altered.toString());
        refused(receipt, "RECHECK_KEY_FORMAT", "--key", cut(key).toString());

        Path record = Files.writeString(
                folder.resolve("record"), Files.readString(evidence).replace("\"retries\":0", "\"retries\":1"));
        refused(receipt, "EVIDENCE", "--evidence", record.toString());
        Path forged = Files.copy(receipt, out.resolve("forged.receipt.json"));
        Files.writeString(
                forged, Files.readString(forged).replaceFirst("\"nonce\":\"[A-Za-z0-9_-]{4}", "\"nonce\":\"AAAA"));
        refused(forged, "OPENING", "--evidence", evidence.toString(), "--key", key.toString());

        Files.move(key, folder.resolve("key-elsewhere.json"));
        Run missing = recheck(checker, drive, receipt);
        assertThat(missing.exitCode()).as("%s", missing).isEqualTo(1);
        assertThat(missing.err()).contains("RECHECK_KEY_MISSING", "--key");
        assertThat(entries(checker)).isZero();
        Run given = recheck(
                checker,
                drive,
                receipt,
                "--key",
                folder.resolve("key-elsewhere.json").toString());
        assertThat(given.exitCode()).as("%s", given).isZero();
    }

    private static Path cut(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file.resolveSibling("cut.json"), Arrays.copyOf(bytes, bytes.length - 2));
    }

    private void refused(Path receipt, String code, String... more) throws IOException {
        Run run = recheck(checker, drive, receipt, more);
        assertThat(run.exitCode()).as("%s: %s", code, run).isEqualTo(DOES_NOT_VERIFY);
        assertThat(run.err()).contains(code);
        assertThat(entries(checker)).isZero();
    }

    /** What a drive of this program's own does that can lie: its statements are tests, and say the same. */
    private void onALiar(LiarTest test) throws Exception {
        Path receipt = erase(drive, "nist-clear");
        trustEachOther();
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.poke(0, Files.readAllBytes(drive));
            test.run(disk, receipt);
            assertThat(disk.history().writes()).as("nothing was written to it").isEmpty();
            assertThat(disk.peek(0, SIZE).length).isEqualTo(SIZE);
        }
    }

    private interface LiarTest {
        void run(LyingDisk disk, Path receipt) throws Exception;
    }

    @Test
    void badBlocksAreNamedAndNothingIsProved() throws Exception {
        onALiar((disk, receipt) -> {
            Fault fault = disk.tell(Fault.on(READ).within(4 << 20, 4096).fail());
            Run run = checker.run(arguments(disk.path(), receipt, "--full"));
            assertThat(fault.struck()).isPositive();
            assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
            assertThat(result(run)).isEqualTo("unproven");
            assertThat(ranges(run, "unreadable")).anyMatch(range -> holds(range, 4 << 20));
            assertThat(ranges(run, "differing")).isEmpty();
        });
    }

    @Test
    void aDriveThatIsPulledOutProvesNothing() throws Exception {
        onALiar((disk, receipt) -> {
            Fault fault = disk.tell(Fault.on(READ).afterBytes(8 << 20).times(1).vanish());
            Run run = checker.run(arguments(disk.path(), receipt, "--full"));
            assertThat(fault.struck()).isPositive();
            assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
            assertThat(result(run)).isEqualTo("unproven");
            assertThat(ranges(run, "differing")).isEmpty();
        });
    }

    @Test
    void aDriveThatFallsSilentProvesNothing() throws Exception {
        onALiar((disk, receipt) -> {
            disk.tell(Fault.on(READ).afterBytes(8 << 20).hang(Duration.ofSeconds(30)));
            Run run = checker.run(arguments(disk.path(), receipt, "--full", "--patience", "3"));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
            assertThat(result(run)).isEqualTo("unproven");
            assertThat(run.took()).isLessThan(Duration.ofSeconds(29));
            disk.letGo();
        });
    }

    @Test
    void whoIsKilledInTheMiddleHasSaidNothingAndLooksAgain() throws Exception {
        onALiar((disk, receipt) -> {
            disk.tell(Fault.on(READ).hang(Duration.ofMillis(300)));
            Running running = begun(disk, receipt);
            running.killGroup();
            assertThat(running.await(Duration.ofSeconds(30)).exitCode()).isEqualTo(137);
            assertThat(entries(checker)).isZero();
            assertThat(rechecks()).isEmpty();
            disk.beHonest();
            Run again = checker.run(arguments(disk.path(), receipt, "--full"));
            assertThat(again.exitCode()).as("%s", again).isZero();
            assertThat(entries(checker)).isEqualTo(1);
        });
    }

    @Test
    void ctrlCSignsNothing() throws Exception {
        onALiar((disk, receipt) -> {
            disk.tell(Fault.on(READ).hang(Duration.ofMillis(300)));
            Running running = begun(disk, receipt);
            running.signalGroup("INT");
            Run run = running.await(Duration.ofSeconds(30));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(INTERRUPTED);
            assertThat(run.err()).contains("RECHECK_INTERRUPTED").doesNotContain("--resume");
            assertThat(entries(checker)).isZero();
            assertThat(rechecks()).isEmpty();
        });
    }

    @Test
    void ctrlCDoesNotChooseTheAnswer() throws Exception {
        onALiar((disk, receipt) -> {
            disk.poke(100, new byte[] {1, 2, 3});
            disk.tell(Fault.on(READ).hang(Duration.ofMillis(300)));
            Running running = begun(disk, receipt);
            running.signalGroup("INT");
            Run run = running.await(Duration.ofSeconds(30));
            assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
            assertThat(result(run)).isEqualTo("differs");
            assertThat(entries(checker)).isEqualTo(1);
        });
    }

    /** In the midst of reading: what it asked of the drive until now was not all. */
    private Running begun(LyingDisk disk, Path receipt) throws Exception {
        long before = disk.asked(READ);
        Running running = checker.start(arguments(disk.path(), receipt, "--full"));
        while (disk.asked(READ) < before + 16 && running.isAlive()) {
            Thread.sleep(10);
        }
        Thread.sleep(700);
        assertThat(running.isAlive()).as("it is under way").isTrue();
        return running;
    }

    /** What is done at the n-th call of a thread. */
    record Blow(String call, int nth) {}

    static Stream<Blow> all() {
        return Stream.of("fsync", "rename", "unlink", "pwrite64,write")
                .flatMap(call -> IntStream.rangeClosed(1, 30).mapToObj(nth -> new Blow(call, nth)));
    }

    static Stream<Blow> some() {
        List<Blow> all = new ArrayList<>(all().toList());
        java.util.Collections.shuffle(all, new Random(5));
        return all.stream().limit(1);
    }

    @ParameterizedTest
    @MethodSource("some")
    void aFewKillsLeaveNothingOrWhatTheNextLookFinishes(Blow blow) throws IOException {
        survive(blow);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void everyKillLeavesNothingOrWhatTheNextLookFinishes(Blow blow) throws IOException {
        survive(blow);
    }

    private void survive(Blow blow) throws IOException {
        Path receipt = erase(drive, "nist-clear");
        trustEachOther();
        Program struck = checker.under(
                "strace",
                "-f",
                "-qq",
                "-o",
                folder.resolve("trace").toString(),
                "-e",
                "trace=" + blow.call,
                "-e",
                "inject=" + blow.call + ":signal=KILL:when=" + blow.nth);
        Run killed = recheck(struck, drive, receipt);
        Run again = recheck(checker, drive, receipt);
        assertThat(again.exitCode()).as("%s, then %s", killed, again).isZero();
        assertThat(entries(checker))
                .as("each statement has its file")
                .isEqualTo(rechecks().size());
        Run fsck = checker.run("log", "fsck", checker.home().resolve("log").toString());
        assertThat(fsck.exitCode()).as("%s", fsck).isZero();
    }

    private static void poke(Path file, long offset, byte[] bytes) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.write(java.nio.ByteBuffer.wrap(bytes), offset)).isEqualTo(bytes.length);
        }
    }
}
