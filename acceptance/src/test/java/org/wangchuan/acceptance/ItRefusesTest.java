package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.Disguise;
import org.wangchuan.acceptance.disk.DiskEvent;
import org.wangchuan.acceptance.disk.Effect;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.disk.RequestKind;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Result;
import org.wangchuan.acceptance.program.Run;

/** What must not be touched is not touched: no write reaches it, and the words say why. */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
class ItRefusesTest {
    private static final int SIZE = 32 << 20;
    private static final int SWAP_HEAD_BYTES = 4096;
    private static final int USAGE = 1;
    private static final int REFUSED = 3;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void openStation() throws IOException {
        program = new Program(folder.resolve("station"));
    }

    /** No write reached the disk since {@code from} events, and the words were said. */
    private static void assertUntouched(LyingDisk disk, int from, Run run, int exitCode, String word) {
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
        assertThat(disk.history().events().stream().skip(from))
                .noneMatch(event -> event instanceof DiskEvent.Wrote
                        || event instanceof DiskEvent.Allocated
                        || event instanceof DiskEvent.Odd);
        assertThat(run.err().toLowerCase(java.util.Locale.ROOT)).contains(word);
        assertThat(run.out()).doesNotContain("\"cleared\"");
    }

    @Test
    void aMountedDisk() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            CommandLine.run("mkfs.ext4", "-q", "-F", disk.path().toString());
            Path mount = Files.createDirectory(folder.resolve("mount"));
            // Read-only, so that the file system itself writes nothing meanwhile.
            CommandLine.run("mount", "-o", "ro", disk.path().toString(), mount.toString());
            int from = disk.history().events().size();
            try {
                assertUntouched(disk, from, program.run(Erasure.of(folder, disk).arguments()), REFUSED, "mount");
            } finally {
                CommandLine.run("umount", mount.toString());
            }
        }
    }

    /** The kernel itself may write to it when memory is short, but never to its head, where every pass begins. */
    @Test
    void aSwapDisk() throws IOException {
        try (LyingDisk disk = LyingDisk.device(256 << 10, 512)) {
            CommandLine.run("mkswap", disk.path().toString());
            CommandLine.run("swapon", disk.path().toString());
            int from = disk.history().events().size();
            try {
                Run run = program.run(Erasure.of(folder, disk).arguments());
                assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
                assertThat(run.err()).containsIgnoringCase("swap");
                assertThat(run.out()).doesNotContain("\"cleared\"");
                assertThat(disk.history().events().stream().skip(from))
                        .noneMatch(event -> event instanceof DiskEvent.Wrote wrote && wrote.offset() < SWAP_HEAD_BYTES);
                assertThat(new String(disk.peek(SWAP_HEAD_BYTES - 10, 10), StandardCharsets.US_ASCII))
                        .isEqualTo("SWAPSPACE2");
            } finally {
                CommandLine.run("swapoff", disk.path().toString());
            }
        }
    }

    @Test
    void aDiskThatAnotherProgramHoldsExclusively() throws Exception {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            Process holder = new ProcessBuilder(
                            "perl",
                            "-e",
                            "use Fcntl; sysopen(F, $ARGV[0], O_RDWR|O_EXCL) or die $!; $|=1; print qq(held\\n); sleep 900",
                            disk.path().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                assertThat(holder.inputReader().readLine()).isEqualTo("held");
                int from = disk.history().events().size();
                assertUntouched(disk, from, program.run(Erasure.of(folder, disk).arguments()), REFUSED, "in use");
            } finally {
                holder.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aDiskThatThisProgramErasesJustNow() throws Exception {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            // Until the second one has been answered: on a busy machine that takes longer than any job of this size.
            disk.tell(Fault.on(RequestKind.WRITE).hang(Effect.Hang.FOR_EVER));
            var first = program.start(Erasure.of(folder, disk).arguments());
            while (disk.history().writes().isEmpty() && first.isAlive()) {
                Thread.sleep(5);
            }
            Run second = program.run(Erasure.of(folder, disk).arguments());
            assertThat(second.exitCode()).as("%s", second).isEqualTo(REFUSED);
            disk.letGo();
            Run ended = first.await(Duration.ofMinutes(5));
            assertThat(ended.exitCode()).as("%s", ended).isZero();
        }
    }

    @Test
    void aReadOnlyDisk() throws IOException {
        byte[] before = new byte[1 << 20];
        new Random(1).nextBytes(before);
        Path image = Files.write(folder.resolve("ro.img"), before);
        try (LoopDevice loop = LoopDevice.over(image, 512, false, true)) {
            Run run = program.run(Erasure.of(folder, loop.path()).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.err()).containsIgnoringCase("read-only");
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void anImageThatIsALoopDevice() throws IOException {
        byte[] before = new byte[1 << 20];
        new Random(2).nextBytes(before);
        Path image = Files.write(folder.resolve("attached.img"), before);
        try (LoopDevice _ = LoopDevice.over(image, 512, false, false)) {
            Run run = program.run(Erasure.of(folder, image).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.err()).containsIgnoringCase("loop");
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void filesThatAreNoImages() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.img"));
        assertRefused(empty, "empty");
        assertRefused(folder.resolve("missing.img"), "missing.img");
        assertRefused(Files.createDirectory(folder.resolve("folder")), "folder");
        assertRefused(Path.of("/dev/null"), "/dev/null");
        Path pipe = folder.resolve("pipe");
        CommandLine.run("mkfifo", pipe.toString());
        assertRefused(pipe, "pipe");
    }

    private void assertRefused(Path target, String word) throws IOException {
        Run run = program.run(Erasure.of(folder, target).arguments());
        assertThat(run.exitCode()).as("%s", run).isIn(USAGE, REFUSED);
        assertThat(run.err()).as("%s", run).containsIgnoringCase(word);
        assertThat(run.err()).doesNotContain("Exception");
    }

    @Test
    void oneDiskTwice() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            int from = disk.history().events().size();
            Run same = program.run(Erasure.of(folder, disk, disk).arguments());
            assertUntouched(disk, from, same, USAGE, "twice");
            Path link = Files.createSymbolicLink(folder.resolve("link"), disk.path());
            Run linked = program.run(Erasure.of(folder, disk)
                    .with(link.toString(), "--confirm", disk.name())
                    .arguments());
            assertUntouched(disk, from, linked, REFUSED, "same");
        }
    }

    /** Bridges make serial numbers up: then nobody knows which of the two a receipt is about, whether one is a target or both. */
    @Test
    void twoDrivesThatReportOneSerialNumber() throws IOException {
        byte[] before = new byte[1 << 20];
        new Random(4).nextBytes(before);
        Path first = Files.write(folder.resolve("first"), before);
        Path second = Files.write(folder.resolve("second"), before);
        try (LoopDevice one = LoopDevice.over(first, 512, false, false);
                LoopDevice other = LoopDevice.over(second, 512, false, false)) {
            Disguise disguise = new Disguise(folder.resolve("disguise"));
            disguise.put(one, "vdx", Map.of("serial", "0123456789"));
            disguise.put(other, "vdy", Map.of("serial", "0123456789"));
            Program seen = program.under(disguise.command());
            Erasure ofOne = Erasure.of(folder).with(one.path().toString(), "--confirm", "0123456789");
            Run alone = seen.run(ofOne.arguments());
            Run both = seen.run(ofOne.with(other.path().toString(), "--confirm", "0123456789")
                    .arguments());
            for (Run run : List.of(alone, both)) {
                assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
                assertThat(run.results())
                        .allSatisfy(result -> assertThat(result.refusals()).containsExactly("SAME_SERIAL"));
                assertThat(run.err()).contains("SAME_SERIAL", "vdx", "vdy");
            }
            CommandLine.run("sync", "-f", first.toString());
            assertThat(Files.readAllBytes(first)).isEqualTo(before);
            assertThat(Files.readAllBytes(second)).isEqualTo(before);

            // The same two drives, told apart by their serial numbers: it was that alone.
            disguise.say("vdy", Map.of("serial", "9876543210"));
            Run apart = seen.run(Erasure.of(folder)
                    .with(one.path().toString(), "--confirm", "0123456789")
                    .with(other.path().toString(), "--confirm", "9876543210")
                    .arguments());
            assertThat(apart.exitCode()).as("%s", apart).isZero();
            assertThat(apart.results()).extracting(Result::verdict).containsOnly("cleared");
        }
    }

    @Test
    void aDeviceOfNoBytes() throws IOException {
        Path image = Files.createFile(folder.resolve("nothing"));
        try (LoopDevice loop = LoopDevice.over(image, 512, false, false)) {
            Run run = program.run(Erasure.of(folder, loop.path()).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.result().refusals()).containsExactly("EMPTY");
            assertThat(run.err()).contains("found 0 bytes");
        }
    }

    /** No request reaches what is left of a file beyond the last whole block of the device over it. */
    @Test
    void aDeviceWithBytesBeyondItsLastBlock() throws IOException {
        byte[] before = new byte[8192 + 512];
        new Random(5).nextBytes(before);
        Path image = Files.write(folder.resolve("odd"), before);
        try (LoopDevice loop = LoopDevice.over(image, 4096, false, false)) {
            Run run = program.run(Erasure.of(folder, loop.path()).arguments());
            assertThat(run.exitCode()).as("%s", run).isEqualTo(REFUSED);
            assertThat(run.result().refusals()).containsExactly("UNSUPPORTED");
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void aDiskThatWasNotConfirmed() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            int from = disk.history().events().size();
            String path = disk.path().toString();
            Run none = program.run("erase", path, "--out", folder.toString());
            assertUntouched(disk, from, none, REFUSED, "confirm");
            Run wrong = program.run("erase", path, "--out", folder.toString(), "--confirm", "loop999");
            assertUntouched(disk, from, wrong, REFUSED, "confirm");
            Run tooMany = program.run(
                    "erase", path, "--out", folder.toString(), "--confirm", disk.name(), "--confirm", "loop999");
            assertUntouched(disk, from, tooMany, REFUSED, "confirm");
        }
    }

    @Test
    void oneWrongTargetStopsAll() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            int from = disk.history().events().size();
            Run run = program.run(Erasure.of(folder, disk)
                    .with(folder.resolve("missing.img").toString(), "--confirm", "missing.img")
                    .arguments());
            assertUntouched(disk, from, run, REFUSED, "missing.img");
        }
    }

    @Test
    void anUnknownPolicy() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            int from = disk.history().events().size();
            Run run = program.run(Erasure.of(folder, disk).policy("no-such").arguments());
            assertUntouched(disk, from, run, USAGE, "no-such");
        }
    }

    @Test
    void aFolderForReceiptsThatCannotBeWritten() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            int from = disk.history().events().size();
            Run run = program.run(Erasure.of(Path.of("/proc/nowhere"), disk).arguments());
            assertUntouched(disk, from, run, USAGE, "/proc/nowhere");
        }
    }
}
