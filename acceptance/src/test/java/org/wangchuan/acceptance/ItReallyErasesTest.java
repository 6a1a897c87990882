package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;
import static org.wangchuan.acceptance.passes.ExpectedPass.ONE;
import static org.wangchuan.acceptance.passes.ExpectedPass.RANDOM;
import static org.wangchuan.acceptance.passes.ExpectedPass.STAMPED;
import static org.wangchuan.acceptance.passes.ExpectedPass.ZERO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.passes.ExpectedPass;
import org.wangchuan.acceptance.passes.PassAudit;
import org.wangchuan.acceptance.passes.WrongPassException;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.ReceiptText;
import org.wangchuan.acceptance.program.Result;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.real.IndependentEyes;
import org.wangchuan.acceptance.real.PlantedFiles;
import org.wangchuan.acceptance.real.RealDisk;

/** After an erasure that says so, every pass has written every block, and tools that know nothing of us find nothing. */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
class ItReallyErasesTest {
    private static final int MIB = 1 << 20;
    private static final int FILE_SYSTEM_BYTES = 64 * MIB;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void openStation() throws IOException {
        program = new Program(folder.resolve("station")).optimized();
    }

    /**
     * A policy on a disk of an owner. The passes are those of the published rule, not those that the program says.
     */
    record Job(
            String policy,
            String declared,
            RealDisk.FileSystem fileSystem,
            int sectorBytes,
            List<ExpectedPass> passes,
            List<Boolean> readBack) {}

    static final List<Job> JOBS = List.of(
            new Job("gb-46864-2025", "", RealDisk.FileSystem.EXT4, 512, List.of(ZERO, ONE, RANDOM), last(3)),
            new Job("gb-46864-2025", "magnetic", RealDisk.FileSystem.XFS, 4096, List.of(ZERO, ONE, RANDOM), last(3)),
            new Job("gb-46864-2025", "flash", RealDisk.FileSystem.BTRFS, 512, List.of(RANDOM), last(1)),
            new Job("nist-clear", "", RealDisk.FileSystem.XFS, 512, List.of(RANDOM), last(1)),
            new Job("nist-clear", "magnetic", RealDisk.FileSystem.EXT4, 4096, List.of(STAMPED), last(1)),
            new Job("r2v3", "magnetic", RealDisk.FileSystem.BTRFS, 4096, List.of(STAMPED), last(1)),
            new Job("dod-short", "", RealDisk.FileSystem.EXT4, 512, List.of(ZERO, ONE, RANDOM), last(3)),
            new Job("hmg-is5-enhanced", "", RealDisk.FileSystem.XFS, 4096, List.of(ZERO, ONE, RANDOM), last(3)),
            new Job(
                    "bmb21-2019",
                    "",
                    RealDisk.FileSystem.BTRFS,
                    512,
                    List.of(ONE, ZERO, RANDOM, RANDOM, RANDOM, ONE),
                    List.of(false, false, false, false, true, true)));

    /** Those that no job above stands for: overwriting can't satisfy them. */
    private static final Set<String> NOT_BY_OVERWRITING = Set.of("nist-purge", "nist-clear-native");

    /** A policy that is added has to be shown here, too. */
    @Test
    void everyPolicyHasAJob() throws IOException {
        Run run = program.run("erase", "any.img", "--policy", "no-such");
        Set<String> shown = new TreeSet<>(NOT_BY_OVERWRITING);
        JOBS.forEach(job -> shown.add(job.policy));
        String expected = "  expected: ";
        String names = run.err()
                .lines()
                .filter(line -> line.startsWith(expected))
                .findFirst()
                .orElseThrow();
        assertThat(shown)
                .containsExactlyInAnyOrder(names.substring(expected.length()).split(", ", -1));
    }

