package org.wangchuan.engine.verdict;

import java.util.Optional;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * The fields of a recorded ATA PASS-THROUGH (16) block (SAT-4).
 *
 * @param protocol 3 no data, 4 PIO data-in, 5 PIO data-out
 * @param extended the fields have their upper halves
 */
record AtaBlock(int protocol, boolean extended, int command, int feature, int count, long address) {
    static final int NON_DATA = 3;
    static final int PIO_IN = 4;
    static final int PIO_OUT = 5;

    private static final int ATA_PASS_THROUGH_16 = 0x85;
    private static final int BYTES = 16;

    /** Empty if it is another command. */
    static Optional<AtaBlock> of(DeviceCommand recorded) {
        byte[] block = DriveAnswer.request(recorded);
        if (block.length != BYTES
                || at(block, 0) != ATA_PASS_THROUGH_16
                || recorded.answer() instanceof DeviceCommand.Told) {
            return Optional.empty();
        }
        boolean extended = (at(block, 1) & 1) != 0;
        int feature = at(block, 4) | (extended ? at(block, 3) << 8 : 0);
        int count = at(block, 6) | (extended ? at(block, 5) << 8 : 0);
        long low = at(block, 8) | at(block, 10) << 8 | (long) at(block, 12) << 16;
        long high = extended ? at(block, 7) | at(block, 9) << 8 | (long) at(block, 11) << 16 : at(block, 13) & 0x0f;
        return Optional.of(
                new AtaBlock(at(block, 1) >>> 1 & 0x0f, extended, at(block, 14), feature, count, low | high << 24));
    }

    private static int at(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
