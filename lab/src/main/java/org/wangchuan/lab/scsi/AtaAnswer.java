package org.wangchuan.lab.scsi;

/**
 * The registers after an ATA command, and what it read.
 *
 * @param status STATUS: 50h ready, 51h with an error
 * @param error ERROR: 04h aborted, 10h ID not found
 */
@SuppressWarnings("ArrayRecordComponent") // written out at once, and never compared
record AtaAnswer(int status, int error, int count, long lba, byte[] data) {
    private static final byte[] NOTHING = {};

    static AtaAnswer done() {
        return new AtaAnswer(0x50, 0, 0, 0, NOTHING);
    }

    static AtaAnswer data(byte[] data) {
        return new AtaAnswer(0x50, 0, 0, 0, data);
    }

    static AtaAnswer registers(int count, long lba) {
        return new AtaAnswer(0x50, 0, count, lba, NOTHING);
    }

    static AtaAnswer aborted() {
        return aborted(0);
    }

    static AtaAnswer aborted(long lba) {
        return new AtaAnswer(0x51, 0x04, 0, lba, NOTHING);
    }

    /** There is no such address. */
    static AtaAnswer notFound() {
        return new AtaAnswer(0x51, 0x10, 0, 0, NOTHING);
    }

    boolean failed() {
        return (status & 1) != 0;
    }

    /** As sense data with the ATA Status Return descriptor (SAT-4, 12.2.2.6). */
    byte[] sense() {
        byte[] out = new byte[22];
        out[0] = 0x72;
        out[1] = (byte) (failed() ? ScsiAnswer.ABORTED : ScsiAnswer.RECOVERED);
        out[2] = 0;
        out[3] = (byte) (failed() ? 0 : 0x1d); // ATA PASS THROUGH INFORMATION AVAILABLE
        out[7] = 14;
        out[8] = 0x09;
        out[9] = 12;
        out[10] = 1; // EXTEND
        out[11] = (byte) error;
        out[12] = (byte) (count >>> 8);
        out[13] = (byte) count;
        out[14] = (byte) (lba >>> 24);
        out[15] = (byte) lba;
        out[16] = (byte) (lba >>> 32);
        out[17] = (byte) (lba >>> 8);
        out[18] = (byte) (lba >>> 40);
        out[19] = (byte) (lba >>> 16);
        out[20] = 0x40;
        out[21] = (byte) status;
        return out;
    }
}
