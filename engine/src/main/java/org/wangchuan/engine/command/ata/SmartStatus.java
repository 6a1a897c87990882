package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/** The answer to SMART RETURN STATUS (ACS-4): the drive leaves the key in the LBA field, or turns it round. */
public final class SmartStatus {
    private static final int SOUND = 0xc24f;
    private static final int FAILING = 0x2cf4;

    private SmartStatus() {}

    /**
     * Whether the drive expects to fail.
     *
     * @throws AnswerException if there are no registers
     */
    public static Told failing(byte[] sense) throws AnswerException {
        AtaRegisters registers = AtaRegisters.parse(sense)
                .orElseThrow(() -> new AnswerException(
                        Code.TYPE, "SMART RETURN STATUS", 0, "an ATA Status Return descriptor", sense.length));
        int key = (int) (registers.address() >>> 8) & 0xffff;
        if (!registers.succeeded() || (key != SOUND && key != FAILING)) {
            return Told.NOT_TOLD;
        }
        return Told.of(key == FAILING);
    }
}
