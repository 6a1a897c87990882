package org.wangchuan.engine.command;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.wangchuan.engine.command.nvme.NvmeRequest;

/**
 * What may go to a drive by its security protocols to revert it: Properties, StartSession as PSID on the Admin SP, Revert of that, the end of a session, and
 * STACK_RESET. Written down from the bytes, not from what builds them: nothing that activates, sets, or reverts otherwise is among them.
 */
final class TcgSends {
    private static final HexFormat HEX = HexFormat.of();

    private static final String SUCCESS_EXPECTED = "f9f0000000f1";
    private static final String SESSION_MANAGER = "f8a800000000000000ff";
    private static final String ADMIN_SP = "a80000020500000001";
    private static final String LETTER_OR_DIGIT = "(3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])";

    private static final String PROPERTIES =
            SESSION_MANAGER + "a8000000000000ff01f0f200f0(f2([0-9a-f]{2}){1,40}f3)*f1f3f1" + SUCCESS_EXPECTED;
    private static final String START = SESSION_MANAGER + "a8000000000000ff02f084[0-9a-f]{8}" + ADMIN_SP + "01f200d020"
            + LETTER_OR_DIGIT + "{32}f3f203a8000000090001ff01f3f1" + SUCCESS_EXPECTED;
    private static final String REVERT = "f8" + ADMIN_SP + "a80000000600000202f0f1" + SUCCESS_EXPECTED;

    /** Outside of a session no numbers of one; in it both. */
    private static final Pattern MESSAGE = Pattern.compile(
            "0{8}(?<com>[0-9a-f]{4})0{20}[0-9a-f]{8}" // ComPacket
                    + "((0{16}|(?<in>[0-9a-f]{16}))0{24}[0-9a-f]{8})" // Packet
                    + "0{16}[0-9a-f]{8}" // Subpacket
                    + "(?<tokens>.*)");

    private static final Pattern OUTSIDE = Pattern.compile("(" + PROPERTIES + "|" + START + ")(00)*");
    private static final Pattern WITHIN = Pattern.compile("(" + REVERT + "|fa)(00)*");
    private static final Pattern RESET = Pattern.compile("(?<com>[0-9a-f]{4})000000000002(00)*");

    private static final int BLOCK_BYTES = 512;
    private static final int READ_BYTES = 2048;
    private static final int COM_ID_LEAST = 6;

    private TcgSends() {}

    /** Of a block whose operation and protocol are right. */
    static boolean scsi(byte[] block, byte[] sent) {
        if (block[0] == (byte) 0x85) {
            return trusted(block, sent);
        }
        boolean sends = block[0] == (byte) 0xb5;
        int length = ByteBuffer.wrap(block).getInt(6) * (block[4] == 0 ? 1 : BLOCK_BYTES);
        int comId = Byte.toUnsignedInt(block[2]) << 8 | Byte.toUnsignedInt(block[3]);
        return sends
                ? length == BLOCK_BYTES && says(block[1], comId, sent)
                : length == READ_BYTES && comId >= COM_ID_LEAST && sent.length == 0;
    }

    /** FEATURE holds the protocol, LBA 23:8 the ComID; how many blocks is right by then. */
    private static boolean trusted(byte[] block, byte[] sent) {
        int comId = Byte.toUnsignedInt(block[12]) << 8 | Byte.toUnsignedInt(block[10]);
        return block[14] == 0x5e ? says(block[4], comId, sent) : comId >= COM_ID_LEAST && sent.length == 0;
    }

    /** Of a structure whose opcode and dword 10 are right. */
    static boolean nvme(byte[] structure, byte[] sent) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        int word10 = in.getInt(NvmeRequest.WORD_10_OFFSET);
        int comId = word10 >>> 8 & 0xffff;
        int length = in.getInt(NvmeRequest.DATA_LENGTH_OFFSET);
        boolean plain = in.getInt(NvmeRequest.NAMESPACE_OFFSET) == 0
                && length == in.getInt(NvmeRequest.WORD_10_OFFSET + 4)
                && blank(structure, 2, NvmeRequest.NAMESPACE_OFFSET)
                && blank(structure, NvmeRequest.NAMESPACE_OFFSET + 4, NvmeRequest.DATA_LENGTH_OFFSET)
                && blank(structure, NvmeRequest.WORD_10_OFFSET + 8, NvmeRequest.TIMEOUT_OFFSET)
                && blank(structure, NvmeRequest.RESULT_OFFSET, NvmeRequest.BYTES);
        return plain
                && (structure[0] == (byte) 0x81
                        ? length == sent.length && says(word10 >>> 24, comId, sent)
                        : length == READ_BYTES && comId >= COM_ID_LEAST && sent.length == 0);
    }

    private static boolean says(int protocol, int comId, byte[] sent) {
        if (sent.length != BLOCK_BYTES || comId < COM_ID_LEAST) {
            return false;
        }
        String hex = HEX.formatHex(sent);
        String named = HEX.toHexDigits((short) comId);
        if (protocol == 2) {
            var reset = RESET.matcher(hex);
            return reset.matches() && named.equals(reset.group("com"));
        }
        var message = MESSAGE.matcher(hex);
        return protocol == 1
                && message.matches()
                && named.equals(message.group("com"))
                && (message.group("in") == null ? OUTSIDE : WITHIN)
                        .matcher(message.group("tokens"))
                        .matches();
    }

    private static boolean blank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
