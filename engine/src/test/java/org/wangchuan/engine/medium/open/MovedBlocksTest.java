package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.MountedFolder;
import org.wangchuan.engine.medium.testing.Program;

/** Blocks that real file systems move, share or let go under a medium that is being erased. */
@Tag("slow")
class MovedBlocksTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void anImageThatIsOnlyOverwrittenStaysClean() {
        on("ext4", mounted -> {
            Path image = written(mounted.path().resolve("image"));
            try (OpenMedium open = opened(examined(image))) {
                overwrite(open);
                assertThat(open.recheck()).isEmpty();
            }
        });
    }

    @Test
    void aSparseOrReservedImageThatIsFilledStaysClean() {
        for (String type : new String[] {"ext4", "xfs"}) {
            on(type, mounted -> {
                Path image = written(mounted.path().resolve("image"));
                Program.run("truncate", "-s", "6M", image.toString());
                Program.run("fallocate", "-o", "8M", "-l", "2M", image.toString());
                try (OpenMedium open = opened(examined(image))) {
                    overwrite(open);
                    assertThat(open.recheck()).isEmpty();
                }
            });
        }
    }

    @Test
    void aHoleThatIsPunchedAndFilledAgainIsTold() {
        on("ext4", mounted -> {
            Path image = written(mounted.path().resolve("image"));
            try (OpenMedium open = opened(examined(image))) {
                punchAndOccupy(mounted, image);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
                overwrite(open);
                assertThat(open.recheck())
                        .containsExactly(new Difference(
                                "extents",
                                "4194304 bytes where they were",
                                "1048576 bytes were moved, shared or let go since"));
            }
        });
    }

    @Test
    void whatIsMovedWhileItIsNotOpenIsToldToWhoKeptThePlaces() {
        on("ext4", mounted -> {
            Path image = written(mounted.path().resolve("image"));
            byte[] kept;
            try (OpenMedium open = opened(examined(image))) {
                kept = open.places();
            }
            punchAndOccupy(mounted, image);
            write(image, MIB, (int) MIB);
            try (OpenMedium open = opened(examined(image))) {
                assertThat(open.recheck()).as("known by what was kept alone").isEmpty();
                open.compareAlsoWith(kept);
                assertThat(open.recheck())
                        .containsExactly(new Difference(
                                "extents",
                                "4194304 bytes where they were",
                                "1048576 bytes were moved, shared or let go since"));
            }
        });
    }

    @Test
    void aHoleUnderALoopDeviceIsToldEvenAfterItsFileGotAnotherName() {
        on("ext4", mounted -> {
            Path image = written(mounted.path().resolve("image"));
            try (LoopDevice loop = LoopDevice.attach(image);
                    OpenMedium open = opened(examined(loop.path()))) {
                overwrite(open);
                assertThat(open.recheck()).isEmpty();
                Path renamed = mounted.path().resolve("renamed");
                Program.run("mv", image.toString(), renamed.toString());
                punchAndOccupy(mounted, renamed);
                overwrite(open);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
            }
        });
    }

    @Test
    void aFileThatIsCutAndGrowsAgainElsewhereIsTold() {
        on("ext4", mounted -> {
            Path image = written(mounted.path().resolve("image"));
            try (OpenMedium open = opened(examined(image))) {
                occupyWhatIsFreedBy(mounted, () -> Program.run("truncate", "-s", "1M", image.toString()));
                Program.run("truncate", "-s", "4M", image.toString());
                overwrite(open);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
            }
        });
    }

    @Test
    void defragmentingIsTold() {
        on("ext4", mounted -> {
            // Written back to front in small pieces, so that there is something to put in order.
            Path image = mounted.path().resolve("image");
            for (int piece = 31; piece >= 0; piece--) {
                write(image, piece * 65_536L * 2, 65_536);
                write(mounted.path().resolve("between" + piece), 0, 65_536);
            }
            for (int piece = 0; piece < 32; piece++) {
                write(image, piece * 65_536L * 2 + 65_536, 65_536);
            }
            try (OpenMedium open = opened(examined(image))) {
                Program.run("e4defrag", image.toString());
                overwrite(open);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
            }
        });
    }

    @Test
    void aCopyThatSharesBlocksIsToldBeforeAndAfterTheyAreOverwritten() {
        on("xfs", mounted -> {
            Path image = written(mounted.path().resolve("image"));
            try (OpenMedium open = opened(examined(image))) {
                Path copy = mounted.path().resolve("copy");
                Program.run("cp", "--reflink=always", image.toString(), copy.toString());
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
                overwrite(open);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
                Program.run("rm", copy.toString());
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
            }
        });
    }

    @Test
    void aSnapshotOfAFileThatIsWrittenInPlaceIsTold() {
        on("btrfs", mounted -> {
            Path image = mounted.path().resolve("image");
            Program.run("touch", image.toString());
            Program.run("chattr", "+C", image.toString());
            written(image);
            try (OpenMedium open = opened(examined(image))) {
                overwrite(open);
                assertThat(open.recheck()).isEmpty();
                Program.run("btrfs", "subvolume", "snapshot", mounted.path().toString(), mounted.path() + "/kept");
                overwrite(open);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("extents");
            }
        });
    }

    private interface Body {
        void on(MountedFolder mounted);
    }

    private void on(String type, Body body) {
        long size = type.equals("xfs") ? 512 * MIB : 256 * MIB;
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk-" + type), size)) {
            Program.run("mkfs." + type, "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt-" + type))) {
                if (type.equals("ext4")) {
                    // Otherwise some space stays free however much is taken, and a hole would get its own blocks back.
                    Program.run("sh", "-c", "echo 0 > /sys/fs/ext4/" + loop.name() + "/reserved_clusters");
                }
                body.on(mounted);
            }
        }
    }

    private static Path written(Path image) {
        write(image, 0, (int) (4 * MIB));
        return image;
    }

    private static void write(Path file, long offset, int length) {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(offset);
            byte[] secret = new byte[length];
            Arrays.fill(secret, (byte) 'S');
            out.write(secret);
            out.getFD().sync();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void punchAndOccupy(MountedFolder mounted, Path image) {
        occupyWhatIsFreedBy(
                mounted, () -> Program.run("fallocate", "--punch-hole", "-o", "1M", "-l", "1M", image.toString()));
    }

    /** Fills the file system with another file, the blocks that were let go among them; other space is free afterwards. */
    private static void occupyWhatIsFreedBy(MountedFolder mounted, Runnable freeing) {
        Path spare = mounted.path().resolve("spare");
        write(spare, 0, (int) (8 * MIB));
        freeing.run();
        Program.run("sync", "-f", mounted.path().toString());
        for (String size : new String[] {"64M", "16M", "4M", "1M", "256K", "64K", "16K", "4K"}) {
            String takeAll = "n=0; while [ $n -lt 64 ] && fallocate -l " + size + " \"$0/taken-" + size
                    + "-$n\" 2>/dev/null; do n=$((n+1)); done";
            Program.run("sh", "-c", takeAll, mounted.path().toString());
        }
        Program.run("rm", spare.toString());
        Program.run("sync", "-f", mounted.path().toString());
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
