package org.wangchuan.lab.scsi;

import java.util.Optional;

/**
 * An ATA command as it comes in an ATA PASS-THROUGH (SAT-4, 13.2): its registers as they are put together from the bytes.
 *
 * @param feature FEATURE, 16 bits
 * @param count COUNT, 16 bits
 * @param lba LBA, 48 bits
 * @param opcode COMMAND
 * @param condition whether the registers are wanted back whatever comes of it (CK_COND)
 */
record AtaCommand(int feature, int count, long lba, int opcode, boolean condition) {
    static Optional<AtaCommand> of(byte[] descriptor) {
        int[] b = new int[descriptor.length];
        for (int at = 0; at < b.length; at++) {
            b[at] = Byte.toUnsignedInt(descriptor[at]);
        }
        boolean condition = (b[2] & 0x20) != 0;
        if (b[0] == 0xa1) {
            long lba = b[5] | (b[6] << 8) | (b[7] << 16) | ((long) (b[8] & 0xf) << 24);
            return Optional.of(new AtaCommand(b[3], b[4], lba, b[9], condition));
        }
        if (b[0] != 0x85) {
            return Optional.empty();
        }
        boolean extend = (b[1] & 1) != 0;
        long low = b[8] | ((long) b[10] << 8) | ((long) b[12] << 16);
        if (!extend) {
            return Optional.of(new AtaCommand(b[4], b[6], low | ((long) (b[13] & 0xf) << 24), b[14], condition));
        }
        long lba = low | ((long) b[7] << 24) | ((long) b[9] << 32) | ((long) b[11] << 40);
        return Optional.of(new AtaCommand((b[3] << 8) | b[4], (b[5] << 8) | b[6], lba, b[14], condition));
    }
}
