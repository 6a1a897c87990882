package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.medium.testing.AnsweringKernel;

/** Replies of ioctl(2) come from file systems and devices: whatever they hold, there is an answer within bounds. */
class UntrustedRepliesTest {

    @Test
    void extentsAreSummedOverSeveralCalls() {
        int[] calls = {0};
        Kernel kernel = answering(raw -> {
            long from = raw.get(JAVA_LONG, FileExtents.START_OFFSET);
            int call = calls[0]++;
            int count = call == 0 ? 1024 : 3;
            for (int i = 0; i < count; i++) {
                extent(raw, i, from + i * 8192L, 4096, call == 1 && i == 2 ? FileExtents.LAST | FileExtents.SHARED : 0);
            }
            raw.set(JAVA_INT, FileExtents.MAPPED_OFFSET, count);
            return 0;
        });
        assertThat(FileExtents.of(kernel, 3))
                .isEqualTo(new FileExtents.Mapped(FileExtents.LAST | FileExtents.SHARED, 1027 * 4096L));
        assertThat(calls[0]).isEqualTo(2);
    }

    @Test
    void extentsThatDoNotMoveForwardEndTheQuestion() {
        Kernel kernel = answering(raw -> {
            for (int i = 0; i < 1024; i++) {
                extent(raw, i, 0, 4096, 0);
            }
            raw.set(JAVA_INT, FileExtents.MAPPED_OFFSET, 1024);
            return 0;
        });
        assertThat(FileExtents.of(kernel, 3)).isInstanceOf(FileExtents.Unmapped.class);
    }

    @Test
    void aFileSystemThatListsForEverIsCutOff() {
        Kernel kernel = answering(raw -> {
            long from = raw.get(JAVA_LONG, FileExtents.START_OFFSET);
            for (int i = 0; i < 1024; i++) {
                extent(raw, i, from + i, 1, 0);
            }
            raw.set(JAVA_INT, FileExtents.MAPPED_OFFSET, 1024);
            return 0;
        });
        assertThat(FileExtents.of(kernel, 3)).isInstanceOf(FileExtents.Unmapped.class);
    }

    @Test
    void randomRepliesNeverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Kernel kernel = answering(raw -> {
            for (long at = 0; at + 8 <= Math.min(raw.byteSize(), 512); at += 8) {
                if (random.nextInt(3) == 0) {
                    raw.set(JAVA_LONG, at, random.nextBoolean() ? random.nextLong() : random.nextInt(5000));
                }
            }
            return random.nextInt(8) == 0 ? -Errno.EIO.number() : 0;
        });
        for (int round = 0; round < 2_000; round++) {
            assertThat(FileExtents.of(kernel, 3)).as("seed %d", seed).isNotNull();
            assertThat(LoopStatus.of(kernel, 3)).as("seed %d", seed).isNotNull();
            assertThat(FileStatus.ofDescriptor(kernel, 3)).as("seed %d", seed).isNotNull();
            switch (ScsiGeneric.execute(kernel, 3, new byte[16], 512, 1000)) {
                case ScsiGeneric.NotSent(int errno) -> assertThat(errno).isNegative();
                case ScsiGeneric.Completed done -> {
                    assertThat(done.data().length).as("seed %d", seed).isBetween(0, 512);
                    assertThat(done.sense().length).as("seed %d", seed).isBetween(0, 252);
                }
            }
        }
    }

    @Test
    void packedDeviceNumbersAreUnpackedAsTheKernelPacksThem() {
        assertThat(LoopStatus.unpack(0x0801)).isEqualTo(new DeviceNumber(8, 1));
        assertThat(LoopStatus.unpack(0x10301)).isEqualTo(new DeviceNumber(259, 1));
        assertThat(LoopStatus.unpack(0xfff0_00ffL)).isEqualTo(new DeviceNumber(0, 0xfffff));
    }

    private static Kernel answering(ToIntFunction<MemorySegment> reply) {
        return new AnsweringKernel(reply);
    }

    private static void extent(MemorySegment raw, int index, long logical, long length, int flags) {
        long at = FileExtents.HEADER_BYTES + index * FileExtents.EXTENT_BYTES;
        raw.set(JAVA_LONG, at + FileExtents.LOGICAL_OFFSET, logical);
        raw.set(JAVA_LONG, at + FileExtents.EXTENT_LENGTH_OFFSET, length);
        raw.set(JAVA_INT, at + FileExtents.EXTENT_FLAGS_OFFSET, flags);
    }
}
