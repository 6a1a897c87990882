package org.wangchuan.lab.scsi;

import java.io.IOException;

/** A made drive that answers SCSI commands, one at a time. */
public interface LogicalUnit extends AutoCloseable {
    /** What becomes of a drive that does not stay where it is. */
    enum Presence {
        HERE,
        GONE,
        /** There, and without an answer for ever. */
        SILENT,
        ANOTHER
    }

    /**
     * Carries one command out.
     *
     * @param descriptor the command descriptor block, 6 to 16 bytes
     * @param data as many bytes as the host has set aside: what it sends, where it sends something
     */
    ScsiAnswer execute(byte[] descriptor, byte[] data) throws IOException;

    /** Whether it is still there; time passes by asking. */
    Presence presence() throws IOException;

    /** How often it took Revert of TCG storage. */
    default int reverts() {
        return 0;
    }

    /** How its Security feature set (ATA) stands: {@code open}, or words of {@code password}, {@code locked}, {@code frozen}; empty of one that has none. */
    default String security() {
        return "";
    }

    @Override
    void close() throws IOException;
}
