package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.fault.Blocks;
import org.wangchuan.lab.scenario.ProductScript.Extent;

/** What is left is found block by block, and compared with what is said of it. */
class PlantedTest {
    private static final int BLOCKS = 64;

    @TempDir
    private Path folder;

    /** All but blocks 10 to 19 are gone. */
    private Path cells() throws IOException {
        Path file = folder.resolve("cells");
        Planted.write(file, BLOCKS * 512L);
        try (RandomAccessFile cells = new RandomAccessFile(file.toFile(), "rw")) {
            cells.write(new byte[10 * 512]);
            cells.seek(20 * 512);
            cells.write(new byte[(BLOCKS - 20) * 512]);
        }
        return file;
    }

    @Test
    void whatIsLeftIsCounted() throws IOException {
        assertThat(Planted.look(cells())).isEqualTo(new Planted.Left(10, BLOCKS));
    }

    @Test
    void rangesThatAreExactAreNoFault() throws IOException {
        assertThat(Planted.inexact(
                        cells(), List.of(new Extent(10 * 512, 5 * 512), new Extent(15 * 512, 5 * 512)), List.of()))
                .isEmpty();
    }

    @Test
    void tooMuchAndTooLittleAreTold() throws IOException {
        assertThat(Planted.inexact(cells(), List.of(new Extent(10 * 512, 9 * 512)), List.of()))
                .isEqualTo("1 blocks are left or bad, in no range, from block 19");
        assertThat(Planted.inexact(cells(), List.of(new Extent(8 * 512, 12 * 512)), List.of()))
                .isEqualTo("2 blocks are in a range, and neither left nor bad, from block 8");
        assertThat(Planted.inexact(cells(), List.of(), List.of())).startsWith("10 blocks are left or bad, in no range");
    }

    @Test
    void whatIsBadHasToBeNamedAlsoWhereNothingIsLeft() throws IOException {
        List<Blocks> bad = List.of(new Blocks(30, 2));
        assertThat(Planted.inexact(cells(), List.of(new Extent(10 * 512, 10 * 512)), bad))
                .isEqualTo("2 blocks are left or bad, in no range, from block 30");
        assertThat(Planted.inexact(
                        cells(), List.of(new Extent(10 * 512, 10 * 512), new Extent(30 * 512, 2 * 512)), bad))
                .isEmpty();
    }
}
