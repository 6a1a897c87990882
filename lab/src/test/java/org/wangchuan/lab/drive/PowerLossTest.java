package org.wangchuan.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drive has taken and not made durable is lost with its power as chance has it, and nothing else is. */
class PowerLossTest {
    private static final int BLOCK = 512;
    private static final int BLOCKS = 256;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void full() throws IOException {
        file = Files.write(folder.resolve("cells"), filled(BLOCKS, 7));
    }

    private static byte[] filled(int blocks, int value) {
        byte[] out = new byte[blocks * BLOCK];
        Arrays.fill(out, (byte) value);
        return out;
    }

    private static byte[] read(Cells cells) throws IOException {
        byte[] out = new byte[BLOCKS * BLOCK];
        cells.read(0, ByteBuffer.wrap(out));
        return out;
    }

    @Test
    void someOfWhatWasNotFlushedIsLostBlockByBlock() throws IOException {
        try (Cells cells = new Cells(file, false)) {
            cells.cacheWrites(512);
            cells.write(0, ByteBuffer.wrap(filled(BLOCKS, 1)));
            cells.flush();
            cells.write(0, ByteBuffer.wrap(filled(BLOCKS / 2, 2)));
            assertThat(read(cells)).startsWith(filled(BLOCKS / 2, 2));
            assertThat(Files.readAllBytes(file)).containsOnly(1);
            cells.losePower(new SplittableRandom(1));
            byte[] left = read(cells);
            assertThat(left).isEqualTo(Files.readAllBytes(file));
            int survived = 0;
            for (int at = 0; at < BLOCKS; at++) {
                byte[] block = Arrays.copyOfRange(left, at * BLOCK, (at + 1) * BLOCK);
                assertThat(block).containsOnly(block[0]);
                survived += block[0] == 2 ? 1 : 0;
                assertThat((int) block[0]).isIn(at < BLOCKS / 2 ? new Object[] {1, 2} : new Object[] {1});
            }
            assertThat(survived).isBetween(BLOCKS / 8, BLOCKS / 2 - BLOCKS / 8);
        }
    }

    /** A disk of today loses 4 KiB or nothing of it. */
    @Test
    void whatIsWrittenWholeIsLostWhole() throws IOException {
        try (Cells cells = new Cells(file, false)) {
            cells.cacheWrites(8 * BLOCK);
            cells.write(0, ByteBuffer.wrap(filled(BLOCKS, 1)));
            cells.flush();
            cells.write(0, ByteBuffer.wrap(filled(BLOCKS, 2)));
            cells.losePower(new SplittableRandom(1));
            byte[] left = read(cells);
            for (int at = 0; at < BLOCKS; at += 8) {
                assertThat(Arrays.copyOfRange(left, at * BLOCK, (at + 8) * BLOCK))
                        .containsOnly(left[at * BLOCK]);
            }
            assertThat(left).contains(1, 2);
        }
    }

    @Test
    void whatWasWrittenThroughStaysAndWhatWasErasedDoesNotComeBack() throws IOException {
        try (Cells cells = new Cells(file, false)) {
            cells.cacheWrites(512);
            cells.write(0, ByteBuffer.wrap(filled(4, 2)));
            cells.flush(BLOCK, ByteBuffer.wrap(filled(1, 3)));
            cells.write(8 * BLOCK, ByteBuffer.wrap(filled(8, 4)));
            cells.erase(8 * BLOCK, 8 * BLOCK, Fill.ZEROS);
            for (int seed = 0; seed < 8; seed++) {
                cells.losePower(new SplittableRandom(seed));
            }
            byte[] left = read(cells);
            assertThat(Arrays.copyOfRange(left, BLOCK, 2 * BLOCK)).containsOnly(3);
            assertThat(Arrays.copyOfRange(left, 8 * BLOCK, 16 * BLOCK)).containsOnly(0);
        }
    }

    @Test
    void aClockStandsStillWithoutPower() {
        AtomicLong nanos = new AtomicLong(100);
        PoweredTime time = new PoweredTime(nanos::get);
        nanos.set(150);
        time.off();
        nanos.set(1_000);
        assertThat(time.getAsLong()).isEqualTo(150);
        time.on();
        nanos.set(1_025);
        assertThat(time.getAsLong()).isEqualTo(175);
    }
}
