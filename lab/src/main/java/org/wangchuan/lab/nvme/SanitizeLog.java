package org.wangchuan.lab.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.lab.drive.EraseCourse;

/** The Sanitize Status log page, 81h (NVMe Base 2.0, figure 257). */
final class SanitizeLog {
    private static final int BYTES = 512;
    private static final int WHOLE = 0xffff;
    /** No block was written since the last sanitize that ended well. */
    private static final int GLOBAL_DATA_ERASED = 0x100;

    /** The media were purged. SSTAT bit 11: by a program that reads it, not by the standard. */
    private static final int PURGED = 1 << 11;

    /** No time is told. */
    private static final int NO_TIME = 0xffff_ffff;

    private SanitizeLog() {}

    /**
     * The page.
     *
     * @param written whether anything was written since it was erased
     * @param purged whether a success is told to have purged
     */
    static byte[] page(EraseCourse.State state, boolean written, boolean purged) {
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int status = switch (state.phase()) {
            case NEVER -> 0;
            case SUCCEEDED -> written ? 0x001 : GLOBAL_DATA_ERASED | 0x001;
            case REPLACED -> GLOBAL_DATA_ERASED | 0x001;
            case RUNNING -> 2;
            case FAILED, GONE -> 3;
        };
        boolean running = state.phase() == EraseCourse.Phase.RUNNING;
        page.putShort(0, (short) (running ? Math.min(WHOLE, (int) (state.part() * (WHOLE + 1))) : WHOLE));
        boolean success = (status & 7) == 1;
        page.putShort(2, (short) (success && purged ? status | PURGED : status));
        page.putInt(4, (int) state.order());
        for (int at = 8; at < 32; at += 4) {
            page.putInt(at, NO_TIME);
        }
        return page.array();
    }
}
