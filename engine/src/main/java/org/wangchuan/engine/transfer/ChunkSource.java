package org.wangchuan.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.ByteRange;

/** Hands out the ranges to be moved in chunks, in order, each once. Safe for several threads. */
final class ChunkSource {
    /**
     * A piece of work.
     *
     * @param sequence counts the pieces without a gap
     */
    record Chunk(long sequence, long offset, int length) {
        long end() {
            return offset + length;
        }
    }

    /**
     * Work left out for the time being.
     *
     * @param sequence counts with the chunks
     */
    record Skipped(long sequence, List<ByteRange> ranges) {}

    private final List<ByteRange> domain;
    private final int chunkBytes;
    private int range;
    private long into;
    private long sequence;

    /** Ranges must be in order and disjoint. */
    ChunkSource(List<ByteRange> domain, int chunkBytes) {
        long end = 0;
        for (ByteRange piece : domain) {
            if (piece.offset() < end) {
                throw new IllegalArgumentException("ranges overlap or are out of order at " + piece.offset());
            }
            end = piece.end();
        }
        this.domain = List.copyOf(domain);
        this.chunkBytes = chunkBytes;
    }

    synchronized Optional<Chunk> next() {
        if (range == domain.size()) {
            return Optional.empty();
        }
        ByteRange current = domain.get(range);
        long offset = current.offset() + into;
        // chunks end on the grid, so that a start in between is made good by the first one
        int length = (int) Math.min(chunkBytes - offset % chunkBytes, current.length() - into);
        advance(current, length);
        return Optional.of(new Chunk(sequence++, offset, length));
    }

    /** Leaves out the next {@code bytes} that would have been handed out. */
    synchronized Skipped skip(long bytes) {
        List<ByteRange> left = new ArrayList<>();
        long rest = bytes;
        while (rest > 0 && range < domain.size()) {
            ByteRange current = domain.get(range);
            long offset = current.offset() + into;
            long gridded = rest < current.length() - into ? rest - (offset + rest) % chunkBytes : rest;
            long length = Math.min(gridded, current.length() - into);
            if (length <= 0) {
                break;
            }
            left.add(new ByteRange(offset, length));
            advance(current, length);
            rest -= length;
        }
        return new Skipped(sequence++, left);
    }

    private void advance(ByteRange current, long length) {
        into += length;
        if (into == current.length()) {
            range++;
            into = 0;
        }
    }
}
