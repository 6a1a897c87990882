package org.wangchuan.engine.command.tcg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.tcg.Token.Mark;

/** Reads a stream of tokens of a device, within its bounds, one after the other. Nothing that it says of a wrong one shows a byte string. Not thread-safe. */
final class TokenReader {
    /** More than any answer here has. */
    private static final int TOKENS_MAX = 1024;

    private static final int NUMBER_BYTES_MAX = 8;

    private final AnswerBytes answer;
    private final List<Placed> tokens;
    private int next;

    private record Placed(int at, Token token) {}

    private TokenReader(AnswerBytes answer, List<Placed> tokens) {
        this.answer = answer;
        this.tokens = tokens;
    }

    /** Of the bytes from {@code from} on, {@code length} of them. */
    static TokenReader of(AnswerBytes answer, int from, int length) throws AnswerException {
        List<Placed> tokens = new ArrayList<>();
        int at = from;
        int end = from + length;
        while (at < end) {
            Atom atom = Atom.at(answer, at);
            answer.must(atom.size() <= end - at, Code.LENGTH, at, "a token within the stream", atom.size());
            answer.must(tokens.size() < TOKENS_MAX, Code.SIZE, at, "at most " + TOKENS_MAX + " tokens", TOKENS_MAX);
            Token token = atom.token(answer);
            if (token != Mark.EMPTY) {
                tokens.add(new Placed(at, token));
            }
            at += atom.size();
        }
        return new TokenReader(answer, List.copyOf(tokens));
    }

    boolean atEnd() {
        return next == tokens.size();
    }

    boolean isNext(Mark mark) {
        return !atEnd() && tokens.get(next).token() == mark;
    }

    void expect(Mark mark) throws AnswerException {
        answer.must(isNext(mark), Code.TYPE, at(), "the token " + mark, tokens.size() - (long) next);
        next++;
    }

    void expectEnd() throws AnswerException {
        answer.must(atEnd(), Code.SIZE, at(), "no further token", tokens.size() - (long) next);
    }

    /** An unsigned number of at most {@code most}. */
    long whole(long most) throws AnswerException {
        int at = at();
        Token token = take();
        long value = token instanceof Token.Whole(long number) ? number : -1;
        answer.must(value >= 0, Code.TYPE, at, "an unsigned number", next);
        answer.must(value <= most, Code.VALUE, at, "at most " + most, value);
        return value;
    }

    byte[] bytes() throws AnswerException {
        int at = at();
        Token token = take();
        answer.must(token instanceof Token.Bytes, Code.TYPE, at, "a string of bytes", next);
        return token instanceof Token.Bytes string ? string.bytes() : new byte[0];
    }

    /** The eight bytes of a UID. */
    long uid() throws AnswerException {
        int at = at();
        byte[] bytes = bytes();
        answer.must(bytes.length == Long.BYTES, Code.LENGTH, at, "a UID of 8 bytes", bytes.length);
        long out = 0;
        for (byte b : bytes) {
            out = out << 8 | Byte.toUnsignedLong(b);
        }
        return out;
    }

    /** Over a list, whatever is in it. */
    void skipList() throws AnswerException {
        expect(Mark.START_LIST);
        int depth = 1;
        while (depth > 0) {
            Token token = take();
            depth += token == Mark.START_LIST ? 1 : token == Mark.END_LIST ? -1 : 0;
        }
    }

    /** Over a name and its value, whatever they are. */
    void skipName() throws AnswerException {
        expect(Mark.START_NAME);
        take();
        if (isNext(Mark.START_LIST)) {
            skipList();
        } else {
            take();
        }
        expect(Mark.END_NAME);
    }

    /** One that goes on from here by itself. */
    TokenReader copy() {
        TokenReader out = new TokenReader(answer, tokens);
        out.next = next;
        return out;
    }

    private Token take() throws AnswerException {
        answer.must(!atEnd(), Code.SIZE, at(), "another token", 0);
        return tokens.get(next++).token();
    }

    /** Where the next token is, or the end. */
    private int at() {
        return atEnd() ? answer.size() : tokens.get(next).at();
    }

    /** Refuses the answer at the next token unless {@code true}. */
    void must(boolean right, Code code, String expected, long found) throws AnswerException {
        answer.must(right, code, at(), expected, found);
    }

    /** How a token begins: how long its header and its data are. */
    private record Atom(int at, int headerBytes, int dataBytes, boolean isBytes, boolean isSigned) {
        int size() {
            return headerBytes + dataBytes;
        }

        static Atom at(AnswerBytes answer, int at) throws AnswerException {
            int first = answer.at(at);
            if ((first & 0x80) == 0) {
                return new Atom(at, 1, 0, false, (first & 0x40) != 0);
            }
            if ((first & 0xc0) == 0x80) {
                return new Atom(at, 1, first & 0x0f, (first & 0x20) != 0, (first & 0x10) != 0);
            }
            if ((first & 0xe0) == 0xc0) {
                int bytes = answer.big16(at) & 0x7ff;
                return new Atom(at, 2, bytes, (first & 0x10) != 0, (first & 0x08) != 0);
            }
            if ((first & 0xfc) == 0xe0) {
                int bytes = (int) answer.big32(at) & 0xff_ffff;
                return new Atom(at, 4, bytes, (first & 0x02) != 0, (first & 0x01) != 0);
            }
            answer.must(Mark.of(first).isPresent(), Code.VALUE, at, "a token that there is", first);
            return new Atom(at, 1, 0, false, false);
        }

        Token token(AnswerBytes answer) throws AnswerException {
            int first = answer.at(at);
            Optional<Mark> mark = Mark.of(first);
            if (mark.isPresent()) {
                return mark.get();
            }
            if (headerBytes == 1 && dataBytes == 0 && (first & 0x80) == 0) {
                int value = first & 0x3f;
                return isSigned ? new Token.Signed(((byte) (value << 2)) >> 2) : new Token.Whole(value);
            }
            if (isBytes) {
                answer.must(!isSigned, Code.VALUE, at, "a byte string that is not continued", first);
                return new Token.Bytes(answer.copy(at + headerBytes, dataBytes));
            }
            answer.must(
                    dataBytes >= 1 && dataBytes <= NUMBER_BYTES_MAX,
                    Code.LENGTH,
                    at,
                    "a number of 1 to 8 bytes",
                    dataBytes);
            long value = isSigned && answer.copy(at + headerBytes, 1)[0] < 0 ? -1 : 0;
            for (byte b : answer.copy(at + headerBytes, dataBytes)) {
                value = value << 8 | Byte.toUnsignedLong(b);
            }
            answer.must(isSigned || value >= 0, Code.VALUE, at, "at most 2^63 - 1", value);
            return isSigned ? new Token.Signed(value) : new Token.Whole(value);
        }
    }
}
