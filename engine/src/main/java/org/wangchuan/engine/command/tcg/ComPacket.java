package org.wangchuan.engine.command.tcg;

import java.nio.ByteBuffer;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * A ComPacket with one Packet with one Subpacket in it, which is all that each device takes (Core Specification 2.01, "ComPackets, Packets &
 * Subpackets"). Numbers have their most significant byte first.
 */
final class ComPacket {
    private static final int COM_PACKET_BYTES = 20;
    private static final int PACKET_BYTES = 24;
    private static final int SUBPACKET_BYTES = 12;
    static final int HEADERS_BYTES = COM_PACKET_BYTES + PACKET_BYTES + SUBPACKET_BYTES;

    private static final int ALIGNMENT = 4;
    private static final int COM_ID = 4;
    private static final int EXTENSION = 6;
    private static final int OUTSTANDING = 8;
    private static final int MIN_TRANSFER = 12;
    private static final int LENGTH = 16;
    private static final int TPER_SESSION = COM_PACKET_BYTES;
    private static final int HOST_SESSION = COM_PACKET_BYTES + 4;
    private static final int PACKET_LENGTH = COM_PACKET_BYTES + 20;
    private static final int KIND = COM_PACKET_BYTES + PACKET_BYTES + 6;
    private static final int SUBPACKET_LENGTH = COM_PACKET_BYTES + PACKET_BYTES + 8;
    private static final int KIND_DATA = 0;

    private ComPacket() {}

    /** Puts tokens into the packets. */
    static byte[] wrap(int comId, SessionNumbers session, byte[] tokens) {
        int padded = (tokens.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer out = ByteBuffer.allocate(HEADERS_BYTES + padded);
        out.putShort(COM_ID, (short) comId);
        out.putInt(LENGTH, PACKET_BYTES + SUBPACKET_BYTES + padded);
        out.putInt(TPER_SESSION, (int) session.device());
        out.putInt(HOST_SESSION, (int) session.host());
        out.putInt(PACKET_LENGTH, SUBPACKET_BYTES + padded);
        out.putInt(SUBPACKET_LENGTH, tokens.length);
        out.position(HEADERS_BYTES).put(tokens);
        return out.array();
    }

    /**
     * What came back for a ComID.
     *
     * @throws AnswerException also if it is for another ComID
     */
    static Delivery unwrap(int comId, byte[] bytes) throws AnswerException {
        AnswerBytes answer = AnswerBytes.within("ComPacket", bytes, COM_PACKET_BYTES, TcgMessage.BYTES_MAX);
        answer.must(answer.big16(COM_ID) == comId, Code.TYPE, COM_ID, "ComID " + comId, answer.big16(COM_ID));
        answer.must(answer.big16(EXTENSION) == 0, Code.VALUE, EXTENSION, "no extension", answer.big16(EXTENSION));
        long outstanding = answer.big32(OUTSTANDING);
        long length = answer.big32(LENGTH);
        if (length == 0) {
            long least = answer.big32(MIN_TRANSFER);
            return outstanding == 0
                    ? new Delivery.Nothing()
                    : least == 0 ? new Delivery.NotYet() : new Delivery.TooLong(least);
        }
        long most = answer.size() - (long) COM_PACKET_BYTES;
        answer.must(
                length >= PACKET_BYTES + SUBPACKET_BYTES && length <= most,
                Code.LENGTH,
                LENGTH,
                "36 to " + most,
                length);
        answer.must(outstanding == 0, Code.VALUE, OUTSTANDING, "nothing outstanding", outstanding);
        long packet = answer.big32(PACKET_LENGTH);
        answer.must(packet == length - PACKET_BYTES, Code.LENGTH, PACKET_LENGTH, "the only packet", packet);
        answer.must(answer.big16(KIND) == KIND_DATA, Code.TYPE, KIND, "a data subpacket", answer.big16(KIND));
        long data = answer.big32(SUBPACKET_LENGTH);
        long room = packet - SUBPACKET_BYTES;
        answer.must(data <= room && room - data < ALIGNMENT, Code.LENGTH, SUBPACKET_LENGTH, "the only subpacket", data);
        return new Delivery.Message(
                new SessionNumbers(answer.big32(TPER_SESSION), answer.big32(HOST_SESSION)),
                TokenReader.of(answer, HEADERS_BYTES, (int) data));
    }
}
