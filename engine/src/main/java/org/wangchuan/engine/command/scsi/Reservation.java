package org.wangchuan.engine.command.scsi;

import java.util.Optional;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * Who holds a device (PERSISTENT RESERVE IN, READ RESERVATION; SPC-5).
 *
 * @param key in lower-case hexadecimal, empty if all of its bits are zero
 * @param type 1 write exclusive, 3 exclusive access, 5 to 8 those of registrants
 */
public record Reservation(Optional<String> key, int type) {
    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int ANSWER_BYTES_MAX = 8192;

    /**
     * Empty if nobody does. A buffer that nobody wrote to reads the same: who asks has to know that 8 bytes came.
     */
    public static Optional<Reservation> parse(byte[] bytes) throws AnswerException {
        AnswerBytes all = AnswerBytes.within("PERSISTENT RESERVE IN", bytes, HEADER_BYTES, ANSWER_BYTES_MAX);
        long length = all.big32(4);
        all.must(length == 0 || length == DESCRIPTOR_BYTES, Code.LENGTH, 4, "0 or 16 bytes", length);
        if (length == 0) {
            return Optional.empty();
        }
        AnswerBytes data = all.announced(4, HEADER_BYTES + length, HEADER_BYTES + DESCRIPTOR_BYTES);
        return Optional.of(new Reservation(data.identifier(8, 8), data.bits(21, 3, 0)));
    }
}
