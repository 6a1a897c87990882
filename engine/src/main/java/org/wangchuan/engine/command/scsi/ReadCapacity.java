package org.wangchuan.engine.command.scsi;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * The answer to READ CAPACITY(16) (SBC-4).
 *
 * @param blocks logical blocks, 1 or more
 * @param blockBytes of each, 512 to 65536
 * @param protectionType 0 for none, otherwise the type, 1 to 8 as far as the field reaches
 * @param thin LBPME: blocks can be unmapped
 * @param unmappedReadsZeros LBPRZ
 */
public record ReadCapacity(long blocks, int blockBytes, int protectionType, boolean thin, boolean unmappedReadsZeros) {
    /** Bytes of the answer. */
    public static final int BYTES = 32;

    private static final int BLOCK_BYTES_MAX = 65_536;

    public static ReadCapacity parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.within("READ CAPACITY(16)", bytes, 12, BYTES);
        long last = data.big64(0);
        data.must(last < Long.MAX_VALUE, Code.VALUE, 0, "an address below the highest", last);
        long blockBytes = data.big32(8);
        data.must(
                blockBytes >= 512 && blockBytes <= BLOCK_BYTES_MAX,
                Code.VALUE,
                8,
                "512 to " + BLOCK_BYTES_MAX + " bytes a block",
                blockBytes);
        data.must(last + 1 <= Long.MAX_VALUE / blockBytes, Code.VALUE, 0, "a capacity below 2^63 bytes", last);
        boolean more = data.has(12, 4);
        int protection = more && data.bit(12, 0) ? data.bits(12, 3, 1) + 1 : 0;
        return new ReadCapacity(
                last + 1, (int) blockBytes, protection, more && data.bit(14, 7), more && data.bit(14, 6));
    }
}
