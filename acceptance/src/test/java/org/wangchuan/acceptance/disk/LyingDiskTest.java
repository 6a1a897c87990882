package org.wangchuan.acceptance.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.FLUSH;
import static org.wangchuan.acceptance.disk.RequestKind.READ;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault is shown to happen, by dd(1) and by a look at the medium itself. */
@Tag("slow")
@Timeout(600)
@ResourceLock(Machine.DEVICES)
class LyingDiskTest {
    private static final int SIZE = 8 << 20;
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private PlainTools plain;

    @BeforeEach
    void takeTools() {
        plain = new PlainTools(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void anHonestDiskKeepsWhatIsWrittenAndTellsAllOfIt(int sectorBytes) throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, sectorBytes)) {
            byte[] bytes = PlainTools.noise(1, SIZE);
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isZero();
            assertThat(disk.peek(0, SIZE)).isEqualTo(bytes);
            assertThat(plain.read(disk.path(), 0, SIZE)).isEqualTo(bytes);
            assertThat(CommandLine.run(
                            "blockdev", "--getss", "--getsize64", disk.path().toString()))
                    .isEqualTo(sectorBytes + "\n" + SIZE);

            byte[] told = new byte[SIZE];
            for (DiskEvent.Wrote write : disk.history().writes()) {
                System.arraycopy(disk.history().content(write), 0, told, (int) write.offset(), write.length());
            }
            assertThat(told).isEqualTo(bytes);
            assertThat(disk.history().only(DiskEvent.Flushed.class)).isNotEmpty();
            assertThat(disk.history().only(DiskEvent.Read.class)).isNotEmpty();
            assertThat(disk.history().only(DiskEvent.Odd.class)).isEmpty();
        }
    }

    @Test
    void anImageOfOddSizeIsServedToTheByte() throws IOException {
        try (LyingDisk disk = LyingDisk.image(MIB + 4097)) {
            byte[] bytes = PlainTools.noise(2, MIB + 4097);
            assertThat(plain.write(disk.path(), 0, bytes, 65_536, "oflag=seek_bytes", "conv=notrunc,fsync")
                            .exitCode())
                    .isZero();
            assertThat(Files.readAllBytes(disk.path())).isEqualTo(bytes);
            assertThat(Files.size(disk.path())).isEqualTo(MIB + 4097);
        }
    }

    @Test
    void anImageTellsWhenSomebodyChangesItsSize() throws IOException {
        try (LyingDisk disk = LyingDisk.image(MIB)) {
            assertThat(CommandLine.tryRun("truncate", "-s", "1", disk.path().toString())
                            .exitCode())
                    .isNotZero();
            assertThat(disk.history().only(DiskEvent.Odd.class)).isNotEmpty();
        }
    }

    @Test
    void aDroppedWriteIsAnsweredAndNotStored() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.fill(3);
            byte[] before = disk.peek(0, SIZE);
            Fault fault = disk.tell(Fault.on(WRITE).within(MIB + 512, 1024).pretend());
            byte[] bytes = PlainTools.noise(4, SIZE);
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isZero();
            assertThat(fault.struck()).isPositive();
            byte[] expected = bytes.clone();
            System.arraycopy(before, MIB + 512, expected, MIB + 512, 1024);
            assertThat(plain.read(disk.path(), 0, SIZE)).isEqualTo(expected);
        }
    }

    @Test
    void aLostTailIsAnsweredAndNotStored() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).fromNth(2).times(1).loseTail(512));
            byte[] bytes = PlainTools.noise(5, 128 << 10);
            assertThat(plain.write(disk.path(), 0, bytes, 65_536, "oflag=direct,seek_bytes", "conv=notrunc")
                            .exitCode())
                    .isZero();
            byte[] expected = bytes.clone();
            Arrays.fill(expected, 65_536 + 512, expected.length, (byte) 0);
            assertThat(disk.peek(0, expected.length)).isEqualTo(expected);
        }
    }

    /** The file shows a short write as such; dd writes the rest by itself. */
    @Test
    void aShortWriteOfAnImageIsAnsweredShort() throws IOException {
        try (LyingDisk disk = LyingDisk.image(MIB)) {
            Fault fault = disk.tell(Fault.on(WRITE).times(3).shorten(1000));
            byte[] bytes = PlainTools.noise(6, MIB);
            assertThat(plain.write(disk.path(), 0, bytes, MIB, "oflag=seek_bytes", "conv=notrunc")
                            .exitCode())
                    .isZero();
            assertThat(fault.struck()).isEqualTo(3);
            assertThat(disk.peek(0, MIB)).isEqualTo(bytes);
            assertThat(disk.history().writes().stream().map(DiskEvent.Wrote::offset))
                    .contains(1000L, 2000L, 3000L);
        }
    }

    @Test
    void aWriteLandsElsewhere() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).within(MIB, 65_536).land(at -> at + MIB));
            byte[] bytes = PlainTools.noise(7, 65_536);
            assertThat(plain.write(disk.path(), MIB, bytes).exitCode()).isZero();
            assertThat(disk.peek(MIB, 65_536)).containsOnly(0);
            assertThat(disk.peek(2 * MIB, 65_536)).isEqualTo(bytes);
        }
    }

    /** The fake capacity of cheap flash: reads and writes wrap around, so that the last writer is read everywhere. */
    @Test
    void halfOfTheCapacityIsAnAliasOfTheOther() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE, READ).land(at -> at % (SIZE / 2)));
            byte[] bytes = PlainTools.noise(8, SIZE);
            assertThat(plain.write(disk.path(), 0, bytes).exitCode()).isZero();
            byte[] second = Arrays.copyOfRange(bytes, SIZE / 2, SIZE);
            assertThat(plain.read(disk.path(), 0, SIZE / 2)).isEqualTo(second);
            assertThat(plain.read(disk.path(), SIZE / 2, SIZE / 2)).isEqualTo(second);
        }
    }

    @Test
    void onlyTheFlushFails() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(FLUSH).times(1).fail());
            byte[] bytes = PlainTools.noise(9, MIB);
            assertThat(plain.write(disk.path(), 0, bytes).exitCode()).isZero();
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isNotZero();
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isZero();
        }
    }

    @Test
    void aBadRangeFailsForEverAndAWeakOneTwice() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE, READ).within(MIB, 512).fail());
            Fault weak = disk.tell(Fault.on(WRITE).within(4 * MIB, 512).times(2).fail());
            byte[] block = PlainTools.noise(10, 512);
            for (int i = 0; i < 3; i++) {
                assertThat(plain.write(disk.path(), MIB, block).exitCode()).isNotZero();
                assertThat(plain.tryRead(disk.path(), MIB, 512).exitCode()).isNotZero();
                assertThat(plain.write(disk.path(), 4 * MIB, block).exitCode() == 0)
                        .as("try %d", i)
                        .isEqualTo(i == 2);
            }
            assertThat(weak.struck()).isEqualTo(2);
            assertThat(plain.write(disk.path(), MIB + 512, block).exitCode()).isZero();
            assertThat(disk.peek(4 * MIB, 512)).isEqualTo(block);
        }
    }

    @Test
    void aReadReturnsOtherBytes() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(READ).within(MIB + 7, 1).garble(0x40));
            byte[] expected = new byte[2 * MIB];
            expected[MIB + 7] = 0x40;
            assertThat(plain.read(disk.path(), 0, 2 * MIB)).isEqualTo(expected);
            assertThat(disk.peek(0, 2 * MIB)).containsOnly(0);
        }
    }

    @Test
    void aReadReturnsWhatWasThereBefore() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.fill(9);
            byte[] before = disk.peek(MIB, 512);
            disk.tell(Fault.on(FLUSH).pretend());
            disk.tell(Fault.on(READ).within(MIB, 512).stale());
            byte[] bytes = PlainTools.noise(10, 2 * MIB);
            assertThat(plain.write(disk.path(), 0, bytes).exitCode()).isZero();
            byte[] expected = bytes.clone();
            System.arraycopy(before, 0, expected, MIB, 512);
            assertThat(plain.read(disk.path(), 0, 2 * MIB)).isEqualTo(expected);
            assertThat(disk.peek(0, 2 * MIB)).isEqualTo(bytes);
        }
    }

    @Test
    void aCacheThatPretendsToFlushIsLost() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.fill(11);
            byte[] before = disk.peek(0, SIZE);
            disk.tell(Fault.on(FLUSH).pretend());
            byte[] bytes = PlainTools.noise(12, MIB);
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isZero();
            assertThat(plain.read(disk.path(), 0, MIB)).isEqualTo(bytes);
            disk.tell(Fault.on(READ).times(1).forgetCache());
            // One small request forgets it: of several that the kernel makes of a large one, some may come before that.
            plain.read(disk.path(), 0, 4096);
            assertThat(plain.read(disk.path(), 0, MIB)).isEqualTo(Arrays.copyOf(before, MIB));
        }
    }

    @Test
    void anHonestFlushSurvivesTheLossOfTheCache() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            byte[] bytes = PlainTools.noise(13, MIB);
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isZero();
            assertThat(plain.write(disk.path(), MIB, bytes).exitCode()).isZero();
            disk.loseCache();
            assertThat(disk.peek(0, MIB)).isEqualTo(bytes);
            assertThat(disk.peek(MIB, MIB)).containsOnly(0);
        }
    }

    @Test
    void constantBlocksAreNotStored() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.fill(14);
            byte[] before = disk.peek(0, MIB);
            disk.tell(Fault.on(WRITE).dropConstantBlocks());
            byte[] bytes = new byte[MIB];
            bytes[512 * 3 + 5] = 1;
            assertThat(plain.write(disk.path(), 0, bytes).exitCode()).isZero();
            byte[] expected = before.clone();
            System.arraycopy(bytes, 512 * 3, expected, 512 * 3, 512);
            assertThat(disk.peek(0, MIB)).isEqualTo(expected);
        }
    }

    @Test
    void theCapacityShrinks() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.shrinkTo(SIZE / 2);
            assertThat(CommandLine.run("blockdev", "--getsize64", disk.path().toString()))
                    .isEqualTo("" + SIZE / 2);
            assertThat(plain.write(disk.path(), SIZE / 2, new byte[512]).exitCode())
                    .isNotZero();
        }
    }

    @Test
    void theCapacityShrinksInMidJob() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).fromNth(3).times(1).shrink(SIZE / 2));
            assertThat(plain.write(disk.path(), 0, PlainTools.noise(15, SIZE)).exitCode())
                    .isNotZero();
        }
    }

    @Test
    void anotherMediumIsInTheSlot() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            byte[] bytes = PlainTools.noise(16, MIB);
            assertThat(plain.writeAndFlush(disk.path(), 0, bytes).exitCode()).isZero();
            disk.tell(Fault.on(READ).times(1).swapMedium(17));
            // One small request swaps it: of several that the kernel makes of a large one, some may come before that.
            plain.read(disk.path(), 0, 4096);
            byte[] read = plain.read(disk.path(), 0, MIB);
            assertThat(read).isNotEqualTo(bytes).isEqualTo(disk.peek(0, MIB));
        }
    }

    @Test
    void aDiskThatIsPulledOutFailsEverything() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).fromNth(3).vanish());
            assertThat(plain.write(disk.path(), 0, PlainTools.noise(18, SIZE)).exitCode())
                    .isNotZero();
            assertThat(plain.tryRead(disk.path(), 0, 512).exitCode()).isNotZero();
        }
    }

    @Test
    void aHangTakesItsTimeAndNothingIsLost() throws IOException {
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).fromNth(2).times(1).hang(Duration.ofMillis(700)));
            byte[] bytes = PlainTools.noise(19, 2 * MIB);
            long start = System.nanoTime();
            assertThat(plain.write(disk.path(), 0, bytes).exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
            assertThat(disk.peek(0, 2 * MIB)).isEqualTo(bytes);
        }
    }

    @Test
    void aHangForEverEndsWithTheDisk() throws Exception {
        Process writer;
        try (LyingDisk disk = LyingDisk.device(SIZE, 512)) {
            disk.tell(Fault.on(WRITE).fromNth(2).hang(Effect.Hang.FOR_EVER));
            // Small requests, so that no more than one of them waits: each takes a thread of the disk.
            writer = new ProcessBuilder("dd", "if=/dev/zero", "of=" + disk.path(), "bs=64K", "count=8", "oflag=direct")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(writer.waitFor(Duration.ofMillis(1500))).isFalse();
            assertThat(plain.tryRead(disk.path(), 0, 4096).exitCode())
                    .as("others are served")
                    .isZero();
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(Duration.ofMinutes(2))).isTrue();
    }

    @Test
    void chanceIsRepeatable() throws IOException {
        assertThat(blocksDropped(20)).isEqualTo(blocksDropped(20)).isNotEqualTo(blocksDropped(21));
    }

    private String blocksDropped(long seed) throws IOException {
        try (LyingDisk disk = LyingDisk.device(MIB, 512)) {
            disk.tell(Fault.on(WRITE).withProbability(0.3, seed).pretend());
            plain.write(disk.path(), 0, PlainTools.noise(1, MIB), 4096, "oflag=direct,seek_bytes", "conv=notrunc");
            StringBuilder dropped = new StringBuilder();
            for (int block = 0; block < MIB / 4096; block++) {
                dropped.append(Arrays.equals(disk.peek(block * 4096L, 4096), new byte[4096]) ? 'x' : '.');
            }
            assertThat(dropped.toString()).contains("x").contains(".");
            return dropped.toString();
        }
    }
}
