package org.wangchuan.engine.medium.open;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;
import static org.wangchuan.engine.medium.open.Openings.refusal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.MountedFolder;
import org.wangchuan.engine.medium.testing.Program;

/** Devices that keep their name, size and sequence number, and stand for other bytes. */
@Tag("slow")
class MovedRegionTest {
    private static final long MIB = 1 << 20;

    /** linux/loop.h, and the place of {@code lo_offset} in {@code struct loop_info64}. */
    private static final long LOOP_SET_STATUS64 = 0x4c04;

    private static final long STATUS_BYTES = 232;
    private static final long OFFSET_AT = 24;

    @TempDir
    Path folder;

    @Test
    void aPartitionThatWasMadeAnewElsewhereIsNotOpened() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 16 * MIB)) {
            Path part = Path.of(loop.path() + "p1");
            Medium before = partitioned(loop, 2048);
            try {
                assertThat(before.startBytes()).isEqualTo(MIB);
                opened(before).close();
                Medium after = before;
                for (int i = 0; i < 100 && after.startBytes() == before.startBytes(); i++) {
                    // The kernel gives its number to the next one; somebody else's may come in between.
                    Program.run("partx", "--delete", loop.path().toString());
                    Medium made = partitioned(loop, 16_384);
                    after = made.number().equals(before.number()) ? made : after;
                }
                assertThat(after.number()).isEqualTo(before.number());
                assertThat(after.capacityBytes()).isEqualTo(before.capacityBytes());
                assertThat(examined(part).startBytes()).isEqualTo(8 * MIB);
                refusedAsMoved(before);
                assertThat(before.identity().matches(after.identity()))
                        .containsExactly(new Difference("start", "1048576 bytes", "8388608 bytes"));
            } finally {
                Program.run("partx", "--delete", loop.path().toString());
            }
        }
    }

    @Test
    void aLoopThatWasMovedWithinItsFileIsNotOpened() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB, "--sizelimit", "2M")) {
            Medium before = examined(loop.path());
            move(loop, 4 * MIB);
            Medium after = examined(loop.path());
            assertThat(after.diskSequence()).as("which says nothing").isEqualTo(before.diskSequence());
            assertThat(after.capacityBytes()).isEqualTo(before.capacityBytes());
            refusedAsMoved(before);
            assertThat(before.identity().matches(after.identity()))
                    .extracting(Difference::what)
                    .containsExactly("start");
            move(loop, 0);
            opened(before).close();
        }
    }

    @Test
    void aLoopUnderTheLoopCountsAsWell() {
        try (LoopDevice lower = LoopDevice.over(folder.resolve("disk"), 8 * MIB, "--sizelimit", "2M");
                LoopDevice upper = LoopDevice.attach(lower.path(), "-o", "1M")) {
            Medium before = examined(upper.path());
            assertThat(before.startBytes()).isEqualTo(MIB);
            assertThat(before.namesItself())
                    .as("the age of a device file is not the medium's")
                    .isFalse();
            try (OpenMedium open = opened(before)) {
                move(lower, 4 * MIB);
                assertThat(open.flush()).isEqualTo(-Errno.ENXIO.number());
                move(lower, 0);
                assertThat(open.recheck()).extracting(Difference::what).containsExactly("start");
            }
            move(lower, 4 * MIB);
            refusedAsMoved(before);
        }
    }

    @Test
    void aLoopThatIsMovedAndMovedBackWhileItIsOpenIsTold() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB, "--sizelimit", "2M");
                OpenMedium open = opened(examined(loop.path()));
                Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MIB, 4096).fill((byte) 'x');
            assertThat(open.write(buffer, 0, 0, MIB)).isEqualTo(MIB);
            assertThat(open.flush()).isZero();
            assertThat(open.recheck()).isEmpty();
            move(loop, 4 * MIB);
            assertThat(open.write(buffer, 0, MIB, MIB)).isEqualTo(-Errno.ENXIO.number());
            move(loop, 0);
            assertThat(open.write(buffer, 0, MIB, MIB))
                    .as("nothing counts any more")
                    .isEqualTo(-Errno.ENXIO.number());
            assertThat(open.read(buffer, 0, 0, MIB)).isEqualTo(-Errno.ENXIO.number());
            assertThat(open.flush()).isEqualTo(-Errno.ENXIO.number());
            assertThat(open.recheck()).singleElement().satisfies(difference -> {
                assertThat(difference.what()).isEqualTo(Difference.START);
                assertThat(difference.found()).contains("4194304 bytes", "while it was open");
            });
        }
    }

    @Test
    void aLoopThatIsReadElsewhereIsTold() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB, "--sizelimit", "2M");
                OpenMedium open = opened(examined(loop.path()));
                Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MIB, 4096);
            assertThat(open.read(buffer, 0, 0, MIB)).isEqualTo(MIB);
            move(loop, 4 * MIB);
            assertThat(open.read(buffer, 0, 0, MIB)).isEqualTo(-Errno.ENXIO.number());
        }
    }

    /** An ext4 gives the number of a deleted inode to the next file. */
    @Test
    void anImageThatWasMadeAnewUnderItsInodeNumberIsNotOpened() throws Exception {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            Program.run("mkfs.ext4", "-q", "-I", "256", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mounted"))) {
                Path image = Files.write(mounted.path().resolve("image"), new byte[4096]);
                Medium before = examined(image);
                Files.delete(image);
                Thread.sleep(20); // births are as coarse as the kernel's clock tick
                Files.write(image, new byte[4096]);
                Medium after = examined(image);
                assertThat(after.backing().orElseThrow().id())
                        .as("the case that is to be tried")
                        .isEqualTo(before.backing().orElseThrow().id());
                assertThat(refusal(new MediumOpener().open(before))).satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(Refused.Code.CHANGED);
                    assertThat(refused.reason()).contains("backing-file-born");
                });
                opened(after).close();
            }
        }
    }

    private static void refusedAsMoved(Medium medium) {
        assertThat(refusal(new MediumOpener().open(medium))).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(Refused.Code.CHANGED);
            assertThat(refused.reason()).contains("start: expected " + medium.startBytes() + " bytes");
        });
    }

    /** Makes the first partition of 4 MiB, in place of the one that is there. */
    private static Medium partitioned(LoopDevice loop, int firstSector) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        sector.put(446 + 4, (byte) 0x83).putInt(446 + 8, firstSector).putInt(446 + 12, 8192);
        sector.putShort(510, (short) 0xaa55);
        try (FileChannel disk = FileChannel.open(loop.path(), StandardOpenOption.WRITE)) {
            disk.write(sector, 0);
            disk.force(true);
        }
        Program.run("partx", "--update", loop.path().toString());
        return examined(Path.of(loop.path() + "p1"));
    }

    /** What losetup(8) has no option for. */
    private static void move(LoopDevice loop, long offsetBytes) {
        Kernel kernel = Kernel.system();
        int descriptor = kernel.open(loop.path().toString(), OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        assertThat(descriptor).isNotNegative();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATUS_BYTES, Long.BYTES);
            assertThat(kernel.ioctl(descriptor, Requests.LOOP_GET_STATUS64, status))
                    .isZero();
            status.set(JAVA_LONG, OFFSET_AT, offsetBytes);
            assertThat(kernel.ioctl(descriptor, LOOP_SET_STATUS64, status)).isZero();
        } finally {
            kernel.close(descriptor);
        }
    }
}
