package org.wangchuan.engine.transfer;

/**
 * How a transfer runs. Everything has a limit.
 *
 * @param threads requests in flight, 1 to 64
 * @param chunkBytes bytes of one request, a power of two from 4 KiB to 16 MiB
 * @param retriesMax tries after the first one, for a chunk and for a single block, 0 to 100
 * @param failedCallsMax calls that may fail before errors are no longer narrowed down to the block
 * @param failedMillisMax time that failing calls may cost before errors are no longer narrowed down
 * @param rangesMax ranges that a list of errors or mismatches holds before neighbours are joined, 16 or more
 * @param stallTimeoutMillis time without any finished request after which the device counts as hung, 1 or more
 */
public record TransferOptions(
        int threads,
        int chunkBytes,
        int retriesMax,
        int failedCallsMax,
        long failedMillisMax,
        int rangesMax,
        long stallTimeoutMillis) {

    /**
     * Three requests of 512 KiB in flight: their buffers stay in the caches between the kernel and us, which was a sixth
     * quicker than 1 MiB on a device at the speed of memory. An hour for errors; three minutes for a hang.
     */
    public static final TransferOptions DEFAULTS =
            new TransferOptions(3, 512 * 1024, 2, 20_000, 3_600_000, 10_000, 180_000);

    public TransferOptions {
        require(threads >= 1 && threads <= 64, "threads", threads);
        require(
                Integer.bitCount(chunkBytes) == 1 && chunkBytes >= 4096 && chunkBytes <= 1 << 24,
                "chunkBytes",
                chunkBytes);
        require(retriesMax >= 0 && retriesMax <= 100, "retriesMax", retriesMax);
        require(failedCallsMax >= 0, "failedCallsMax", failedCallsMax);
        require(failedMillisMax >= 0, "failedMillisMax", failedMillisMax);
        require(rangesMax >= 16, "rangesMax", rangesMax);
        require(stallTimeoutMillis >= 1, "stallTimeoutMillis", stallTimeoutMillis);
    }

    private static void require(boolean holds, String name, long value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " out of bounds: " + value);
        }
    }

    /** The same with another number of requests in flight. */
    public TransferOptions withThreads(int value) {
        return new TransferOptions(
                value, chunkBytes, retriesMax, failedCallsMax, failedMillisMax, rangesMax, stallTimeoutMillis);
    }

    /** The same with another size of request. */
    public TransferOptions withChunkBytes(int value) {
        return new TransferOptions(
                threads, value, retriesMax, failedCallsMax, failedMillisMax, rangesMax, stallTimeoutMillis);
    }

    /** The same with another number of retries. */
    public TransferOptions withRetriesMax(int value) {
        return new TransferOptions(
                threads, chunkBytes, value, failedCallsMax, failedMillisMax, rangesMax, stallTimeoutMillis);
    }

    /** The same with another effort for narrowing errors down. */
    public TransferOptions withFailuresMax(int calls, long millis) {
        return new TransferOptions(threads, chunkBytes, retriesMax, calls, millis, rangesMax, stallTimeoutMillis);
    }

    /** The same with another bound on lists of ranges. */
    public TransferOptions withRangesMax(int value) {
        return new TransferOptions(
                threads, chunkBytes, retriesMax, failedCallsMax, failedMillisMax, value, stallTimeoutMillis);
    }

    /** The same with another patience for a device that hangs. */
    public TransferOptions withStallTimeoutMillis(long value) {
        return new TransferOptions(threads, chunkBytes, retriesMax, failedCallsMax, failedMillisMax, rangesMax, value);
    }
}
