package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.open.MediumOpener;
import org.wangchuan.engine.medium.open.OpenMedium;
import org.wangchuan.engine.medium.open.Opened;
import org.wangchuan.engine.medium.open.Openings;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.MountedFolder;
import org.wangchuan.engine.medium.testing.PartitionTable;
import org.wangchuan.engine.medium.testing.Program;
import org.wangchuan.engine.medium.use.ExclusiveProbe;
import org.wangchuan.engine.medium.use.FileLayoutCheck;

/** Obstacles that the running kernel really puts in the way. */
@Tag("slow")
class RealObstacleTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aFreeLoopDeviceHasNoneThatBlockOrCap() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            assertThat(codes(examined(loop.path()))).containsOnly(Code.TEST_DEVICE, Code.SPARSE);
        }
    }

    @Test
    void aMountedFileSystemAndItsImageAreInUse() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            Program.run("mkfs.ext4", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("a b"))) {
                List<Obstacle> found = new ObstacleCheck().check(examined(loop.path()));
                assertThat(found).extracting(Obstacle::code).contains(Code.MOUNTED, Code.IN_USE);
                assertThat(found.getFirst().detail()).isEqualTo(loop.name() + " is mounted at " + mounted.path());
                assertThat(codes(examined(loop.backing()))).contains(Code.ATTACHED, Code.MOUNTED, Code.IN_USE);
                assertThat(refusal(loop.path())).isEqualTo(Refused.Code.IN_USE);
                assertThat(refusal(loop.backing())).isEqualTo(Refused.Code.IN_USE);
            }
        }
    }

    @Test
    void anAttachedImageIsFoundByAnyOfItsNames() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            Path other = Files.createLink(folder.resolve("other"), loop.backing());
            assertThat(codes(examined(other))).contains(Code.ATTACHED, Code.IN_USE, Code.HARD_LINKED);
            Files.delete(loop.backing());
            assertThat(codes(examined(other))).contains(Code.ATTACHED, Code.IN_USE);
            assertThat(examined(loop.path()).backing().orElseThrow().id())
                    .isEqualTo(examined(other).backing().orElseThrow().id());
        }
    }

    @Test
    void swapIsInUse() throws IOException {
        Path file = Files.write(folder.resolve("swapfile"), new byte[(int) (4 * MIB)]);
        Program.run("chmod", "600", file.toString());
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            for (Path area : List.of(loop.path(), file)) {
                Program.run("mkswap", area.toString());
                Program.run("swapon", area.toString());
                try {
                    assertThat(codes(examined(area))).contains(Code.SWAP, Code.IN_USE);
                    assertThat(refusal(area)).isEqualTo(Refused.Code.IN_USE);
                } finally {
                    Program.run("swapoff", area.toString());
                }
                assertThat(codes(examined(area))).doesNotContain(Code.SWAP, Code.IN_USE);
            }
        }
    }

    /** Two loop devices over one file show the same contents; what uses one of them uses both. */
    @Test
    void aLoopDeviceBesideAnotherOneOverItsFileIsInUse() {
        try (LoopDevice mounted = LoopDevice.over(folder.resolve("disk"), 8 * MIB);
                LoopDevice beside = LoopDevice.attach(folder.resolve("disk"))) {
            assertThat(codes(examined(beside.path()))).contains(Code.ATTACHED);
            Program.run("mkfs.ext4", "-q", mounted.path().toString());
            Path point = Files.createDirectory(folder.resolve("point"));
            Program.run("mount", mounted.path().toString(), point.toString());
            try {
                assertThat(codes(examined(beside.path()))).contains(Code.ATTACHED, Code.MOUNTED);
            } finally {
                Program.run("umount", point.toString());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aLoopDeviceOverASwapFileIsInUse() throws IOException {
        Path file = Files.write(folder.resolve("swapfile"), new byte[(int) (4 * MIB)]);
        Program.run("chmod", "600", file.toString());
        Program.run("mkswap", file.toString());
        try (LoopDevice loop = LoopDevice.attach(file)) {
            Program.run("swapon", file.toString());
            try {
                assertThat(codes(examined(loop.path()))).contains(Code.SWAP);
            } finally {
                Program.run("swapoff", file.toString());
            }
        }
    }

    /** A loop device over a whole device does not hold that one, so that its use has to be looked up. */
    @Test
    void aLoopDeviceOverADeviceThatIsMountedIsInUse() throws IOException {
        try (LoopDevice lower = LoopDevice.over(folder.resolve("disk"), 8 * MIB);
                LoopDevice upper = LoopDevice.attach(lower.path())) {
            assertThat(codes(examined(upper.path()))).doesNotContain(Code.ATTACHED, Code.MOUNTED);
            Program.run("mkfs.ext4", "-q", lower.path().toString());
            Path point = Files.createDirectory(folder.resolve("point"));
            Program.run("mount", lower.path().toString(), point.toString());
            try {
                assertThat(codes(examined(upper.path()))).contains(Code.MOUNTED);
            } finally {
                Program.run("umount", point.toString());
            }
        }
    }

    @Test
    void aDeviceHeldExclusivelyElsewhereIsInUse() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            int held = Kernel.system().open(loop.path().toString(), OpenFlags.O_RDWR | OpenFlags.O_EXCL);
            try {
                assertThat(codes(examined(loop.path()))).contains(Code.IN_USE);
                assertThat(refusal(loop.path())).isEqualTo(Refused.Code.IN_USE);
            } finally {
                Kernel.system().close(held);
            }
            assertThat(codes(examined(loop.path()))).doesNotContain(Code.IN_USE);
        }
    }

    @Test
    void aFileThatSomebodyWritesOrLocksIsInUse() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[8192]);
        try (RandomAccessFile writer = new RandomAccessFile(image.toFile(), "rw")) {
            assertThat(writer.length()).isEqualTo(8192);
            assertThat(codes(examined(image))).containsExactly(Code.IN_USE);
            assertThat(refusal(image)).isEqualTo(Refused.Code.IN_USE);
        }
        int locked = Kernel.system().open(image.toString(), OpenFlags.O_RDONLY);
        assertThat(Kernel.system().flock(locked, Requests.LOCK_EX)).isZero();
        assertThat(codes(examined(image))).containsExactly(Code.IN_USE);
        assertThat(refusal(image)).isEqualTo(Refused.Code.IN_USE);
        Kernel.system().close(locked);
        assertThat(codes(examined(image))).isEmpty();
    }

    @Test
    void twoErasuresOfOneFileAreNotPossible() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[8192]);
        try (OpenMedium open = opened(examined(image))) {
            assertThat(open.capacityBytes()).isEqualTo(8192);
            assertThat(refusal(image)).isEqualTo(Refused.Code.IN_USE);
        }
        opened(examined(image)).close();
    }

    @Test
    void readOnlyIsRefusedAsSuch() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB, "--read-only")) {
            assertThat(examined(loop.path()).readOnly()).isTrue();
            assertThat(codes(examined(loop.path()))).contains(Code.READ_ONLY);
            assertThat(refusal(loop.path())).isEqualTo(Refused.Code.READ_ONLY);
        }
        Path frozen = Files.write(folder.resolve("image"), new byte[4096]);
        Program.run("chattr", "+i", frozen.toString());
        try {
            assertThat(codes(examined(frozen))).contains(Code.NO_RIGHTS);
            assertThat(refusal(frozen)).isIn(Refused.Code.NO_RIGHTS, Refused.Code.READ_ONLY);
        } finally {
            Program.run("chattr", "-i", frozen.toString());
        }
    }

    @Test
    void partitionsAndTheDeviceTheyAreOnKnowOfEachOther() throws IOException {
        Path disk = Files.write(folder.resolve("disk"), PartitionTable.of(2048, 16_384, 18_432, 16_384));
        try (LoopDevice loop = LoopDevice.over(disk, 32 * MIB)) {
            // Not left to the kernel's own scan: not every kernel knows this kind of table.
            Program.run("partx", "--update", loop.path().toString());
            try {
                Path first = Path.of(loop.path() + "p1");
                Path second = Path.of(loop.path() + "p2");
                Program.run("mkfs.ext4", "-q", first.toString());
                try (MountedFolder mounted = MountedFolder.of(first, folder.resolve("mnt"))) {
                    assertThat(mounted.path()).isDirectory();
                    assertThat(codes(examined(loop.path()))).contains(Code.MOUNTED, Code.IN_USE);
                    assertThat(codes(examined(first))).contains(Code.MOUNTED, Code.IN_USE, Code.PARTITION);
                    assertThat(codes(examined(second)))
                            .contains(Code.PARTITION)
                            .doesNotContain(Code.MOUNTED, Code.IN_USE);
                }
                Medium part = examined(second);
                assertThat(part.wholeName()).contains(loop.name());
                assertThat(part.identity().partition()).contains("p2");
                assertThat(part.diskSequence()).isEqualTo(examined(loop.path()).diskSequence());
                assertThat(Duplicates.overlapping(List.of(examined(loop.path()), part)))
                        .hasSize(1);
                assertThat(Duplicates.overlapping(List.of(examined(first), part)))
                        .as("no byte is shared, but the file below is")
                        .hasSize(1);
                assertThat(Duplicates.overlapping(List.of(part, examined(loop.backing()))))
                        .hasSize(1);
                opened(part).close();
            } finally {
                Program.run("partx", "--delete", loop.path().toString()); // they would outlive the loop
            }
        }
    }

    @Test
    void aLoopOverALoopHoldsIt() {
        try (LoopDevice lower = LoopDevice.over(folder.resolve("disk"), 8 * MIB);
                LoopDevice upper = LoopDevice.attach(lower.path())) {
            assertThat(codes(examined(lower.path()))).contains(Code.ATTACHED);
            assertThat(Duplicates.overlapping(List.of(examined(upper.path()), examined(lower.path()))))
                    .singleElement()
                    .satisfies(pair -> assertThat(pair.reason()).contains("is a loop device over"));
        }
    }

    @Test
    void filesThatShareBlocksOnXfsAreCapped() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 512 * MIB)) {
            Program.run("mkfs.xfs", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                Path image = file(mounted, "image", MIB);
                assertThat(codes(examined(image))).isEmpty();
                Program.run("cp", "--reflink=always", image.toString(), image + ".copy");
                assertThat(codes(examined(image))).containsExactly(Code.SHARED_EXTENTS);
                try (LoopDevice over = LoopDevice.attach(image)) {
                    assertThat(codes(examined(over.path()))).containsExactly(Code.SHARED_EXTENTS, Code.TEST_DEVICE);
                }
            }
        }
    }

    @Test
    void whatLiesUnderSeveralLoopsIsLookedAt() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 256 * MIB)) {
            Program.run("mkfs.btrfs", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                Path image = file(mounted, "image", MIB);
                try (LoopDevice lower = LoopDevice.attach(image);
                        LoopDevice middle = LoopDevice.attach(lower.path());
                        LoopDevice upper = LoopDevice.attach(middle.path())) {
                    assertThat(codes(examined(upper.path()))).contains(Code.COPY_ON_WRITE);
                }
            }
        }
        Path plain = Files.write(folder.resolve("plain"), new byte[(int) MIB]);
        try (LoopDevice lower = LoopDevice.attach(plain);
                LoopDevice upper = LoopDevice.attach(lower.path())) {
            assertThat(codes(examined(upper.path()))).containsExactly(Code.TEST_DEVICE);
        }
    }

    @Test
    void aLoopWhoseFileHasLostItsNameIsCapped() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[(int) MIB]);
        try (LoopDevice loop = LoopDevice.attach(image);
                LoopDevice upper = LoopDevice.attach(loop.path())) {
            assertThat(codes(examined(upper.path()))).doesNotContain(Code.EXTENTS_UNKNOWN);
            Files.delete(image);
            assertCapped(loop.path());
            assertCapped(upper.path());
            Files.write(image, new byte[(int) MIB]);
            assertCapped(loop.path());
        }
        Path folder2 = Files.createDirectory(folder.resolve("below"));
        Path hidden = Files.write(folder2.resolve("image"), new byte[(int) MIB]);
        try (LoopDevice loop = LoopDevice.attach(hidden)) {
            Program.run("mount", "-t", "tmpfs", "none", folder2.toString());
            try {
                Files.write(hidden, new byte[(int) MIB]);
                assertCapped(loop.path());
            } finally {
                Program.run("umount", folder2.toString());
            }
        }
    }

    private static void assertCapped(Path device) {
        assertThat(new ObstacleCheck().check(examined(device))).anySatisfy(obstacle -> {
            assertThat(obstacle.code()).isEqualTo(Code.EXTENTS_UNKNOWN);
            assertThat(obstacle.weight()).isEqualTo(Obstacle.Weight.CAPPING);
        });
    }

    /** chattr +j needs a right that root has not got everywhere; the flag is the kernel's answer all the same. */
    @Test
    void aFileThatIsMarkedForTheJournalIsCapped() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[8192]);
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        kernel.addInodeFlags(Requests.FS_JOURNAL_DATA_FL);
        assertThat(new FileLayoutCheck(kernel, SystemFiles.real(), false).check(examined(image)))
                .extracting(Obstacle::code)
                .containsExactly(Code.JOURNALLED);
    }

    @Test
    void aFileWhoseFileSystemGivesNoAnswerIsCapped() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[8192]);
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        FileLayoutCheck check = new FileLayoutCheck(kernel, SystemFiles.real(), false);
        kernel.failFlags(Errno.EIO);
        assertThat(check.check(examined(image))).extracting(Obstacle::code).containsExactly(Code.EXTENTS_UNKNOWN);
        // Without such flags there is none that counts.
        kernel.failFlags(Errno.ENOTTY);
        assertThat(check.check(examined(image))).isEmpty();
        kernel.failFlags(null);
        kernel.failType(Errno.EIO);
        assertThat(check.check(examined(image))).extracting(Obstacle::code).containsExactly(Code.EXTENTS_UNKNOWN);
    }

    /** Whether it goes through a journal stands there alone, if it always does. */
    @Test
    void aFileOnExt4WhoseOptionsCantBeReadIsCapped() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 64 * MIB)) {
            Program.run("mkfs.ext4", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                Path image = file(mounted, "image", MIB);
                Path proc = Files.createDirectories(folder.resolve("proc"));
                Files.copy(
                        Path.of("/proc/self/mountinfo"),
                        Files.createDirectory(proc.resolve("self")).resolve("mountinfo"));
                SystemFiles withoutOptions = new SystemFiles(Path.of("/sys"), proc, Path.of("/dev"));
                assertThat(new FileLayoutCheck(Kernel.system(), withoutOptions).check(examined(image)))
                        .extracting(Obstacle::code)
                        .containsExactly(Code.EXTENTS_UNKNOWN);
            }
        }
    }

    @Test
    void aFileInMemoryMayBeSwappedWhereTheTableCantBeRead() throws IOException {
        Path image = Files.createTempFile(Path.of("/dev/shm"), "medium-test", ".img");
        try {
            Files.write(image, new byte[4096]);
            FakeMachine machine = new FakeMachine(folder.resolve("machine"));
            Files.createDirectory(folder.resolve("machine/proc/swaps"));
            assertThat(layoutCodes(machine, image)).containsExactly(Code.IN_MEMORY, Code.SWAPPABLE);
        } finally {
            Files.delete(image);
        }
    }

    private static Kernel withoutExtents() {
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        kernel.failExtents(Errno.EOPNOTSUPP);
        return kernel;
    }

    @Test
    void aLoopOverAFileSystemThatTellsNothingIsCappedExceptInTheLab() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 64 * MIB)) {
            Program.run("mkfs.ext4", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                Path image = file(mounted, "image", MIB);
                Kernel silent = withoutExtents();
                try (LoopDevice over = LoopDevice.attach(image)) {
                    Medium medium = examined(over.path());
                    assertThat(new FileLayoutCheck(silent, SystemFiles.real(), false).check(medium))
                            .extracting(Obstacle::code)
                            .containsExactly(Code.EXTENTS_UNKNOWN);
                    assertThat(new FileLayoutCheck(silent, SystemFiles.real(), true).check(medium))
                            .extracting(Obstacle::code)
                            .containsExactly(Code.LAB);
                    assertThat(new FileLayoutCheck(silent, SystemFiles.real(), true).check(examined(image)))
                            .extracting(Obstacle::code)
                            .containsExactly(Code.EXTENTS_UNKNOWN);
                }
            }
        }
    }

    @Test
    void whatGoesThroughAJournalIsCapped() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 64 * MIB)) {
            Program.run("mkfs.ext4", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                Path image = file(mounted, "image", MIB);
                assertThat(codes(examined(image))).isEmpty();
            }
            // Once as an option of the mount, once as what the file system was told for good.
            for (boolean always : new boolean[] {false, true}) {
                if (always) {
                    Program.run("tune2fs", "-o", "journal_data", loop.path().toString());
                }
                String option = always ? "rw" : "data=journal";
                try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"), "-o", option)) {
                    Path image = file(mounted, "plain", MIB);
                    assertThat(codes(examined(image))).containsExactly(Code.JOURNALLED);
                    try (LoopDevice over = LoopDevice.attach(image)) {
                        assertThat(codes(examined(over.path()))).containsExactly(Code.JOURNALLED, Code.TEST_DEVICE);
                    }
                }
            }
        }
    }

    /** Who may not ask for a lease, and can't see on what a loop device stands, can't know that the file is not mounted. */
    @Test
    void aFileThatMayBeUnderALoopDeviceIsRefusedToWhoCannotTell() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[8192]);
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        kernel.failLease(Errno.EACCES);
        FakeMachine without = new FakeMachine(folder.resolve("machine"));
        assertThat(Openings.opener(kernel, without.files()).open(examined(image)))
                .isInstanceOfSatisfying(Opened.class, opened -> opened.medium().close());
        // Its name leads to a file that this user can see, and need not be the one under it.
        Path shown = Files.write(folder.resolve("shown"), new byte[8192]);
        for (String name : List.of("/a/folder/of/somebody/else/disk", shown.toString())) {
            FakeMachine machine = new FakeMachine(folder.resolve("machine" + name.length()));
            machine.disk("virtual/loop9", "loop9", "7:9").with("loop/backing_file", name);
            MediumOpener opener = Openings.opener(kernel, machine.files());
            assertThat(Openings.refusal(opener.open(examined(image))).code()).isEqualTo(Refused.Code.IN_USE);
            assertThat(new ExclusiveProbe(kernel, machine.files()).check(examined(image)))
                    .extracting(Obstacle::code)
                    .containsExactly(Code.IN_USE);
        }
        // Its owner can ask.
        kernel.failLease(null);
        FakeMachine machine = new FakeMachine(folder.resolve("machine-of-owner"));
        machine.disk("virtual/loop9", "loop9", "7:9").with("loop/backing_file", "/a/folder/of/somebody/else/disk");
        assertThat(Openings.opener(kernel, machine.files()).open(examined(image)))
                .isInstanceOfSatisfying(Opened.class, opened -> opened.medium().close());
    }

    @Test
    void filesOnBtrfsAreCappedUnlessTheyAreWrittenInPlace() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 256 * MIB);
                LoopDevice second = LoopDevice.over(folder.resolve("disk2"), 256 * MIB)) {
            Program.run(
                    "mkfs.btrfs", "-q", loop.path().toString(), second.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                assertThat(codes(examined(loop.path()))).contains(Code.MOUNTED, Code.IN_USE);
                assertThat(codes(examined(second.path()))).contains(Code.MOUNTED, Code.IN_USE);

                Path image = file(mounted, "image", MIB);
                assertThat(codes(examined(image))).containsExactly(Code.COPY_ON_WRITE);
                Program.run("cp", "--reflink=always", image.toString(), image + ".copy");
                assertThat(codes(examined(image))).contains(Code.SHARED_EXTENTS);

                Path compressed = Files.createFile(mounted.path().resolve("compressed"));
                Program.run("chattr", "+c", compressed.toString());
                Files.write(compressed, new byte[(int) MIB]);
                assertThat(codes(examined(compressed))).contains(Code.COMPRESSED, Code.COPY_ON_WRITE);

                Path inPlace = Files.createFile(mounted.path().resolve("in-place"));
                Program.run("chattr", "+C", inPlace.toString());
                Program.run("dd", "if=/dev/urandom", "of=" + inPlace, "bs=1M", "count=1", "conv=notrunc");
                assertThat(codes(examined(inPlace))).isEmpty();

                Path tiny = Files.writeString(mounted.path().resolve("tiny"), "kept among the metadata");
                assertThat(codes(examined(tiny))).contains(Code.COPY_ON_WRITE);
            }
        }
    }

    @Test
    void aFileInMemoryIsNoted() throws IOException {
        Path image = Files.createTempFile(Path.of("/dev/shm"), "medium-test", ".img");
        try {
            Files.write(image, new byte[4096]);
            FakeMachine machine = new FakeMachine(folder.resolve("machine"));
            assertThat(layoutCodes(machine, image)).containsExactly(Code.IN_MEMORY);
            // Compressed swap space in memory is memory; with a device behind it, it is none.
            machine.disk("virtual/zram0", "zram0", "252:0").with("backing_dev", "none");
            machine.swap("/dev/zram0");
            assertThat(layoutCodes(machine, image)).containsExactly(Code.IN_MEMORY);
            machine.disk("virtual/zram1", "zram1", "252:1").with("backing_dev", "/dev/sdb3");
            machine.swap("/dev/zram1");
            assertThat(layoutCodes(machine, image)).containsExactly(Code.IN_MEMORY, Code.SWAPPABLE);
        } finally {
            Files.delete(image);
        }
    }

    @Test
    void theDiskThatThisMachineRunsFromIsRefused() {
        String source = Program.run("findmnt", "-n", "-o", "SOURCE", "/");
        assertThat(codes(examined(Path.of(source)))).contains(Code.SYSTEM_DISK, Code.MOUNTED);
        // Some machines don't even let root open it.
        assertThat(refusal(Path.of(source))).isIn(Refused.Code.IN_USE, Refused.Code.NO_RIGHTS);
    }

    @Test
    void theInventoryListsLoopsWithTheirFilesQuickly() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            DeviceInventory inventory = new DeviceInventory();
            long bestMillis = Long.MAX_VALUE; // of several: other work shares the machine
            List<DeviceInventory.Entry> entries = List.of();
            for (int i = 0; i < 10; i++) {
                long started = System.nanoTime();
                entries = inventory.list();
                bestMillis = Math.min(bestMillis, (System.nanoTime() - started) / 1_000_000);
            }
            assertThat(entries)
                    .filteredOn(entry -> entry instanceof DeviceInventory.Listed listed
                            && listed.medium().name().equals(loop.name()))
                    .singleElement()
                    .satisfies(entry -> assertThat(((DeviceInventory.Listed) entry)
                                    .medium()
                                    .backing()
                                    .orElseThrow()
                                    .path())
                            .isEqualTo(loop.backing().toString()));
            assertThat(bestMillis).isLessThan(500);
        }
    }

    private static Path file(MountedFolder mounted, String name, long bytes) {
        Path file = mounted.path().resolve(name);
        Program.run("dd", "if=/dev/urandom", "of=" + file, "bs=" + bytes, "count=1", "conv=fsync");
        return file;
    }

    /** With the swap areas of another machine, and the file of this one. */
    private static List<Code> layoutCodes(FakeMachine machine, Path image) {
        return new FileLayoutCheck(Kernel.system(), machine.files())
                .check(examined(image)).stream().map(Obstacle::code).toList();
    }

    private static List<Code> codes(Medium medium) {
        // Not even root may look at every process of some machines.
        return new ObstacleCheck()
                .check(medium).stream()
                        .map(Obstacle::code)
                        .filter(code -> code != Code.OPENERS_UNKNOWN)
                        .toList();
    }

    private static Refused.Code refusal(Path path) {
        return Openings.refusal(new MediumOpener().open(examined(path))).code();
    }
}
