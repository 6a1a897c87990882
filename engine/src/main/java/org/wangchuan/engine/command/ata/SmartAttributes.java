package org.wangchuan.engine.command.ata;

import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * The answer to SMART READ DATA (ACS-3). What its first 362 bytes hold is each maker's own; that they are thirty attributes of twelve bytes, and which
 * number stands for what, is what makers have done since SFF-8035i, and what smartmontools reads. No standard vouches for it.
 *
 * @param reallocated attribute 5, sectors that were replaced
 * @param pending attribute 197, sectors that wait for that
 * @param uncorrectable attribute 198, sectors that could not be read when the drive looked for itself
 */
public record SmartAttributes(OptionalLong reallocated, OptionalLong pending, OptionalLong uncorrectable) {
    private static final int ATTRIBUTES = 30;
    private static final int FIRST = 2;
    private static final int BYTES = 12;
    private static final int RAW = 5;
    private static final int REALLOCATED = 5;
    private static final int PENDING = 197;
    private static final int UNCORRECTABLE = 198;

    /** Reads them; 512 bytes that add up to 0. */
    public static SmartAttributes parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("SMART READ DATA", bytes, AtaPassThrough.BLOCK_BYTES);
        data.must(!data.blank(), Code.TYPE, 0, "anything but zeros", 0);
        int sum = 0;
        for (byte b : bytes) {
            sum += b;
        }
        data.must((sum & 0xff) == 0, Code.CHECKSUM, 511, "a sum of 0", sum & 0xff);
        return new SmartAttributes(raw(data, REALLOCATED), raw(data, PENDING), raw(data, UNCORRECTABLE));
    }

    /** Some makers put other numbers into the upper words: then nothing is known. */
    private static OptionalLong raw(AnswerBytes data, int id) throws AnswerException {
        OptionalLong out = OptionalLong.empty();
        for (int i = 0; i < ATTRIBUTES; i++) {
            int at = FIRST + BYTES * i;
            if (data.at(at) == id) {
                boolean plain = data.little16(at + RAW + 2) == 0 && data.little16(at + RAW + 4) == 0;
                if (!plain || out.isPresent()) {
                    return OptionalLong.empty();
                }
                out = OptionalLong.of(data.little16(at + RAW));
            }
        }
        return out;
    }
}
