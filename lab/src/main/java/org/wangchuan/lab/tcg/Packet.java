package org.wangchuan.lab.tcg;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tokens in a data subpacket in a packet in a ComPacket (Core 2.01, "ComPackets, Packets, and Subpackets"), one of each; all numbers are big-endian.
 *
 * @param device number that the device gave the session; 0 outside of one
 * @param host number that the host gave it; 0 outside of one
 */
record Packet(long device, long host, List<Token> tokens) {
    /** The header of a ComPacket. */
    static final int COM_BYTES = 20;

    private static final int PACKET_BYTES = 24;
    private static final int SUBPACKET_BYTES = 12;
    private static final int HEAD_BYTES = COM_BYTES + PACKET_BYTES + SUBPACKET_BYTES;

    Packet {
        tokens = List.copyOf(tokens);
    }

    /** One outside of every session. */
    static Packet unbound(List<Token> tokens) {
        return new Packet(0, 0, tokens);
    }

    private static long unsigned(ByteBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at));
    }

    /** What was sent by a ComID; empty if it is none of these, for another ComID, or longer than it was sent. */
    static Optional<Packet> read(int comId, byte[] bytes) {
        if (bytes.length < HEAD_BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long com = unsigned(in, COM_BYTES - Integer.BYTES);
        long packet = unsigned(in, COM_BYTES + PACKET_BYTES - Integer.BYTES);
        long tokens = unsigned(in, HEAD_BYTES - Integer.BYTES);
        boolean ours = Short.toUnsignedInt(in.getShort(4)) == comId && in.getShort(6) == 0;
        boolean data = in.getShort(HEAD_BYTES - 6) == 0; // the kind of subpacket
        boolean fits =
                com + COM_BYTES <= bytes.length && packet + PACKET_BYTES <= com && tokens + SUBPACKET_BYTES <= packet;
        if (!ours || !data || !fits) {
            return Optional.empty();
        }
        return TokenStream.read(Arrays.copyOfRange(bytes, HEAD_BYTES, HEAD_BYTES + (int) tokens))
                .map(read -> new Packet(unsigned(in, COM_BYTES), unsigned(in, COM_BYTES + 4), read));
    }

    /** What is sent back by a ComID: the subpacket is filled up to whole words of four bytes, which its own length does not count. */
    byte[] written(int comId) {
        byte[] data = TokenStream.write(tokens);
        int filled = (data.length + 3) / 4 * 4;
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + filled);
        out.putShort(4, (short) comId);
        out.putInt(COM_BYTES - Integer.BYTES, PACKET_BYTES + SUBPACKET_BYTES + filled);
        out.putInt(COM_BYTES, (int) device);
        out.putInt(COM_BYTES + 4, (int) host);
        out.putInt(COM_BYTES + PACKET_BYTES - Integer.BYTES, SUBPACKET_BYTES + filled);
        out.putInt(HEAD_BYTES - Integer.BYTES, data.length);
        out.put(HEAD_BYTES, data);
        return out.array();
    }

    /**
     * A ComPacket with nothing in it.
     *
     * @param outstanding bytes that the device has and did not send
     * @param least how many of them it would send at once
     */
    static byte[] nothing(int comId, int outstanding, int least) {
        ByteBuffer out = ByteBuffer.allocate(COM_BYTES);
        out.putShort(4, (short) comId);
        out.putInt(8, outstanding);
        out.putInt(12, least);
        return out.array();
    }
}
