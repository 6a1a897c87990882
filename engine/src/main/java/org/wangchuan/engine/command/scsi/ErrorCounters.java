package org.wangchuan.engine.command.scsi;

import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/** Error counter log pages: of writing, 02h, and of reading, 03h (SPC-5, "Error counter log pages"). */
public final class ErrorCounters {
    public static final int WRITE = 0x02;
    public static final int READ = 0x03;

    /** Bytes that are asked for: seven parameters of twelve and more. */
    public static final int BYTES = 512;

    private static final int HEAD = 4;
    private static final int TOTAL_UNCORRECTED = 0x0006;
    private static final int VALUE_BYTES_MAX = 8;

    private ErrorCounters() {}

    /**
     * Total uncorrected errors; empty if that is not among the parameters.
     *
     * @param page that was asked for
     * @throws AnswerException if it is another page, or its lengths lie
     */
    public static OptionalLong uncorrected(byte[] bytes, int page) throws AnswerException {
        AnswerBytes all = AnswerBytes.within("error counter log page", bytes, HEAD, BYTES);
        // DS and SPF lie above the code: a page with subpages is another one.
        all.must((all.at(0) & 0x7f) == page, Code.TYPE, 0, "page " + page, all.at(0));
        AnswerBytes log = all.announced(2, HEAD + (long) all.big16(2), HEAD);
        int at = HEAD;
        while (at < log.size()) {
            int length = log.at(at + 3);
            log.must(log.has(at + HEAD, length), Code.LENGTH, at + 3, "a parameter within the page", length);
            if (log.big16(at) == TOTAL_UNCORRECTED) {
                log.must(
                        length >= 1 && length <= VALUE_BYTES_MAX,
                        Code.LENGTH,
                        at + 3,
                        "1 to " + VALUE_BYTES_MAX + " bytes",
                        length);
                return OptionalLong.of(value(log, at + HEAD, length));
            }
            at += HEAD + length;
        }
        return OptionalLong.empty();
    }

    private static long value(AnswerBytes log, int offset, int length) throws AnswerException {
        long out = 0;
        for (int i = 0; i < length; i++) {
            log.must(out < 1L << 45, Code.VALUE, offset, "less than 2^53", length);
            out = out << 8 | log.at(offset + i);
        }
        return out;
    }
}
