package org.wangchuan.proof.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.NewFile;

/**
 * The growing side of a tree: per level the hashes of the tile that is not full yet, and the entries and events of the
 * lowest one. It is all that is needed to append and to know the root. Not thread-safe.
 */
final class RightEdge {
    private static final int HASH = Bytes32.LENGTH;

    /** An entry in its bundle, after its length. */
    private static final int RECORD_BYTES = 2 + NewEntry.LENGTH;

    private static final class Level {
        final byte[] hashes = new byte[TilePath.WIDTH * HASH];
        int width;
        boolean hasGrown;
    }

    private final TreeHasher hasher = new TreeHasher();
    private final List<Level> levels = new ArrayList<>();
    private final byte[] entries = new byte[TilePath.WIDTH * RECORD_BYTES];
    private final byte[] events = new byte[TilePath.WIDTH * EventBundle.ID_BYTES];
    private long size;

    RightEdge() {}

    /**
     * The edge of a tree that is on the disk already.
     *
     * @param tiles the partial tile of each level, from 0 to the highest; empty where a level has none
     * @param bundle the partial entry bundle
     * @param ids of the same entries' events
     */
    RightEdge(long size, List<byte[]> tiles, byte[] bundle, byte[] ids) {
        this.size = size;
        for (byte[] tile : tiles) {
            Level level = new Level();
            level.width = tile.length / HASH;
            System.arraycopy(tile, 0, level.hashes, 0, tile.length);
            levels.add(level);
        }
        System.arraycopy(bundle, 0, entries, 0, bundle.length);
        System.arraycopy(ids, 0, events, 0, ids.length);
    }

    long size() {
        return size;
    }

    /** Adds an entry; files that became full by it are added to the list. */
    void append(NewEntry entry, List<NewFile> full) {
        int at = (int) (size % TilePath.WIDTH);
        entries[at * RECORD_BYTES + 1] = NewEntry.LENGTH;
        entry.copyTo(entries, at * RECORD_BYTES + 2);
        java.nio.ByteBuffer.wrap(events)
                .putLong(at * EventBundle.ID_BYTES, entry.eventId().getMostSignificantBits())
                .putLong(at * EventBundle.ID_BYTES + Long.BYTES, entry.eventId().getLeastSignificantBits());
        size++;
        Level level = grow(0);
        hasher.leaf(entries, at * RECORD_BYTES + 2, NewEntry.LENGTH, level.hashes, at * HASH);
        if (level.width == TilePath.WIDTH) {
            full.add(bundle(TilePath.WIDTH));
            byte[] root = hasher.root(level.hashes, TilePath.WIDTH);
            full.add(eventFile(root, TilePath.WIDTH));
            finish(0, root, full);
        }
    }

    private void finish(int number, byte[] root, List<NewFile> full) {
        full.add(tile(number));
        levels.get(number).width = 0;
        Level above = grow(number + 1);
        System.arraycopy(root, 0, above.hashes, (above.width - 1) * HASH, HASH);
        if (above.width == TilePath.WIDTH) {
            finish(number + 1, hasher.root(above.hashes, TilePath.WIDTH), full);
        }
    }

    private Level grow(int number) {
        if (levels.size() == number) {
            levels.add(new Level());
        }
        Level level = levels.get(number);
        level.width++;
        level.hasGrown = true;
        return level;
    }

    /** The partial files of levels that have grown since this was last asked. */
    List<NewFile> takeGrownPartials() {
        List<NewFile> grown = new ArrayList<>();
        for (int number = 0; number < levels.size(); number++) {
            Level level = levels.get(number);
            if (level.hasGrown && level.width > 0) {
                if (number == 0) {
                    grown.add(bundle(level.width));
                    grown.add(eventFile(hasher.root(level.hashes, level.width), level.width));
                }
                grown.add(tile(number));
            }
            level.hasGrown = false;
        }
        return grown;
    }

    Bytes32 root() {
        return root(
                hasher,
                levels.stream()
                        .map(level -> Arrays.copyOf(level.hashes, level.width * HASH))
                        .toList());
    }

    /** The root that partial tiles lead to: one for each level from 0, empty where a level has none. */
    static Bytes32 root(TreeHasher hasher, List<byte[]> tiles) {
        byte[] below = new byte[0];
        for (byte[] tile : tiles) {
            byte[] hashes = Arrays.copyOf(tile, tile.length + below.length);
            System.arraycopy(below, 0, hashes, tile.length, below.length);
            below = hashes.length == 0 ? hashes : hasher.root(hashes, hashes.length / HASH);
        }
        return below.length == 0 ? TreeHash.EMPTY : Bytes32.of(below);
    }

    private NewFile bundle(int width) {
        TilePath path = new TilePath(TilePath.ENTRIES, (size - 1) / TilePath.WIDTH, width);
        return new NewFile(path.path(), Arrays.copyOf(entries, width * RECORD_BYTES));
    }

    private NewFile eventFile(byte[] root, int width) {
        long number = (size - 1) / TilePath.WIDTH;
        return new NewFile(EventBundle.path(number, width), EventBundle.encode(hasher, number, root, events, width));
    }

    private NewFile tile(int number) {
        Level level = levels.get(number);
        TilePath path = new TilePath(number, (TilePath.nodesAt(number, size) - 1) / TilePath.WIDTH, level.width);
        return new NewFile(path.path(), Arrays.copyOf(level.hashes, level.width * HASH));
    }
}
