package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;
import static org.wangchuan.engine.medium.open.Openings.refusal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.Program;

@Tag("slow")
class LoopMediumTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void writesFlushesAndReadsWhatItWrote(int sectorBytes) throws IOException {
        try (LoopDevice loop =
                LoopDevice.over(folder.resolve("disk"), 4 * MIB, "--sector-size", Integer.toString(sectorBytes))) {
            Medium medium = examined(loop.path());
            assertThat(medium.kind()).isEqualTo(MediumKind.BLOCK);
            assertThat(medium.bus()).isEqualTo(Bus.LOOP);
            assertThat(medium.name()).isEqualTo(loop.name());
            assertThat(medium.capacityBytes()).isEqualTo(4 * MIB);
            assertThat(medium.blockBytes()).isEqualTo(sectorBytes);
            assertThat(medium.mediumClass()).isEqualTo(MediumClass.UNKNOWN);
            assertThat(medium.serial()).isEmpty();
            assertThat(medium.confirmation()).isEqualTo(loop.name());
            assertThat(medium.diskSequence()).isPositive();
            assertThat(medium.backing().orElseThrow().path())
                    .isEqualTo(loop.backing().toString());
            try (OpenMedium open = opened(medium);
                    Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(MIB, 4096).fill((byte) 0x5a);
                assertThat(open.write(buffer, 0, MIB, MIB)).isEqualTo(MIB);
                assertThat(open.flush()).isZero();
                assertThat(open.dropCaches()).isZero();
                MemorySegment back = arena.allocate(MIB, 4096);
                assertThat(open.read(back, 0, MIB, MIB)).isEqualTo(MIB);
                assertThat(back.mismatch(buffer)).isEqualTo(-1);
                assertThat(open.readPath()).isEqualTo(ReadPath.DEVICE_CACHE);
                assertThat(open.recheck()).isEmpty();
                assertThat(open.write(buffer, 0, 4 * MIB, MIB)).isEqualTo(-Errno.ENOSPC.number());
                assertThat(open.read(back, 0, 4 * MIB, MIB)).isZero();
            }
        }
        assertThat(Files.size(folder.resolve("disk"))).isEqualTo(4 * MIB);
        byte[] bytes = Files.readAllBytes(folder.resolve("disk"));
        assertThat(bytes[MIB - 1]).isZero();
        assertThat(bytes[MIB]).isEqualTo((byte) 0x5a);
        assertThat(bytes[2 * MIB - 1]).isEqualTo((byte) 0x5a);
        assertThat(bytes[2 * MIB]).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 511, 512, 513, 4095, 4097, MIB + 1, MIB + 4095})
    void anImageOfAnySizeIsWrittenToItsLastByteAndNoFurther(long sizeBytes) throws IOException {
        Path image = folder.resolve("image");
        Files.write(image, new byte[(int) sizeBytes]);
        Medium medium = examined(image);
        assertThat(medium.mediumClass()).isEqualTo(MediumClass.IMAGE);
        assertThat(medium.blockBytes()).isEqualTo(1);
        try (OpenMedium open = opened(medium);
                Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(2 * MIB, 4096).fill((byte) 0x5a);
            assertThat(open.write(buffer, 0, 0, 2 * MIB)).isEqualTo(sizeBytes);
            assertThat(open.flush()).isZero();
            assertThat(open.dropCaches()).isZero();
            MemorySegment back = arena.allocate(2 * MIB, 4096);
            assertThat(open.read(back, 0, 0, 2 * MIB)).isEqualTo(sizeBytes);
            assertThat(back.asSlice(0, sizeBytes).mismatch(buffer.asSlice(0, sizeBytes)))
                    .isEqualTo(-1);
            assertThat(open.readPath()).isEqualTo(ReadPath.FILE_SYSTEM);
        }
        byte[] bytes = Files.readAllBytes(image);
        assertThat(bytes).hasSize((int) sizeBytes).containsOnly(0x5a);
    }

    @Test
    void aDeviceMountedSomewhereIsNotOpened() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            Program.run("mkfs.ext4", "-q", loop.path().toString());
            Program.run("mkdir", folder.resolve("mnt").toString());
            Program.run("mount", loop.path().toString(), folder.resolve("mnt").toString());
            try {
                assertThat(refusal(new MediumOpener().open(examined(loop.path())))
                                .code())
                        .isEqualTo(Refused.Code.IN_USE);
            } finally {
                Program.run("umount", folder.resolve("mnt").toString());
            }
        }
    }
}
