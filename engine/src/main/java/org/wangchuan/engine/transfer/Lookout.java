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
        ByteRange last = domain.getLast();
        ByteRange middle = domain.get(domain.size() / 2);
        long[] places = {
            good, domain.getFirst().offset(), last.end() - 1, middle.offset() + middle.length() / 2,
        };
        for (long place : places) {
            if (place >= 0) {
                long unit = units.unitStart(place);
                boolean works = mover.probe(unit, units.unitLength(unit)) > 0;
                progress.requestFinished(System.nanoTime());
                if (works) {
                    return true;
                }
            }
        }
        return false;
    }
}
