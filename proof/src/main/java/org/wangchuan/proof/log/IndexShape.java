package org.wangchuan.proof.log;

/**
 * Sizes of the event index. A run of level L covers 2^baseBits · 4^L entries that follow each other, from a multiple of
 * that on. Its records lie in buckets by the first bits of their hash, 32 to a bucket on average.
 *
 * @param baseBits a run of level 0 covers 2^baseBits entries; so many are kept in memory at most, and read on start
 */
record IndexShape(int baseBits) {
    /** 65 536 entries; the largest run covers 2^30. */
    static final IndexShape USUAL = new IndexShape(16);

    /** Runs that become one. */
    static final int FAN = 4;

    static final int LEVEL_MAX = 7;

    private static final int BUCKET_BITS = 5;

    /** Least and most that fit: a bucket, and an offset of 30 bits. */
    IndexShape {
        if (baseBits < BUCKET_BITS || baseBits > 16) {
            throw new IllegalArgumentException("2^" + baseBits + " entries in a run");
        }
    }

    long base() {
        return entries(0);
    }

    long entries(int level) {
        return 1L << offsetBits(level);
    }

    /** Bits of an entry's place in its run. */
    int offsetBits(int level) {
        return baseBits + 2 * level;
    }

    int buckets(int level) {
        return 1 << (offsetBits(level) - BUCKET_BITS);
    }

    /** Bits of a hash that its bucket does not tell: with the offset they fill a record of 64 bits. */
    int restBits(int level) {
        return Long.SIZE - offsetBits(level);
    }
}
