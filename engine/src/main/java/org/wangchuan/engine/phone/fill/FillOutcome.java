package org.wangchuan.engine.phone.fill;

import java.util.List;

/**
 * What came of filling a phone.
 *
 * @param freeBytesBefore what its file system said was free for this before anything was written
 * @param freeBytesAfter what it says is free for this when nothing more can be written
 * @param reservedBytes what it keeps back from programs: free, and not for us. What lay there is not overwritten
 * @param writtenBytes of all files that were written whole
 * @param verifiedBytes of those, what the phone read back and found as it must be, by digests that it could not know
 * @param sampledBytes of those, what was read over the cable and compared here
 * @param wrong files that were not as they must be, by their numbers
 * @param isFull whether it was filled until nothing more went in
 */
public record FillOutcome(
        long freeBytesBefore,
        long freeBytesAfter,
        long reservedBytes,
        long writtenBytes,
        long verifiedBytes,
        long sampledBytes,
        List<Integer> wrong,
        boolean isFull) {
    public FillOutcome {
        wrong = List.copyOf(wrong);
    }

    /** Whether all that was written was found again, and there was no room left. */
    public boolean isWhole() {
        return isFull && wrong.isEmpty() && writtenBytes > 0 && verifiedBytes == writtenBytes;
    }
}
