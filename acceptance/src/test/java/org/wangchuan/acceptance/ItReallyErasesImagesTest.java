package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.disk.Machine;
import org.wangchuan.acceptance.disk.Mounted;
import org.wangchuan.acceptance.program.Erasure;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.real.IndependentEyes;
import org.wangchuan.acceptance.real.PlantedFiles;
import org.wangchuan.acceptance.real.RealDisk;

/**
 * What becomes of an image is seen on the device below its file system: there its old bytes are gone, or the program
 * has said that they would not be.
 */
@Tag("slow")
@Timeout(300)
@ResourceLock(Machine.DEVICES)
class ItReallyErasesImagesTest {
    private static final long MIB = 1 << 20;
    private static final int LINE_BYTES = 512;
    private static final int LINES = 4096;
    private static final int NOT_SATISFIED = 2;
    private static final int INTERRUPTED = 6;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void openStation() throws IOException {
        program = new Program(folder.resolve("station")).optimized();
    }

    private LoopDevice device(long bytes) throws IOException {
        Path file = Files.createFile(folder.resolve("device"));
        CommandLine.run("truncate", "-s", "" + bytes, file.toString());
        return LoopDevice.over(file, 512, false, false);
    }

    /** Lines of one block, each with a marker. */
    private static Path writeImage(Path path) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            String marker = PlantedFiles.MARKER_PREFIX + line + " of a private image ";
            text.append(marker)
                    .append(".".repeat(LINE_BYTES - 1 - marker.length()))
                    .append('\n');
        }
        return Files.writeString(path, text, StandardCharsets.US_ASCII);
    }

    /** Lines with markers that lie on the device itself, read anew. */
    private int linesOn(LoopDevice device) throws IOException {
        CommandLine.run("blockdev", "--flushbufs", device.path().toString());
        return new IndependentEyes(device.path(), folder).markerLines();
    }

    @ParameterizedTest
    @EnumSource(names = {"EXT4", "XFS"})
    void nothingOfAnImageIsLeftOnTheDeviceBelowIt(RealDisk.FileSystem fileSystem) throws IOException {
        try (LoopDevice device = device(64 * MIB)) {
            RealDisk.make(device.path(), fileSystem);
            try (Mounted mounted = Mounted.on(folder.resolve("mount"), device.path(), "nodiscard")) {
                Path image = writeImage(mounted.folder().resolve("a.img"));
                mounted.sync();
                assertThat(linesOn(device)).isEqualTo(LINES);
                Run run = program.run(Erasure.of(folder, image).arguments());
                assertThat(run.exitCode()).as("%s", run).isZero();
                assertThat(run.result().verdict()).isEqualTo("cleared");
                mounted.sync();
                assertThat(linesOn(device)).isZero();
            }
            assertThat(linesOn(device)).isZero();
        }
    }

    /** Where writing to a file does not overwrite what lies on the device, or not all of it. */
    enum Elsewhere {
        BTRFS_WRITES_ELSEWHERE("copy-on-write", RealDisk.FileSystem.BTRFS, "nodiscard"),
        BTRFS_COMPRESSES("compressed", RealDisk.FileSystem.BTRFS, "nodiscard,compress-force=zlib"),
        BTRFS_SHARES_BLOCKS("shared-extents", RealDisk.FileSystem.BTRFS, "nodiscard"),
        XFS_SHARES_BLOCKS("shared-extents", RealDisk.FileSystem.XFS, "nodiscard");

        private final String why;
        private final RealDisk.FileSystem fileSystem;
        private final String options;

        Elsewhere(String why, RealDisk.FileSystem fileSystem, String options) {
            this.why = why;
            this.fileSystem = fileSystem;
            this.options = options;
        }

        boolean shares() {
            return why.equals("shared-extents");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImageWhoseOldBytesWouldStayIsRefusedAndNeverCleared(Elsewhere elsewhere) throws IOException {
        try (LoopDevice device = device(128 * MIB)) {
            RealDisk.make(device.path(), elsewhere.fileSystem);
            try (Mounted mounted = Mounted.on(folder.resolve("mount"), device.path(), elsewhere.options)) {
                Path image = writeImage(mounted.folder().resolve("a.img"));
                Path copy = mounted.folder().resolve("copy.img");
                if (elsewhere.shares()) {
                    CommandLine.run("cp", "--reflink=always", image.toString(), copy.toString());
                }
                mounted.sync();
                byte[] before = Files.readAllBytes(image);

                Run refused = program.run(Erasure.of(folder, image).arguments());
                assertThat(refused.exitCode()).as("%s", refused).isEqualTo(NOT_SATISFIED);
                assertThat(refused.result().refusals()).isNotEmpty();
                assertThat(refused.err()).contains("nothing was touched");
                assertThat(Files.readAllBytes(image)).isEqualTo(before);

                Run run = program.run(
                        Erasure.of(folder, image).with("--best-effort").arguments());
                assertThat(run.exitCode()).as("%s", run).isEqualTo(NOT_SATISFIED);
                assertThat(run.result().verdict()).isEqualTo("unproven");
                assertThat(Files.readString(run.result().evidence())).contains('"' + elsewhere.why + '"');
                assertThat(Files.readAllBytes(image)).isNotEqualTo(before);
                if (elsewhere.shares()) {
                    assertThat(Files.readAllBytes(copy))
                            .as("what was right to say")
                            .isEqualTo(before);
                }
            }
        }
    }

    /** XFS at its smallest size, full; the target has holes, and no room to fill them. */
    @Test
    void anImageWithHolesOnAFullFileSystemStopsAndIsGoneOnWithOnceThereIsRoom() throws IOException {
        try (LoopDevice device = device(330 * MIB)) {
            CommandLine.run("mkfs.xfs", "-q", "-f", "-K", device.path().toString());
            try (Mounted mounted = Mounted.on(folder.resolve("mount"), device.path(), "nodiscard")) {
                Path image = mounted.folder().resolve("a.img");
                CommandLine.run("truncate", "-s", "" + 64 * MIB, image.toString());
                List<Path> fill = fillUpTo(mounted.folder(), 16 * MIB);
                String[] erase = Erasure.of(folder, image).arguments();

                Run full = program.run(erase);
                assertThat(full.exitCode()).as("%s", full).isEqualTo(INTERRUPTED);
                assertThat(full.err()).contains("no room is left where the image lies", "--resume");
                assertThat(full.out()).contains("\"verdict\":null");
                assertThat(full.took()).isLessThan(Duration.ofMinutes(2));

                Run stillFull = program.run(resumed(erase));
                assertThat(stillFull.exitCode()).as("%s", stillFull).isEqualTo(INTERRUPTED);

                for (Path file : fill) {
                    Files.delete(file);
                }
                Run end = program.run(resumed(erase));
                assertThat(end.exitCode()).as("%s", end).isZero();
                assertThat(end.result().verdict()).isEqualTo("cleared");
                assertThat(end.result().bytesRead()).isEqualTo(64 * MIB);
            }
        }
    }

    /** Takes all room but about so many bytes, without writing them. */
    private static List<Path> fillUpTo(Path mount, long bytesLeft) throws IOException {
        List<Path> fill = new ArrayList<>();
        for (long size = 64 * MIB; size >= 4096; size /= 2) {
            while (Files.getFileStore(mount).getUsableSpace() - bytesLeft > size) {
                Path next = mount.resolve("fill-" + size + "-" + fill.size());
                if (CommandLine.tryRun("fallocate", "-l", "" + size, next.toString())
                                .exitCode()
                        != 0) {
                    break;
                }
                fill.add(next);
            }
        }
        return fill;
    }

    private static String[] resumed(String[] erase) {
        List<String> line = new ArrayList<>(List.of(erase));
        line.add("--resume");
        return line.toArray(String[]::new);
    }
}