    private static List<Boolean> last(int passes) {
        List<Boolean> readBack = new ArrayList<>(java.util.Collections.nCopies(passes, false));
        readBack.set(passes - 1, true);
        return readBack;
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void nothingOfAnOwnersFilesIsFoundAfterwards(Job job) throws IOException, WrongPassException {
        lookAfterAll(job, 1 + JOBS.indexOf(job));
    }

    /** Each policy on each of the file systems; the jobs above have each once. */
    static Stream<Job> otherFileSystems() {
        return JOBS.stream()
                .flatMap(job -> Stream.of(RealDisk.FileSystem.values())
                        .filter(other -> other != job.fileSystem)
                        .map(other ->
                                new Job(job.policy, job.declared, other, job.sectorBytes, job.passes, job.readBack)));
    }

    @ParameterizedTest
    @MethodSource("otherFileSystems")
    @Tag("long")
    void norOnAnyOtherFileSystem(Job job) throws IOException, WrongPassException {
        lookAfterAll(job, 101);
    }

    private void lookAfterAll(Job job, long seed) throws IOException, WrongPassException {
        try (LyingDisk disk = LyingDisk.device(FILE_SYSTEM_BYTES, job.sectorBytes)) {
            PlantedFiles planted = RealDisk.fill(disk.path(), job.fileSystem, folder, seed);
            IndependentEyes eyes = new IndependentEyes(disk.path(), Files.createDirectory(folder.resolve("eyes")));
            // A check that can't fail proves nothing: first the tools have to find what is there.
            assertThat(eyes.markerLines()).isGreaterThan(planted.markers() / 4);
            assertThat(eyes.fileSystem()).isEqualTo(job.fileSystem.type());
            assertThat(eyes.photoRecFiles()).isGreaterThanOrEqualTo(30);
            long from = disk.history().events().size();

            Erasure erasure = Erasure.of(folder, disk).policy(job.policy);
            Run run = program.run((job.declared.isEmpty() ? erasure : erasure.medium(job.declared)).arguments());

            assertThat(run.exitCode()).as("%s", run).isZero();
            Result result = run.result();
            assertThat(result.verdict()).isEqualTo("cleared");
            assertThat(ReceiptText.read(result.receipt()).verdict()).isEqualTo("cleared");
            assertThat(result.passes())
                    .extracting(Result.Pass::pattern)
                    .containsExactlyElementsOf(
                            job.passes.stream().map(ExpectedPass::word).toList());
            assertThat(result.passes()).extracting(Result.Pass::bytesWritten).containsOnly((long) FILE_SYSTEM_BYTES);
            PassAudit.Report report = PassAudit.check(disk.history(), from, FILE_SYSTEM_BYTES, job.passes);
            assertThat(report.readBack()).isEqualTo(job.readBack);
            assertThat(report.bytesWritten()).isEqualTo((long) job.passes.size() * FILE_SYSTEM_BYTES);

            assertThat(eyes.markerLines()).isZero();
            assertThat(eyes.fileSystem()).isEmpty();
            assertThat(eyes.sleuthKitSeesFileSystem()).isFalse();
            assertThat(eyes.sleuthKitNames()).isZero();
            assertThat(eyes.photoRecFiles()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 513, 4095, 1_000_003, 3 * MIB + 4097})
    void anImageOfOddSizeIsErasedToItsLastByteAndKeepsItsSize(int sizeBytes) throws IOException, WrongPassException {
        Path image = folder.resolve("odd.img");
        byte[] before = new byte[sizeBytes];
        new Random(sizeBytes).nextBytes(before);
        Files.write(image, before);

        Run run = program.run(Erasure.of(folder, image).arguments());

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.result().verdict()).isEqualTo("cleared");
        assertThat(run.result().capacityBytes()).isEqualTo(sizeBytes);
        byte[] after = Files.readAllBytes(image);
        assertThat(after).hasSize(sizeBytes);
        if (sizeBytes > 32) {
            assertThat(Arrays.copyOfRange(after, sizeBytes - 16, sizeBytes))
                    .isNotEqualTo(Arrays.copyOfRange(before, sizeBytes - 16, sizeBytes));
            assertThat(Arrays.mismatch(after, before)).isLessThan(16);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 1_000_003, 3 * MIB + 4097})
    void everyByteOfAnImageOfOddSizeIsWrittenInEveryPass(int sizeBytes) throws IOException, WrongPassException {
        try (LyingDisk disk = LyingDisk.image(sizeBytes)) {
            disk.fill(1);
            assertWrittenButUnproven(disk);
            PassAudit.check(disk.history(), 0, sizeBytes, List.of(ZERO, ONE, RANDOM));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void aDeviceOfAnOddNumberOfSectorsIsErasedToItsLastSector(int sectorBytes) throws IOException, WrongPassException {
        int sizeBytes = 4099 * sectorBytes;
        try (LyingDisk disk = LyingDisk.device(sizeBytes, sectorBytes)) {
            disk.fill(2);
            Run run = program.run(Erasure.of(folder, disk).arguments());
            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(run.result().capacityBytes()).isEqualTo(sizeBytes);
            PassAudit.check(disk.history(), 0, sizeBytes, List.of(ZERO, ONE, RANDOM));
        }
    }

    /** FUSE does not say how a file lies on its device, so an image on it is erased only on demand, and never cleared. */
    private void assertWrittenButUnproven(LyingDisk disk) throws IOException {
        Run refused = program.run(Erasure.of(folder, disk).arguments());
        assertThat(refused.exitCode()).as("%s", refused).isEqualTo(2);
        assertThat(disk.history().writes()).isEmpty();
        Run run = program.run(Erasure.of(folder, disk).with("--best-effort").arguments());
        assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
        assertThat(run.result().verdict()).isEqualTo("unproven");
    }

    @Test
    void shortAnswersAreGoneOnWith() throws IOException, WrongPassException {
        try (LyingDisk disk = LyingDisk.image(4 * MIB)) {
            Fault fault = disk.tell(Fault.on(WRITE).withProbability(0.5, 3).shorten(8192));
            assertWrittenButUnproven(disk);
            assertThat(fault.struck()).isPositive();
            PassAudit.check(disk.history(), 0, 4 * MIB, List.of(ZERO, ONE, RANDOM));
        }
    }

    /** Whatever the kernel makes of it, an error or all of the write: what was not stored is written again, or not called erased. */
    @Test
    void shortWritesOfADeviceLeaveNothingBehind() throws IOException {
        try (LyingDisk disk = LyingDisk.device(4 * MIB, 512)) {
            disk.fill(6);
            byte[] before = disk.peek(0, 4 * MIB);
            Fault fault = disk.tell(Fault.on(WRITE).withProbability(0.3, 4).shorten(32_768));
            Run run = program.run(Erasure.of(folder, disk)
                    .policy("nist-clear")
                    .medium("magnetic")
                    .arguments());
            assertThat(fault.struck()).isPositive();
            byte[] after = disk.peek(0, 4 * MIB);
            boolean left = false;
            for (int at = 0; at < 4 * MIB; at += 512) {
                left |= Arrays.equals(before, at, at + 512, after, at, at + 512);
            }
            assertThat(run.result().verdict().equals("cleared")).as("%s", run).isEqualTo(!left);
        }
    }

    @Test
    void aWeakBlockIsTriedAgain() throws IOException, WrongPassException {
        try (LyingDisk disk = LyingDisk.device(4 * MIB, 512)) {
            Fault fault = disk.tell(Fault.on(WRITE).within(MIB, 512).times(2).fail());
            Run run = program.run(Erasure.of(folder, disk).arguments());
            assertThat(fault.struck()).isEqualTo(2);
            assertThat(run.exitCode()).as("%s", run).isZero();
            PassAudit.check(disk.history(), 0, 4 * MIB, List.of(ZERO, ONE, RANDOM));
        }
    }

    @Test
    void aHangOfAFewSecondsIsSurvived() throws IOException, WrongPassException {
        try (LyingDisk disk = LyingDisk.device(4 * MIB, 512)) {
            Fault fault = disk.tell(Fault.on(WRITE).fromNth(3).times(1).hang(Duration.ofSeconds(4)));
            Run run = program.run(Erasure.of(folder, disk).arguments());
            assertThat(fault.struck()).isEqualTo(1);
            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(run.took()).isGreaterThan(Duration.ofSeconds(4));
            PassAudit.check(disk.history(), 0, 4 * MIB, List.of(ZERO, ONE, RANDOM));
        }
    }

    /** It is waited for by itself for three minutes; whoever waits for half a minute only does not call it erased. */
    @ParameterizedTest
    @CsvSource({"180, cleared", "30, failed"})
    @Tag("long")
    void aHangOfAMinuteIsSurvivedByWhoHasThePatience(String patienceSeconds, String verdict) throws IOException {
        try (LyingDisk disk = LyingDisk.device(4 * MIB, 512)) {
            Fault fault = disk.tell(Fault.on(WRITE).fromNth(3).times(1).hang(Duration.ofMinutes(1)));
            Run run = program.run(
                    Erasure.of(folder, disk).with("--patience", patienceSeconds).arguments());
            assertThat(fault.struck()).isEqualTo(1);
            assertThat(run.result().verdict()).as("%s", run).isEqualTo(verdict);
            assertThat(run.exitCode()).isEqualTo(verdict.equals("cleared") ? 0 : 2);
        }
    }

    /** Blocks that can't be written are named to the block, and all others are erased. */
    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void badBlocksAreNamedExactlyAndTheRestIsErased(int sectorBytes) throws IOException {
        try (LyingDisk disk = LyingDisk.device(8 * MIB, sectorBytes)) {
            disk.fill(4);
            byte[] before = disk.peek(0, 8 * MIB);
            List<Result.Range> bad = List.of(
                    new Result.Range(0, sectorBytes),
                    new Result.Range(MIB + 3L * sectorBytes, 2L * sectorBytes),
                    new Result.Range(8L * MIB - sectorBytes, sectorBytes));
            bad.forEach(range -> disk.tell(
                    Fault.on(WRITE).within(range.offset(), range.length()).fail()));

            Run run = program.run(Erasure.of(folder, disk).arguments());

            assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
            assertThat(run.result().verdict()).isEqualTo("partial");
            assertThat(run.result().unreachableRanges()).isEqualTo(bad);
            byte[] after = disk.peek(0, 8 * MIB);
            for (int at = 0; at < 8 * MIB; at += sectorBytes) {
                boolean same = Arrays.equals(before, at, at + sectorBytes, after, at, at + sectorBytes);
                assertThat(same).as("sector at %d", at).isEqualTo(isWithin(bad, at));
            }
        }
    }

    private static boolean isWithin(List<Result.Range> ranges, long at) {
        return ranges.stream().anyMatch(range -> at >= range.offset() && at < range.offset() + range.length());
    }

    /** A policy that no overwriting can satisfy is refused before anything is destroyed. */
    @Test
    void whatCannotBeSatisfiedIsNotBegun() throws IOException {
        try (LyingDisk disk = LyingDisk.device(4 * MIB, 512)) {
            Run run = program.run(Erasure.of(folder, disk).policy("nist-purge").arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
            assertThat(disk.history().writes()).isEmpty();
        }
    }

    /** The evidence alone gives the same verdict again. */
    @Test
    void theVerdictIsReplayedFromTheEvidence() throws IOException {
        Path image = Files.write(folder.resolve("of-a-drive.img"), new byte[4 * MIB]);
        Run run = program.run(Erasure.of(folder, image).arguments());
        Run replayed = program.run("verdict", run.result().evidence().toString(), "--json");
        assertThat(replayed.exitCode()).as("%s", replayed).isZero();
        assertThat(replayed.out()).contains("\"verdict\":\"cleared\"", "\"test\":false");
        Run verified = program.run("verify", run.result().receipt().toString());
        assertThat(verified.exitCode()).as("%s", verified).isZero();
    }

    /** Nothing of the old content is left in the program's own folders either. */
    @Test
    void noContentOfTheMediumGetsIntoTheStation() throws IOException {
        try (LyingDisk disk = LyingDisk.device(4 * MIB, 512)) {
            byte[] secret = (PlantedFiles.MARKER_PREFIX + "in the clear ")
                    .repeat(20)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (int at = 0; at < 4 * MIB; at += 65_536) {
                disk.poke(at, secret);
            }
            assertThat(program.run(Erasure.of(folder, disk).arguments()).exitCode())
                    .isZero();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain(PlantedFiles.MARKER_PREFIX);
                }
            }
        }
    }
}
