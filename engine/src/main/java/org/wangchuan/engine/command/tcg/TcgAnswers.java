package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.tcg.Token.Mark;

/**
 * Reads what a device answers to {@link TcgMethods}, by what was asked. An answer for another ComID or another session, or to something else, is
 * refused: it is not the answer.
 */
public final class TcgAnswers {

    /** The method was carried out. Of Revert: begun at least; the device may still be at it ({@link DataRemoval#running}). */
    public record Carried() {}

    /** Reads what a call outside of sessions answers with. */
    @FunctionalInterface
    private interface Parameters<T> {
        T read(TokenReader tokens) throws AnswerException;
    }

    @FunctionalInterface
    private interface Reading<T> {
        TcgAnswer<T> read(SessionNumbers of, TokenReader tokens) throws AnswerException;
    }

    private record Status(MethodStatus word, int code) {}

    private TcgAnswers() {}

    /** The answer to Properties. */
    public static TcgAnswer<TperProperties> properties(int comId, byte[] bytes) throws AnswerException {
        return called(comId, bytes, Uid.PROPERTIES, TperProperties::parse);
    }

    /**
     * The answer to StartSession, which is a call of SyncSession.
     *
     * @param hostSession the number that was asked for
     */
    public static TcgAnswer<SessionNumbers> started(int comId, long hostSession, byte[] bytes) throws AnswerException {
        return called(comId, bytes, Uid.SYNC_SESSION, tokens -> {
            tokens.expect(Mark.START_LIST);
            long host = tokens.whole(SessionNumbers.MOST);
            tokens.must(host == hostSession, Code.VALUE, "session " + hostSession, host);
            long device = tokens.whole(SessionNumbers.MOST);
            tokens.must(device != 0, Code.VALUE, "a number of the device's", device);
            while (tokens.isNext(Mark.START_NAME)) {
                tokens.skipName();
            }
            tokens.expect(Mark.END_LIST);
            return new SessionNumbers(device, host);
        });
    }

    /** The answer to Revert or RevertSP, which tell nothing but their status. */
    public static TcgAnswer<Carried> carried(int comId, SessionNumbers session, byte[] bytes) throws AnswerException {
        return read(comId, bytes, (of, tokens) -> {
            if (ended(of, session, tokens)) {
                return new TcgAnswer.Ended<>();
            }
            belongs(of, session, tokens);
            tokens.expect(Mark.START_LIST);
            tokens.expect(Mark.END_LIST);
            Status status = status(tokens);
            return status.word() == MethodStatus.SUCCESS
                    ? new TcgAnswer.Done<>(new Carried())
                    : new TcgAnswer.Refused<>(status.word(), status.code());
        });
    }

    /** The answer to the end of a session. */
    public static TcgAnswer<Carried> sessionEnded(int comId, SessionNumbers session, byte[] bytes)
            throws AnswerException {
        return read(comId, bytes, (of, tokens) -> {
            tokens.must(ended(of, session, tokens), Code.TYPE, "the end of the session", 0);
            return new TcgAnswer.Ended<>();
        });
    }

    /** A call of the session manager that answers one to it. If its status is no success, its parameters say nothing. */
    private static <T> TcgAnswer<T> called(int comId, byte[] bytes, long method, Parameters<T> parameters)
            throws AnswerException {
        return read(comId, bytes, (of, tokens) -> {
            belongs(of, SessionNumbers.NONE, tokens);
            head(tokens, method);
            TokenReader beyond = tokens.copy();
            beyond.skipList();
            Status status = status(beyond);
            return status.word() == MethodStatus.SUCCESS
                    ? new TcgAnswer.Done<>(parameters.read(tokens))
                    : new TcgAnswer.Refused<>(status.word(), status.code());
        });
    }

    private static <T> TcgAnswer<T> read(int comId, byte[] bytes, Reading<T> reading) throws AnswerException {
        return switch (ComPacket.unwrap(comId, bytes)) {
            case Delivery.Message(SessionNumbers of, TokenReader tokens) -> reading.read(of, tokens);
            case Delivery.NotYet _ -> new TcgAnswer.NotYet<>();
            case Delivery.Nothing _ -> new TcgAnswer.Nothing<>();
            case Delivery.TooLong(long least) -> new TcgAnswer.TooLong<>(least);
        };
    }

    private static void head(TokenReader tokens, long method) throws AnswerException {
        tokens.expect(Mark.CALL);
        long object = tokens.uid();
        tokens.must(object == Uid.SESSION_MANAGER, Code.TYPE, "the session manager", object);
        long called = tokens.uid();
        tokens.must(called == method, Code.TYPE, "method " + Long.toHexString(method), called);
    }

    private static void belongs(SessionNumbers found, SessionNumbers expected, TokenReader tokens)
            throws AnswerException {
        tokens.must(found.equals(expected), Code.TYPE, "session " + expected.device(), found.device());
    }

    /** Whether this says that the session is over: a token of the session, or a call of CloseSession outside of it. */
    private static boolean ended(SessionNumbers found, SessionNumbers session, TokenReader tokens)
            throws AnswerException {
        if (tokens.isNext(Mark.END_OF_SESSION)) {
            belongs(found, session, tokens);
            tokens.expect(Mark.END_OF_SESSION);
            tokens.expectEnd();
            return true;
        }
        if (!tokens.isNext(Mark.CALL)) {
            return false;
        }
        belongs(found, SessionNumbers.NONE, tokens);
        head(tokens, Uid.CLOSE_SESSION);
        tokens.expect(Mark.START_LIST);
        long host = tokens.whole(SessionNumbers.MOST);
        long device = tokens.whole(SessionNumbers.MOST);
        tokens.must(new SessionNumbers(device, host).equals(session), Code.TYPE, "session " + session.device(), device);
        tokens.expect(Mark.END_LIST);
        status(tokens);
        return true;
    }

    /** Three numbers, of which the first counts (Core Specification, "Method Status"). */
    private static Status status(TokenReader tokens) throws AnswerException {
        tokens.expect(Mark.END_OF_DATA);
        tokens.expect(Mark.START_LIST);
        int code = (int) tokens.whole(MethodStatus.CODE_MOST);
        tokens.whole(Long.MAX_VALUE);
        tokens.whole(Long.MAX_VALUE);
        tokens.expect(Mark.END_LIST);
        tokens.expectEnd();
        return new Status(MethodStatus.of(code), code);
    }
}
