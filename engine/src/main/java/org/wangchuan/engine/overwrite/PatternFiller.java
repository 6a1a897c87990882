package org.wangchuan.engine.overwrite;

import java.lang.foreign.MemorySegment;

/**
 * Produces and checks one pattern. Any offset and any length are right, odd ones too. An instance
 * belongs to one thread.
 */
public interface PatternFiller {

    /** Puts what belongs at {@code mediumOffset} into {@code buffer[bufferOffset, bufferOffset + length)}. */
    void fill(MemorySegment buffer, long bufferOffset, long mediumOffset, long length);

    /**
     * Moves a filled buffer to another place: makes {@code buffer[bufferOffset, bufferOffset + length)}, which
     * holds what {@link #fill} or this method put there for {@code filledFor}, hold what belongs at
     * {@code mediumOffset}. Only what differs is written.
     */
    void move(MemorySegment buffer, long bufferOffset, long filledFor, long mediumOffset, long length);

    /**
     * Compares with what belongs at {@code mediumOffset}.
     *
     * @return distance in bytes from {@code bufferOffset} to the first byte that is wrong, or -1
     */
    long firstMismatch(MemorySegment buffer, long bufferOffset, long mediumOffset, long length);

    /**
     * Reports the blocks that hold anything wrong, neighbours joined, in order.
     *
     * @param blockBytes size of a block; blocks lie at multiples of it on the medium
     * @return bytes in the blocks reported
     */
    default long mismatches(
            MemorySegment buffer,
            long bufferOffset,
            long mediumOffset,
            long length,
            int blockBytes,
            MismatchSink sink) {
        long wrongBytes = 0;
        long at = 0;
        while (at < length) {
            long first = firstMismatch(buffer, bufferOffset + at, mediumOffset + at, length - at);
            if (first < 0) {
                break;
            }
            long wrongFrom = Math.max(at, blockStart(mediumOffset + at + first, blockBytes) - mediumOffset);
            long wrongTo = wrongFrom;
            do {
                wrongTo = Math.min(length, blockStart(mediumOffset + wrongTo, blockBytes) + blockBytes - mediumOffset);
                at = Math.min(length, wrongTo + blockBytes);
            } while (wrongTo < length
                    && firstMismatch(buffer, bufferOffset + wrongTo, mediumOffset + wrongTo, at - wrongTo) >= 0);
            sink.mismatch(mediumOffset + wrongFrom, wrongTo - wrongFrom);
            wrongBytes += wrongTo - wrongFrom;
            at = wrongTo;
        }
        return wrongBytes;
    }

    private static long blockStart(long offset, int blockBytes) {
        return offset - offset % blockBytes;
    }

    /** Takes the blocks that are wrong. */
    @FunctionalInterface
    interface MismatchSink {
        /** A range of whole blocks of the medium that each hold something wrong. */
        void mismatch(long offset, long length);
    }
}
