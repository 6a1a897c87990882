package org.wangchuan.acceptance.disk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Some bytes of a request and the place on the medium where they go to or come from.
 *
 * @param place first byte on the medium
 * @param bytes the request's bytes, not a copy
 */
record Piece(long place, MemorySegment bytes) {

    long end() {
        return place + bytes.byteSize();
    }

    /** The piece cut at two places of the medium: before, within (or null where empty), after. */
    List<Piece> without(long start, long end) {
        List<Piece> rest = new ArrayList<>();
        if (place < start) {
            rest.add(new Piece(place, bytes.asSlice(0, Math.min(end(), start) - place)));
        }
        if (end() > end) {
            long from = Math.max(place, end);
            rest.add(new Piece(from, bytes.asSlice(from - place)));
        }
        return rest;
    }

    /** The part within the places, of zero length if there is none. */
    MemorySegment within(long start, long end) {
        long from = Math.clamp(start, place, end());
        long to = Math.clamp(end, from, end());
        return bytes.asSlice(from - place, to - from);
    }

    /** Block by block at another place. */
    List<Piece> movedBy(LongUnaryOperator elsewhere, int blockBytes) {
        List<Piece> moved = new ArrayList<>();
        for (Piece block : blocks(blockBytes)) {
            moved.add(new Piece(elsewhere.applyAsLong(block.place), block.bytes));
        }
        return moved;
    }

    /** Without the blocks whose bytes are all the same. */
    List<Piece> withoutConstantBlocks(int blockBytes) {
        return blocks(blockBytes).stream().filter(block -> !block.isConstant()).toList();
    }

    private List<Piece> blocks(int blockBytes) {
        List<Piece> blocks = new ArrayList<>();
        for (long at = 0; at < bytes.byteSize(); at += blockBytes) {
            blocks.add(new Piece(place + at, bytes.asSlice(at, Math.min(blockBytes, bytes.byteSize() - at))));
        }
        return blocks;
    }

    private boolean isConstant() {
        byte first = bytes.get(ValueLayout.JAVA_BYTE, 0);
        for (long i = 1; i < bytes.byteSize(); i++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, i) != first) {
                return false;
            }
        }
        return true;
    }
}
