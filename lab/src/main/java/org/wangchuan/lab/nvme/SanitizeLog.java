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

    private static final int SUCCEEDED = 1;

    /** All user data were deallocated, though the order had it otherwise. */
    private static final int SUCCEEDED_DEALLOCATED = 4;

    /** NDAS of the order, Command Dword 10. */
    private static final int NO_DEALLOCATE = 1 << 9;

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
     * @param deallocates whether it deallocates all, also where its order has it otherwise
     */
    static byte[] page(EraseCourse.State state, boolean written, boolean purged, boolean deallocates) {
        ByteBuffer page = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int end = deallocates && (state.order() & NO_DEALLOCATE) != 0 ? SUCCEEDED_DEALLOCATED : SUCCEEDED;
        int status = switch (state.phase()) {
            case NEVER -> 0;
            case SUCCEEDED -> written ? end : GLOBAL_DATA_ERASED | end;
            case REPLACED -> GLOBAL_DATA_ERASED | end;
            case RUNNING -> 2;
            case FAILED, GONE -> 3;
        };
        boolean running = state.phase() == EraseCourse.Phase.RUNNING;
        page.putShort(0, (short) (running ? Math.min(WHOLE, (int) (state.part() * (WHOLE + 1))) : WHOLE));
        boolean success = (status & 7) == end;
        page.putShort(2, (short) (success && purged ? status | PURGED : status));
        page.putInt(4, (int) state.order());
        for (int at = 8; at < 32; at += 4) {
            page.putInt(at, NO_TIME);
        }
        return page.array();
    }
}
