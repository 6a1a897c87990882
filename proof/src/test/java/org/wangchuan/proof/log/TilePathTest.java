package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
    @ParameterizedTest
    @CsvSource({
        "0,1234067,256,tile/0/x001/x234/067",
        "-1,0,17,tile/entries/000.p/17",
        "63,999,255,tile/63/999.p/255",
        "1,1000,1,tile/1/x001/000.p/1"
    })
    void hasOneSpelling(int level, long number, int width, String path) {
        assertThat(new TilePath(level, number, width).path()).isEqualTo(path);
        assertThat(TilePath.parse(path)).contains(new TilePath(level, number, width));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/67", "tile/0/1234", "tile/0/001/067", "tile/0/x000/067", "tile/00/067", "tile/64/067",
                "tile/0/067.p/0", "tile/0/067.p/256", "tile/0/067.p/01", "tile/data/067", "/tile/0/067", "tile/0/067/",
                "tile/0/../067", ""
            })
    void noOtherSpellingIsRead(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }

    @Test
    void everyTileComesBack() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            TilePath tile = new TilePath(
                    random.nextInt(65) - 1, random.nextLong(1L << random.nextInt(1, 46)), random.nextInt(256) + 1);
            assertThat(TilePath.parse(tile.path())).as("seed %d", seed).contains(tile);
        }
    }
}
