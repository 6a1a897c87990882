package org.wangchuan.engine.verdict;

/**
 * Whether bytes can have moved in a time. A device that answers faster than any can has not done what it answered;
 * a record that says so is not to be believed.
 */
final class Pace {
    /**
     * 1 TB/s, some seventy times what the fastest drives of 2026 take (PCIe 5.0 with four lanes: 16 GB/s), and
     * above what a host can bring through its memory.
     */
    private static final long BYTES_PER_MILLI_MAX = 1_000_000_000L;

    private Pace() {}

    /**
     * Whether it is possible.
     *
     * @param bytes 0 or more
     * @param durationMillis 0 or more; whole ones, so that up to one more may have passed
     */
    static boolean possible(long bytes, long durationMillis) {
        return bytes / BYTES_PER_MILLI_MAX <= durationMillis;
    }
}
