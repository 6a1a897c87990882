package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;
import static org.wangchuan.engine.medium.open.Openings.refusal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.OtherProcess;
import org.wangchuan.engine.medium.testing.PartitionTable;
import org.wangchuan.engine.medium.testing.Program;

/** What others have in their caches, have open, or write, on real devices. */
@Tag("slow")
class NeighboursTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private interface Body {
        void on(LoopDevice disk, Path partition) throws IOException;
    }

    /** A disk of 16 MiB with one partition of 8 MiB at 1 MiB. */
    private void onPartitionedDisk(Body body) throws IOException {
        Path file = Files.write(folder.resolve("disk"), PartitionTable.of(2048, 16_384));
        try (LoopDevice loop = LoopDevice.over(file, 16 * MIB)) {
            Program.run("partx", "--update", loop.path().toString());
            try {
                body.on(loop, Path.of(loop.path() + "p1"));
            } finally {
                Program.run("partx", "--delete", loop.path().toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatLayInAnotherCacheDoesNotComeBack(boolean wholeIsErased) throws IOException {
        onPartitionedDisk((disk, partition) -> {
            Path target = wholeIsErased ? disk.path() : partition;
            Path other = wholeIsErased ? partition : disk.path();
            // A reader keeps the cache alive after the writer has gone.
            try (OtherProcess _ = OtherProcess.reader(other)) {
                OtherProcess.dirtying(other).close();
                try (OpenMedium open = opened(examined(target))) {
                    overwrite(open);
                    assertThat(open.dropCaches()).isZero();
                    assertThat(open.recheck()).isEmpty();
                }
                Program.run("sync", other.toString());
            }
            assertThat(secretsOn(disk))
                    .as("secrets after the cache of " + other + " was written back")
                    .isZero();
        });
    }

    /** A loop device has its file read and written by the kernel, through the cache of that file: what is there is no evidence of what a disk has taken. */
    @Test
    void whatTheFileOfALoopDeviceHasInMemoryIsNotWhatIsReadBack() throws IOException {
        assumeThat(Files.getFileStore(folder).type()).isNotEqualTo("tmpfs");
        Path outer = folder.resolve("outer");
        try (LoopDevice disk = LoopDevice.over(outer, 24 * MIB)) {
            Program.run("mkfs.ext4", "-q", disk.path().toString());
            Path point = Files.createDirectory(folder.resolve("mounted"));
            Program.run("mount", disk.path().toString(), point.toString());
            try {
                Path inner = point.resolve("inner");
                try (LoopDevice loop = LoopDevice.over(inner, 4 * MIB);
                        OpenMedium open = opened(examined(loop.path()))) {
                    overwrite(open);
                    assertThat(inMemory(inner)).isEqualTo(4 * MIB);
                    assertThat(inMemory(outer)).isGreaterThan(4 * MIB);

                    assertThat(open.dropCaches()).isZero();

                    assertThat(inMemory(inner)).isZero();
                    assertThat(inMemory(outer))
                            .as("of the file of the file system")
                            .isLessThan(MIB);
                }
                try (OpenMedium open = opened(examined(inner))) {
                    overwrite(open);
                    assertThat(inMemory(outer)).isGreaterThan(4 * MIB - 1);
                    assertThat(open.dropCaches()).isZero();
                    assertThat(inMemory(outer)).as("below an image").isLessThan(MIB);
                }
            } finally {
                Program.run("umount", point.toString());
            }
        }
    }

    /** A file in memory is nowhere else: of a loop device over it nothing is read past it, and nothing stands in the way. */
    @Test
    void aLoopDeviceOverAFileInMemoryIsReadFromThere() throws IOException {
        Path point = Files.createDirectory(folder.resolve("memory"));
        Program.run("mount", "-t", "tmpfs", "none", point.toString());
        try (LoopDevice loop = LoopDevice.over(point.resolve("file"), 4 * MIB);
                OpenMedium open = opened(examined(loop.path()))) {
            overwrite(open);
            assertThat(open.dropCaches()).isZero();
            assertThat(open.recheck()).isEmpty();
        } finally {
            Program.run("umount", point.toString());
        }
    }

    /** So is what no path leads to any more. */
    @Test
    void aFileThatWasDeletedIsDroppedFromMemoryToo() throws IOException {
        assumeThat(Files.getFileStore(folder).type()).isNotEqualTo("tmpfs");
        Path file = folder.resolve("deleted");
        Path held = folder.resolve("held");
        try (LoopDevice loop = LoopDevice.over(file, 4 * MIB)) {
            Files.createLink(held, file);
            Files.delete(file);
            try (OpenMedium open = opened(examined(loop.path()))) {
                overwrite(open);
                assertThat(inMemory(held)).isEqualTo(4 * MIB);
                assertThat(open.dropCaches()).isZero();
                assertThat(inMemory(held)).isZero();
            }
        }
    }

    /** What another program has mapped stays in memory whoever asks for it to be dropped, and would be read back from there. */
    @Test
    void whatSomebodyHasMappedIsNotReadBack() throws IOException {
        assumeThat(Files.getFileStore(folder).type()).isNotEqualTo("tmpfs");
        Path file = folder.resolve("mapped");
        try (LoopDevice loop = LoopDevice.over(file, 4 * MIB);
                OpenMedium open = opened(examined(loop.path()))) {
            overwrite(open);
            try (Arena arena = Arena.ofConfined();
                    FileChannel channel = FileChannel.open(file)) {
                MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 4 * MIB, arena);
                for (long at = 0; at < mapped.byteSize(); at += 4096) {
                    assertThat(mapped.get(ValueLayout.JAVA_BYTE, at)).isZero();
                }
                assertThat(open.dropCaches()).isEqualTo(-Errno.EBUSY.number());
            }
            assertThat(open.dropCaches()).isZero();
            assertThat(inMemory(file)).isZero();
        }
    }

    private static long inMemory(Path file) {
        return Long.parseLong(Program.run("fincore", "--bytes", "--noheadings", "--output", "RES", file.toString())
                .strip());
    }

    @Test
    void whoeverHasItOpenForWritingStandsInTheWay() throws IOException {
        onPartitionedDisk((disk, partition) -> {
            for (Path held : List.of(disk.path(), partition, disk.backing())) {
                for (Path target : List.of(disk.path(), partition)) {
                    try (OtherProcess _ = OtherProcess.writer(held)) {
                        assertThat(new ObstacleCheck().check(examined(target)))
                                .as(target + " while " + held + " is open")
                                .anySatisfy(obstacle -> {
                                    assertThat(obstacle.code()).isEqualTo(Obstacle.Code.IN_USE);
                                    assertThat(obstacle.detail()).contains("open for writing in process");
                                });
                        assertThat(refusal(new MediumOpener().open(examined(target)))
                                        .code())
                                .isEqualTo(Refused.Code.IN_USE);
                    }
                }
            }
            try (OtherProcess _ = OtherProcess.reader(disk.path());
                    OpenMedium open = opened(examined(disk.path()))) {
                assertThat(open.recheck()).isEmpty();
            }
        });
    }

    @Test
    void whoeverWritesWhileItIsVerifiedIsTold() throws IOException {
        onPartitionedDisk((disk, partition) -> {
            Path aside = disk.path();
            assertTold(disk.path(), (open, _) -> write(disk.path()));
            assertTold(disk.path(), (open, _) -> write(partition));
            assertTold(partition, (open, _) -> write(partition));
            assertTold(partition, (open, _) -> write(aside));
            assertTold(disk.path(), (open, _) -> write(disk.backing()));
            assertTold(partition, (open, _) -> write(disk.backing()));
            assertTold(
                    disk.path(),
                    (open, _) -> Program.run("blkdiscard", "--force", "-o", "0", "-l", "1M", partition.toString()));
        });
        Path image = Files.write(folder.resolve("image"), new byte[(int) MIB]);
        assertTold(image, (open, _) -> write(image));
        assertTold(image, (open, _) -> {
            // Whoever sets the time back changes another one.
            String time = Program.run("stat", "-c", "%y", image.toString());
            write(image);
            Program.run("touch", "-d", time, image.toString());
        });
    }

    @Test
    void whatStaysInACacheUntilTheEndIsTold() throws IOException {
        onPartitionedDisk((disk, partition) -> {
            for (Path target : List.of(disk.path(), partition)) {
                for (Path dirty : List.of(disk.path(), partition)) {
                    try (OpenMedium open = opened(examined(target))) {
                        overwrite(open);
                        assertThat(open.dropCaches()).isZero();
                        try (OtherProcess _ = OtherProcess.dirtying(dirty)) {
                            assertThat(open.recheck())
                                    .as("on " + target + ", from the cache of " + dirty)
                                    .extracting(Difference::what)
                                    .containsExactly(Difference.WRITTEN);
                        }
                    }
                }
            }
        });
    }

    /** What is written to a file on tmpfs through a mapping that was written to before leaves no trace in its times. */
    @Test
    void whoeverHasItOpenForWritingWhenItIsVerifiedIsTold() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[(int) MIB]);
        try (OpenMedium open = opened(examined(image))) {
            overwrite(open);
            try (OtherProcess _ = OtherProcess.reader(image)) {
                assertThat(open.dropCaches()).isZero();
            }
            assertThat(open.recheck()).isEmpty();
            overwrite(open);
            try (OtherProcess _ = OtherProcess.writer(image)) {
                assertThat(open.dropCaches()).isZero();
            }
            assertThat(open.recheck())
                    .singleElement()
                    .satisfies(told -> assertThat(told.toString()).contains("open for writing"));
        }
    }

    @Test
    void ownReadsFlushesAndLaterPassesAreNotTaken() throws IOException {
        onPartitionedDisk((disk, partition) -> {
            for (Path target : List.of(disk.path(), partition, Files.write(folder.resolve("image"), new byte[7777]))) {
                try (OpenMedium open = opened(examined(target));
                        Arena arena = Arena.ofConfined()) {
                    for (int pass = 0; pass < 2; pass++) {
                        overwrite(open);
                        assertThat(open.dropCaches()).isZero();
                        MemorySegment buffer = arena.allocate(MIB, 4096);
                        assertThat(open.read(buffer, 0, 0, MIB)).isPositive();
                        assertThat(open.flush()).isZero();
                        assertThat(open.recheck()).as("on " + target).isEmpty();
                    }
                    overwrite(open);
                    assertThat(open.recheck()).as("on " + target).isEmpty();
                }
            }
        });
    }

    @Test
    void whatWasWrittenBetweenTwoPassesIsRemembered() throws IOException {
        onPartitionedDisk((disk, partition) -> {
            try (OpenMedium open = opened(examined(disk.path()))) {
                overwrite(open);
                assertThat(open.dropCaches()).isZero();
                write(partition);
                overwrite(open);
                assertThat(open.dropCaches()).isZero();
                assertThat(open.recheck()).extracting(Difference::what).containsExactly(Difference.WRITTEN);
            }
        });
    }

    private static void assertTold(Path target, BiConsumer<OpenMedium, Path> act) {
        try (OpenMedium open = opened(examined(target))) {
            overwrite(open);
            assertThat(open.dropCaches()).isZero();
            assertThat(open.recheck()).as("nobody has written yet to " + target).isEmpty();
            act.accept(open, target);
            assertThat(open.recheck())
                    .as("written to " + target)
                    .extracting(Difference::what)
                    .contains(Difference.WRITTEN);
        }
    }

    /** From another process, and to the disk before it returns. */
    private static void write(Path path) {
        Program.run("dd", "if=/dev/urandom", "of=" + path, "bs=4096", "count=1", "conv=notrunc,fsync");
    }

    private static long secretsOn(LoopDevice disk) throws IOException {
        byte[] secret = "SECRETSECRET-16\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] all = new byte[(int) (16 * MIB)];
        Program.run("sync", disk.path().toString());
        Program.run("blockdev", "--flushbufs", disk.path().toString());
        try (RandomAccessFile file = new RandomAccessFile(disk.backing().toFile(), "r")) {
            file.readFully(all);
        }
        long found = 0;
        for (int at = 0; at < all.length; at += secret.length) {
            if (java.util.Arrays.equals(all, at, at + secret.length, secret, 0, secret.length)) {
                found++;
            }
        }
        return found;
    }

    private static void overwrite(OpenMedium open) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment zeros = arena.allocate(MIB, 4096);
            for (long at = 0; at < open.capacityBytes(); at += MIB) {
                long length = Math.min(MIB, open.capacityBytes() - at);
                assertThat(open.write(zeros, 0, at, length)).isEqualTo(length);
            }
            assertThat(open.flush()).isZero();
        }
    }
}
