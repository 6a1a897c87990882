package org.wangchuan.engine.transfer;

import java.util.List;
import org.wangchuan.engine.medium.ByteRange;

/**
 * Decides where to go on after a chunk was given up: past the bad place in growing steps; and finds out when there
 * is nothing good anywhere. Safe for several threads.
 */
final class Lookout {
    /** Steps double from one chunk to this many. */
    private static final int STEP_CHUNKS_MAX = 1024;

    /** Places asked, evenly from the first to the last, before a device counts as dead; one more than this. */
    private static final int PLACES = 8;

    private final Units units;
    private final List<ByteRange> domain;
    private final int chunkBytes;
    private int givenUpInARow;
    private long lastGivenUpOffset = -1;
    private long lastGoodOffset = -1;

    Lookout(Units units, List<ByteRange> domain, int chunkBytes) {
        this.units = units;
        this.domain = domain;
        this.chunkBytes = chunkBytes;
    }

    synchronized void good(long offset) {
        lastGoodOffset = offset;
        if (offset > lastGivenUpOffset) {
            givenUpInARow = 0;
        }
    }

    /** Bytes to leave out after a chunk that was given up. */
    synchronized long stepAfter(long offset) {
        lastGivenUpOffset = Math.max(offset, lastGivenUpOffset);
        int doublings = Math.min(givenUpInARow++, Integer.numberOfTrailingZeros(STEP_CHUNKS_MAX));
        return (long) chunkBytes << doublings;
    }

    /** Whether it is time to ask if anything works at all: at the first, second, fourth… chunk given up in a row. */
    synchronized boolean doubtful() {
        return Integer.bitCount(givenUpInARow) == 1;
    }

    /** Whether any place that should work does. */
    boolean anythingWorks(ChunkMover mover, Progress progress) {
        long good;
        synchronized (this) {
            good = lastGoodOffset;
        }
        if (good >= 0 && works(good, mover, progress)) {
            return true;
        }
        long first = domain.getFirst().offset();
        long bytes = domain.getLast().end() - 1 - first;
        for (int i = PLACES; i >= 0; i--) {
            if (works(first + bytes / PLACES * i + bytes % PLACES * i / PLACES, mover, progress)) {
                return true;
            }
        }
        return false;
    }

    private boolean works(long place, ChunkMover mover, Progress progress) {
        long unit = units.unitStart(place);
        boolean works = mover.probe(unit, units.unitLength(unit)) > 0;
        progress.requestFinished(System.nanoTime());
        return works;
    }
}
