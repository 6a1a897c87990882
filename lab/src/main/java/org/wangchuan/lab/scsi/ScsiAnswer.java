package org.wangchuan.lab.scsi;

import java.nio.ByteBuffer;

/**
 * What a logical unit answers to one command.
 *
 * @param status SCSI status: 0 good, 2 check condition, 18h reservation conflict
 * @param data what goes to the host, if anything
 * @param sense sense data of a check condition
 */
@SuppressWarnings("ArrayRecordComponent") // written out at once, and never compared
public record ScsiAnswer(int status, byte[] data, byte[] sense) {
    private static final byte[] NOTHING = {};
    private static final int CHECK_CONDITION = 2;

    static final int NO_SENSE = 0x0;
    static final int RECOVERED = 0x1;
    static final int NOT_READY = 0x2;
    static final int MEDIUM_ERROR = 0x3;
    static final int HARDWARE_ERROR = 0x4;
    static final int ILLEGAL_REQUEST = 0x5;
    static final int DATA_PROTECT = 0x7;
    static final int ABORTED = 0xb;

    static ScsiAnswer good() {
        return new ScsiAnswer(0, NOTHING, NOTHING);
    }

    static ScsiAnswer data(byte[] data) {
        return new ScsiAnswer(0, data, NOTHING);
    }

    static ScsiAnswer check(int key, int code, int qualifier) {
        return new ScsiAnswer(CHECK_CONDITION, NOTHING, sense(key, code, qualifier, -1));
    }

    static ScsiAnswer check(byte[] data, byte[] sense) {
        return new ScsiAnswer(CHECK_CONDITION, data, sense);
    }

    static ScsiAnswer invalidOpcode() {
        return check(ILLEGAL_REQUEST, 0x20, 0);
    }

    static ScsiAnswer invalidField() {
        return check(ILLEGAL_REQUEST, 0x24, 0);
    }

    /** Sense data of the fixed format (SPC-5, 4.4.3), with progress of 65536 in its sense key specific bytes unless that is below zero. */
    static byte[] sense(int key, int code, int qualifier, int progress) {
        ByteBuffer out = ByteBuffer.wrap(new byte[18]);
        out.put(0, (byte) 0x70);
        out.put(2, (byte) key);
        out.put(7, (byte) 10);
        out.put(12, (byte) code);
        out.put(13, (byte) qualifier);
        if (progress >= 0) {
            out.put(15, (byte) 0x80);
            out.putShort(16, (short) Math.min(progress, 0xffff));
        }
        byte[] bytes = new byte[18];
        out.get(0, bytes);
        return bytes;
    }
}
