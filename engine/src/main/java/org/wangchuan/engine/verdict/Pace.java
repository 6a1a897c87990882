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

    /**
     * 4 GB/s, some seven times what the fastest disks of 2026 take, which have two actuators (Seagate Exos 2X18: 0.55 GB/s at its outer edge). Heads write what
     * passes under them, and no command of the drive's own has it turn faster.
     */
    private static final long DISK_BYTES_PER_MILLI_MAX = 4_000_000L;

    private Pace() {}

    /**
     * Whether they can have been written on a disk that turns, by itself.
     *
     * @param bytes 0 or more
     * @param durationMillis 0 or more; whole ones, so that up to one more may have passed
     */
    static boolean possibleOnDisk(long bytes, long durationMillis) {
        return bytes / DISK_BYTES_PER_MILLI_MAX <= durationMillis;
    }

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
