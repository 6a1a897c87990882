package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/**
 * One feature descriptor of Level 0 Discovery: a header of four bytes, and data. Offsets are those of the specifications, which count from the
 * header on.
 *
 * @param at where it begins
 * @param length of its data
 */
record Descriptor(AnswerBytes answer, int at, int code, int version, int length) {
    static final int HEADER_BYTES = 4;

    /** The one that begins at {@code at}, if it fits in. */
    static Descriptor at(AnswerBytes answer, int at) throws AnswerException {
        int length = answer.at(at + 3);
        answer.must(
                answer.has(at + HEADER_BYTES, length), Code.LENGTH, at + 3, "a descriptor within the answer", length);
        return new Descriptor(answer, at, answer.big16(at), answer.bits(at + 2, 7, 4), length);
    }

    /** Refuses one that ends before {@code bytes} bytes of data. */
    void least(int bytes) throws AnswerException {
        answer.must(length >= bytes, Code.LENGTH, at + 3, bytes + " bytes or more", length);
    }

    boolean has(int offset, int bytes) {
        return offset + bytes <= HEADER_BYTES + length;
    }

    /** What a bit says, nothing if the descriptor ends before it. */
    Told bit(int offset, int bit) throws AnswerException {
        return has(offset, 1) ? Told.of(answer.bit(at + offset, bit)) : Told.NOT_TOLD;
    }

    int eight(int offset) throws AnswerException {
        return answer.at(at + offset);
    }

    int sixteen(int offset) throws AnswerException {
        return answer.big16(at + offset);
    }

    long thirtyTwo(int offset) throws AnswerException {
        return answer.big32(at + offset);
    }

    long sixtyFour(int offset) throws AnswerException {
        return answer.big64(at + offset);
    }
}
