package org.wangchuan.engine.command.tcg;

import java.nio.ByteBuffer;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * STACK_RESET by protocol 02h (Core Specification 2.01, "ComID management"): sessions of a ComID that somebody left open end, and nothing else is
 * changed.
 */
public final class StackReset {
    private static final int REQUEST = 2;
    private static final int REQUEST_BYTES = 8;
    private static final int DATA_LENGTH = 10;
    private static final int DATA = 12;
    private static final int DATA_BYTES = 4;
    private static final long SUCCESS = 0;

    /** What came of it. */
    public enum Outcome {
        RESET,
        FAILED,
        /** Ask again. */
        PENDING
    }

    private StackReset() {}

    /** Of the ComID that is named. */
    public static TcgMessage message(int comId) {
        byte[] bytes = ByteBuffer.allocate(REQUEST_BYTES)
                .putShort(0, (short) comId)
                .putInt(4, REQUEST)
                .array();
        return TcgMessage.of("STACK_RESET", SecurityCommands.TCG_COM_IDS, comId, false, bytes);
    }

    /** What protocol 02h answers for the ComID. */
    public static Outcome parse(int comId, byte[] bytes) throws AnswerException {
        AnswerBytes answer = AnswerBytes.within("STACK_RESET", bytes, DATA, TcgMessage.BYTES_MAX);
        answer.must(answer.big16(0) == comId, Code.TYPE, 0, "ComID " + comId, answer.big16(0));
        answer.must(answer.big32(4) == REQUEST, Code.TYPE, 4, "request 2", answer.big32(4));
        int length = answer.big16(DATA_LENGTH);
        if (length == 0) {
            return Outcome.PENDING;
        }
        answer.must(length == DATA_BYTES, Code.LENGTH, DATA_LENGTH, "0 or 4 bytes", length);
        return answer.big32(DATA) == SUCCESS ? Outcome.RESET : Outcome.FAILED;
    }
}
