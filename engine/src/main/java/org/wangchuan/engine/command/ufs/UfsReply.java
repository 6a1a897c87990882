package org.wangchuan.engine.command.ufs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.SanitizeState;

/**
 * The answer to a query (scsi/scsi_bsg_ufs.h, {@code struct ufs_bsg_reply}; JESD220, "QUERY RESPONSE UPIU").
 *
 * @param query that was answered
 * @param response 0 for success, FFh general failure, F6h to FEh why not (JESD220, "Query Response")
 * @param value of the flag or attribute
 */
public record UfsReply(UfsQuery query, int response, long value) {
    /** sizeof(struct ufs_bsg_reply). */
    public static final int BYTES = 40;

    /** Where the UPIU begins, and in it the value. */
    public static final int HEADER_OFFSET = 8;

    public static final int VALUE_OFFSET = 28;

    private static final int QUERY_RESPONSE = 0x36;
    private static final int IDLE = 0;
    private static final int IN_PROGRESS = 1;
    private static final int STOPPED = 2;
    private static final int SUCCESS = 3;
    private static final int QUEUE_NOT_EMPTY = 4;
    private static final int GENERAL_FAILURE = 5;

    /**
     * Reads the answer.
     *
     * @param query that was asked: an answer to another is refused
     * @throws AnswerException also if the kernel says that there is none ({@code result} is not 0)
     */
    public static UfsReply parse(UfsQuery query, byte[] bytes) throws AnswerException {
        AnswerBytes reply = AnswerBytes.exactly("query reply", bytes, BYTES);
        int result = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(0);
        reply.must(result == 0, Code.VALUE, 0, "result 0", result);
        reply.must(
                reply.at(HEADER_OFFSET) == QUERY_RESPONSE, Code.TYPE, HEADER_OFFSET, "a query response", reply.at(8));
        int at = HEADER_OFFSET + 12;
        reply.must(reply.at(at) == query.opcode(), Code.TYPE, at, "opcode " + query.opcode(), reply.at(at));
        reply.must(reply.at(at + 1) == query.id(), Code.TYPE, at + 1, "IDN " + query.id(), reply.at(at + 1));
        return new UfsReply(query, reply.at(HEADER_OFFSET + 6), reply.big32(VALUE_OFFSET));
    }

    /** What the answer to {@link UfsQuery#purgeStatus} says; that to another query says nothing of a purge. */
    public SanitizeState purge() {
        if (response != 0 || !query.equals(UfsQuery.purgeStatus())) {
            return new SanitizeState.NotTold();
        }
        return switch ((int) Math.min(value, Integer.MAX_VALUE)) {
            case IDLE -> new SanitizeState.ResultRead();
            case IN_PROGRESS -> new SanitizeState.Running(SanitizeState.Running.UNKNOWN_PROGRESS);
            case SUCCESS -> new SanitizeState.LastSucceeded();
            case STOPPED, QUEUE_NOT_EMPTY, GENERAL_FAILURE -> new SanitizeState.LastFailed();
            default -> new SanitizeState.NotTold();
        };
    }
}
