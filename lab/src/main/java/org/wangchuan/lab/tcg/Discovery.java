package org.wangchuan.lab.tcg;

import java.nio.ByteBuffer;
import org.wangchuan.lab.drive.EraseCourse;

/** What Level 0 Discovery answers (Core 2.01, "Level 0 Discovery"; features of Opal 2.30 and Pyrite 2.01), which anybody may read. */
final class Discovery {
    private static final int HEADER_BYTES = 48;
    private static final int FEATURE_BYTES = 4;
    private static final int BYTES_MAX = 1024;

    private static final int TPER = 0x0001;
    private static final int LOCKING = 0x0002;
    private static final int OPAL_2 = 0x0203;
    private static final int PYRITE_2 = 0x0303;
    private static final int BLOCK_SID = 0x0402;
    private static final int DATA_REMOVAL = 0x0404;
    /** Of vendors: C000h to FFFFh. */
    private static final int VENDORS = 0xc000;

    private final ByteBuffer page = ByteBuffer.allocate(BYTES_MAX).position(HEADER_BYTES);

    private Discovery() {}

    /**
     * The page.
     *
     * @param echo what the drive tells in a descriptor of its maker's; none if it is empty
     */
    static byte[] page(int comId, Locks locks, EraseCourse.State removal, byte[] echo) {
        Discovery out = new Discovery();
        out.feature(TPER, 1, 12).put((byte) 0x11); // synchronous, streaming
        out.page.position(out.page.position() + 11);
        int locking = 1 | (locks.enabled() ? 2 : 0) | (locks.locked() ? 4 : 0) | (locks.encrypts() ? 8 : 0);
        out.feature(LOCKING, 1, 12).put((byte) locking);
        out.page.position(out.page.position() + 11);
        out.kind(comId, locks.encrypts());
        out.removal(removal, locks.encrypts());
        out.feature(BLOCK_SID, 1, 12)
                .put((byte) (locks.enabled() ? 1 : 0)); // whether SID differs from the one that is printed out
        out.page.position(out.page.position() + 11);
        if (echo.length > 0) {
            out.feature(VENDORS, 1, echo.length).put(echo);
        }
        out.page.putInt(0, out.page.position() - Integer.BYTES);
        out.page.putInt(4, 1); // revision 0.1
        byte[] bytes = new byte[out.page.position()];
        out.page.get(0, bytes);
        return bytes;
    }

    private ByteBuffer feature(int code, int version, int bytes) {
        return page.putShort((short) code).put((byte) (version << 4)).put((byte) bytes);
    }

    /** What it follows: one ComID, and of Opal four administrators and eight users. */
    private void kind(int comId, boolean opal) {
        int from = feature(opal ? OPAL_2 : PYRITE_2, 1, 16).position();
        page.putShort((short) comId).putShort((short) 1);
        if (opal) {
            page.put((byte) 0).putShort((short) 4).putShort((short) 8);
        }
        page.position(from + 16);
    }

    private void removal(EraseCourse.State state, boolean opal) {
        int from = feature(DATA_REMOVAL, 2, 32).position();
        int operation = switch (state.phase()) {
            case RUNNING -> 1;
            case FAILED -> 2;
            case NEVER, SUCCEEDED, GONE, REPLACED -> 0;
        };
        page.put(from + 1, (byte) operation);
        page.put(from + 2, (byte) (opal ? 4 : 1)); // a new key, or overwriting; how long that takes it does not tell
        page.position(from + 32);
    }

    /** How long a descriptor of a maker's may be. */
    static int echoBytesMax() {
        return BYTES_MAX / 4 - FEATURE_BYTES;
    }
}
