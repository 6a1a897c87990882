package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.MountedFolder;
import org.wangchuan.engine.medium.testing.Program;

/** What a file held may stay on what its file system lies on, however that file system itself writes. */
class BeneathFileTest {
    private static final long MIB = 1 << 20;
    private static final String SECRET = "the owner's own words";

    @TempDir
    Path folder;

    @Test
    void aFileOnADiskThatWritesElsewhereIsCapped() throws IOException {
        try (LoopDevice lower = LoopDevice.over(folder.resolve("lower"), 256 * MIB)) {
            Program.run("mkfs.btrfs", "-q", lower.path().toString());
            try (MountedFolder below = MountedFolder.of(lower.path(), folder.resolve("below"))) {
                Path disk = below.path().resolve("disk");
                try (LoopDevice upper = LoopDevice.over(disk, 64 * MIB)) {
                    Program.run("mkfs.ext4", "-q", upper.path().toString());
                    try (MountedFolder above = MountedFolder.of(upper.path(), folder.resolve("above"))) {
                        Path image = above.path().resolve("image");
                        Files.write(image, SECRET.repeat(8192).getBytes(StandardCharsets.US_ASCII));
                        Program.run("sync", "-f", image.toString());
                        Path snapshot = below.path().resolve("snapshot");
                        Program.run("cp", "--reflink=always", disk.toString(), snapshot.toString());
                        assertThat(codes(examined(image))).contains(Code.COPY_ON_WRITE);
                        try (LoopDevice over = LoopDevice.attach(image)) {
                            assertThat(codes(examined(over.path()))).contains(Code.COPY_ON_WRITE);
                        }
                        // Overwritten in place, as far as its own file system goes.
                        Program.run(
                                "dd",
                                "if=/dev/zero",
                                "of=" + image,
                                "bs=8192",
                                "count=" + SECRET.length(),
                                "conv=notrunc,fsync");
                        assertThat(Files.readString(snapshot, StandardCharsets.ISO_8859_1))
                                .contains(SECRET);
                    }
                }
            }
        }
    }

    @Test
    void aFileOnADiskThatWritesInPlaceIsNot() throws IOException {
        try (LoopDevice lower = LoopDevice.over(folder.resolve("lower"), 128 * MIB)) {
            Program.run("mkfs.ext4", "-q", lower.path().toString());
            try (MountedFolder below = MountedFolder.of(lower.path(), folder.resolve("below"));
                    LoopDevice upper = LoopDevice.over(below.path().resolve("disk"), 64 * MIB)) {
                Program.run(
                        "dd",
                        "if=/dev/zero",
                        "of=" + below.path().resolve("disk"),
                        "bs=1M",
                        "count=64",
                        "conv=notrunc");
                Program.run("mkfs.ext4", "-q", upper.path().toString());
                try (MountedFolder above = MountedFolder.of(upper.path(), folder.resolve("above"))) {
                    Path image = Files.write(above.path().resolve("image"), new byte[(int) MIB]);
                    assertThat(codes(examined(image)))
                            .doesNotContain(Code.COPY_ON_WRITE, Code.EXTENTS_UNKNOWN, Code.SHARED_EXTENTS);
                }
            }
        }
    }

    private static List<Code> codes(Medium medium) {
        return new ObstacleCheck().check(medium).stream().map(Obstacle::code).toList();
    }
}
