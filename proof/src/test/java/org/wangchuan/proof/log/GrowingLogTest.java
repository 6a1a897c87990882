package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.encoding.Bytes32;

/** A partial tile that has gone is read from the full one in its place, and nothing else is made up. */
class GrowingLogTest {
    private final Map<String, byte[]> files = new HashMap<>();
    private final GrowingLog log = new GrowingLog(path -> Optional.ofNullable(files.get(path)));

    private static List<Bytes32> hashes(int count) {
        List<Bytes32> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(Bytes32.sha256(new byte[] {(byte) i}));
        }
        return out;
    }

    private static List<byte[]> entries(int count) {
        List<byte[]> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(new byte[] {1, (byte) i});
        }
        return out;
    }

    private static String path(int level, int width) {
        return new TilePath(level, 0, width).path();
    }

    @Test
    void aFullTileStandsInForAPartialOneThatHasGone() throws IOException {
        files.put(path(0, TilePath.WIDTH), HashTile.encode(hashes(TilePath.WIDTH)));
        files.put(path(TilePath.ENTRIES, TilePath.WIDTH), EntryBundle.encode(entries(TilePath.WIDTH)));
        for (int width : new int[] {1, 17, 255}) {
            assertThat(log.read(path(0, width))).contains(HashTile.encode(hashes(width)));
            assertThat(log.read(path(TilePath.ENTRIES, width))).contains(EntryBundle.encode(entries(width)));
        }
    }

    @Test
    void whatIsThereIsReadAsItIs() throws IOException {
        files.put("checkpoint", new byte[] {1});
        files.put(path(0, 3), new byte[] {2});
        files.put(path(0, TilePath.WIDTH), HashTile.encode(hashes(TilePath.WIDTH)));
        assertThat(log.read("checkpoint")).contains(new byte[] {1});
        assertThat(log.read(path(0, 3))).contains(new byte[] {2});
    }

    @Test
    void whatIsNowhereIsNowhere() throws IOException {
        assertThat(log.read("checkpoint")).isEmpty();
        assertThat(log.read(path(0, 3))).isEmpty();
        assertThat(log.read(path(0, TilePath.WIDTH))).isEmpty();
        files.put(path(0, 4), HashTile.encode(hashes(4)));
        assertThat(log.read(path(0, 3))).as("only a full one stands in").isEmpty();
    }

    @Test
    void aFullTileThatIsNoneIsSaid() {
        files.put(path(0, TilePath.WIDTH), new byte[31]);
        assertThatThrownBy(() -> log.read(path(0, 3)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(path(0, TilePath.WIDTH));
    }
}
