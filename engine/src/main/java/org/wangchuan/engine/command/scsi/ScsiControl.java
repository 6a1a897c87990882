package org.wangchuan.engine.command.scsi;

/** SCSI commands that change how a device behaves, but none of its data. */
public final class ScsiControl {
    private static final int MODE_SELECT_10 = 0x55;
    private static final int PAGE_FORMAT = 1 << 4;
    private static final int SAVE_PAGES = 1;
    private static final int HEADER_BYTES = 8;
    private static final int PAGE_BYTES_MAX = 1024;

    private static final int PERSISTENT_RESERVE_OUT = 0x5f;
    private static final int REGISTER = 0x00;
    private static final int CLEAR = 0x03;
    private static final int PARAMETER_BYTES = 24;

    private ScsiControl() {}

    /**
     * MODE SELECT(10) of one page, without block descriptors (SPC-5).
     *
     * @param page as MODE SENSE told it: code, length, content; its PS bit is cleared, as the standard demands
     * @param save over power cycles
     */
    public static ScsiRequest modeSelect(byte[] page, boolean save) {
        if (page.length < 2 || page.length > PAGE_BYTES_MAX) {
            throw new IllegalArgumentException("a page of 2 to 1024 bytes");
        }
        byte[] data = new byte[HEADER_BYTES + page.length];
        System.arraycopy(page, 0, data, HEADER_BYTES, page.length);
        data[HEADER_BYTES] &= 0x7f;
        byte[] block = new byte[10];
        block[0] = MODE_SELECT_10;
        block[1] = (byte) (PAGE_FORMAT | (save ? SAVE_PAGES : 0));
        block[7] = (byte) (data.length >>> 8);
        block[8] = (byte) data.length;
        return ScsiRequest.sending("MODE SELECT(10)", block, data);
    }

    /** PERSISTENT RESERVE OUT, REGISTER of a key of this host's (SPC-5). */
    public static ScsiRequest register(long key) {
        return reserveOut("REGISTER", REGISTER, 0, key);
    }

    /** PERSISTENT RESERVE OUT, CLEAR: takes away everybody's keys and reservations; ours has to be registered. */
    public static ScsiRequest clearReservations(long key) {
        return reserveOut("CLEAR", CLEAR, key, 0);
    }

    private static ScsiRequest reserveOut(String name, int serviceAction, long key, long serviceActionKey) {
        byte[] block = new byte[10];
        block[0] = PERSISTENT_RESERVE_OUT;
        block[1] = (byte) serviceAction;
        block[8] = PARAMETER_BYTES;
        byte[] data = new byte[PARAMETER_BYTES];
        for (int i = 0; i < 8; i++) {
            data[i] = (byte) (key >>> (56 - 8 * i));
            data[8 + i] = (byte) (serviceActionKey >>> (56 - 8 * i));
        }
        return ScsiRequest.sending("PERSISTENT RESERVE OUT " + name, block, data);
    }
}
