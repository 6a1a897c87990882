package org.wangchuan.engine.phone.fill;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of filling a phone.
 *
 * @param freeBytesBefore what its file system said was free for this before anything but the block was written
 * @param freeBytesAfter what it says is free for this when nothing more can be written
 * @param reservedBytes what it keeps back from programs: free, and not for us. What lay there is not overwritten
 * @param writtenBytes of all files that were written whole
 * @param verifiedBytes of those, what the phone read back and found as it must be, by its own digests
 * @param sampledBytes of those, what was read over the cable and compared here
 * @param wrong files that were not as they must be, by their numbers; at most {@value #WRONG_MAX} of them
 * @param isFull whether it was filled until nothing more went in
 * @param storageBytes the size of the file system that was filled, with all that lies in it; absent if nobody asked
 * @param readBack how it was read back; absent if it was not, and in records that are older than this
 * @param filler what filled it; absent in records that are older than this, which the shell did
 */
public record FillOutcome(
        long freeBytesBefore,
        long freeBytesAfter,
        long reservedBytes,
        long writtenBytes,
        long verifiedBytes,
        long sampledBytes,
        List<Integer> wrong,
        boolean isFull,
        OptionalLong storageBytes,
        Optional<ReadBack> readBack,
        Optional<Filler> filler) {
    /**
     * How what was written was read back.
     *
     * @param files how many were written whole
     * @param compared of how many a part was read over the cable and was as it must be here
     * @param isDirect whether the phone was asked, and seemed able, to go round its memory: which of both it did nobody sees
     */
    public record ReadBack(int files, int compared, boolean isDirect) {
        /** @throws IllegalArgumentException for numbers that can't be: less than none, more compared than written */
        public ReadBack {
            if (compared < 0 || compared > files) {
                throw new IllegalArgumentException("accounts that can't be");
            }
        }
    }

    /** So many are told. */
    public static final int WRONG_MAX = 1000;

    /** What a file system takes for itself of what it calls free, in hundredths: names, indexes, blocks that are not full. */
    private static final int OVERHEAD_PERCENT = 5;

    /** What may be left, in hundredths of what was free. */
    private static final int LEFT_PERCENT = 1;

    /**
     * What a file system may keep back from programs beside what is free for them, in hundredths of that, for a fill to count as a pass: as much as it may take
     * for itself. A choice, no rule of anybody's.
     */
    private static final int KEPT_BACK_PERCENT_MAX = 5;

    /**
     * How much at least of the file system has to be free for a fill to count as a pass over it, in hundredths. A fill goes round what lies there. After a reset that is
     * what the system made for itself, and was set up with; where it is more than half, most of the storage was not written over. A choice, no rule of
     * anybody's.
     */
    private static final int FREE_PERCENT_MIN = 50;

    private static final int PERCENT = 100;

    /** As evidence can tell. */
    private static final long BYTES_MAX = (1L << 53) - 1;

    /** @throws IllegalArgumentException for accounts that can't be: less than none, more than 2^53 - 1 bytes, more found than written */
    public FillOutcome {
        wrong = List.copyOf(wrong);
        boolean isSound = isBytes(freeBytesBefore)
                && isBytes(freeBytesAfter)
                && isBytes(reservedBytes)
                && isBytes(writtenBytes)
                && isBytes(verifiedBytes)
                && isBytes(sampledBytes)
                && isBytes(storageBytes.orElse(0))
                && verifiedBytes <= writtenBytes
                && sampledBytes <= writtenBytes
                && readBack.map(ReadBack::compared).orElse(0) <= sampledBytes
                && readBack.map(ReadBack::files).orElse(0) <= writtenBytes
                && wrong.size() <= WRONG_MAX;
        if (!isSound) {
            throw new IllegalArgumentException("accounts that can't be");
        }
    }

    /** The same where nobody asked how large the file system is. */
    public FillOutcome(
            long freeBytesBefore,
            long freeBytesAfter,
            long reservedBytes,
            long writtenBytes,
            long verifiedBytes,
            long sampledBytes,
            List<Integer> wrong,
            boolean isFull) {
        this(
                freeBytesBefore,
                freeBytesAfter,
                reservedBytes,
                writtenBytes,
                verifiedBytes,
                sampledBytes,
                wrong,
                isFull,
                OptionalLong.empty());
    }

    /** The same where nobody tells what filled it. */
    public FillOutcome(
            long freeBytesBefore,
            long freeBytesAfter,
            long reservedBytes,
            long writtenBytes,
            long verifiedBytes,
            long sampledBytes,
            List<Integer> wrong,
            boolean isFull,
            OptionalLong storageBytes,
            Optional<ReadBack> readBack) {
        this(
                freeBytesBefore,
                freeBytesAfter,
                reservedBytes,
                writtenBytes,
                verifiedBytes,
                sampledBytes,
                wrong,
                isFull,
                storageBytes,
                readBack,
                Optional.empty());
    }

    /** The same where nobody tells how it was read back. */
    public FillOutcome(
            long freeBytesBefore,
            long freeBytesAfter,
            long reservedBytes,
            long writtenBytes,
            long verifiedBytes,
            long sampledBytes,
            List<Integer> wrong,
            boolean isFull,
            OptionalLong storageBytes) {
        this(
                freeBytesBefore,
                freeBytesAfter,
                reservedBytes,
                writtenBytes,
                verifiedBytes,
                sampledBytes,
                wrong,
                isFull,
                storageBytes,
                Optional.empty());
    }

    private static boolean isBytes(long bytes) {
        return bytes >= 0 && bytes <= BYTES_MAX;
    }

    /**
     * Whether all that was written was found again, there was no room left, and what was free beforehand is what was written: one that refuses to write
     * any more is not full.
     */
    public boolean isWhole() {
        return isFull && wrong.isEmpty() && writtenBytes > 0 && verifiedBytes == writtenBytes && doAccountsAddUp();
    }

    /** Whether a part of each file was compared here. Whoever does not tell of how many it was has not shown it. */
    public boolean isEachCompared() {
        return readBack.filter(told -> told.files() > 0 && told.compared() == told.files())
                .isPresent();
    }

    /** Whether what was free is what was written, but for what a file system takes and what may be left. */
    public boolean doAccountsAddUp() {
        return freeBytesAfter <= freeBytesBefore / PERCENT * LEFT_PERCENT
                && writtenBytes >= freeBytesBefore / PERCENT * (PERCENT - OVERHEAD_PERCENT);
    }

    /** Whether it went over at least half of the file system, and little was kept back. Of whose size nobody asked, nobody knows how much was written over. */
    public boolean isMostOfIt() {
        return reservedBytes <= freeBytesBefore / PERCENT * KEPT_BACK_PERCENT_MAX
                && storageBytes.isPresent()
                && freeBytesBefore <= storageBytes.getAsLong()
                && freeBytesBefore * PERCENT >= storageBytes.getAsLong() * FREE_PERCENT_MIN;
    }
}
