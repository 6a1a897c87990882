package org.wangchuan.engine.command.tcg;

import java.util.Arrays;
import java.util.HexFormat;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.psid.Psid;

/**
 * What is kept where a PSID may be. The one message that holds it is kept as it was sent, but for the 32 bytes of the PSID, each of which is 2Ah. A PSID has letters and digits
 * alone, so that a masked one is none, and whoever reads a record can tell both that it was this message and that the secret is not in it. An
 * answer, which may hold what was sent, is kept without any word that could be one.
 */
public final class PsidMask {
    /** Call of StartSession on the session manager, up to the number that the host gives the session. */
    private static final int SESSION_TOKEN = ComPacket.HEADERS_BYTES + 1 + 9 + 9 + 1;

    /** Behind that number: the Admin SP, writing, and the name and the length of the challenge. */
    private static final int BEFORE_CHALLENGE = 9 + 1 + 2 + 2;

    /** Messages of this program have a number of four bytes, so that all have one length. */
    private static final int SESSION_BYTES = 4;

    private static final int SESSION_OF_FOUR = 0x84;
    private static final int TINY_MOST = 0x3f;

    private static final int COM_ID = 4;

    private static final int SECURITY_SEND = 0x81;
    private static final int SECURITY_RECEIVE = 0x82;
    private static final int SECURITY_PROTOCOL_IN = 0xa2;
    private static final int SECURITY_PROTOCOL_OUT = 0xb5;
    private static final int BLOCK_BYTES = 12;
    private static final int LONG_BLOCK_BYTES = 16;
    private static final int ATA_PASS_THROUGH_12 = 0xa1;
    private static final int ATA_PASS_THROUGH_16 = 0x85;
    private static final int TRUSTED_RECEIVE = 0x5c;
    private static final int TRUSTED_SEND_DMA = 0x5f;
    private static final HexFormat HEX = HexFormat.of();

    private PsidMask() {}

    static byte[] masked(byte[] message) {
        byte[] out = message.clone();
        int token = Byte.toUnsignedInt(message[SESSION_TOKEN]);
        int challenge = SESSION_TOKEN + 1 + (token <= TINY_MOST ? 0 : token & 0x0f) + BEFORE_CHALLENGE;
        System.arraycopy(Psid.mask(), 0, out, challenge, Psid.CHARACTERS);
        return out;
    }

    /** Whether bytes on record are that message, masked, and nothing else. */
    public static boolean isMasked(byte[] sent) {
        if (sent.length != TcgMessage.BLOCK_BYTES || Byte.toUnsignedInt(sent[SESSION_TOKEN]) != SESSION_OF_FOUR) {
            return false;
        }
        int comId = Byte.toUnsignedInt(sent[COM_ID]) << 8 | Byte.toUnsignedInt(sent[COM_ID + 1]);
        long session = hostSession(sent);
        return comId >= TcgMessage.COM_ID_LEAST
                && session > 0
                && Arrays.equals(sent, TcgMethods.maskedStartAsPsid(comId, session));
    }

    /** The host's number of the session in such a message. */
    public static long hostSession(byte[] sent) {
        long out = 0;
        for (int i = 1; i <= SESSION_BYTES; i++) {
            out = out << 8 | Byte.toUnsignedInt(sent[SESSION_TOKEN + i]);
        }
        return out;
    }

    /**
     * Whether a request is a command of TCG's security protocols, whose answer may be what was sent: Security Send and Receive (NVMe Base 2.0) as
     * {@code struct nvme_passthru_cmd}, SECURITY PROTOCOL OUT and IN (SPC-5), TRUSTED SEND and RECEIVE (ACS-4) in an ATA PASS-THROUGH of any length, of
     * protocol 01h or 02h.
     */
    public static boolean isOfTcg(byte[] request) {
        int opcode = request.length == 0 ? 0 : Byte.toUnsignedInt(request[0]);
        int protocol = switch (request.length) {
            case NvmeRequest.BYTES ->
                opcode == SECURITY_SEND || opcode == SECURITY_RECEIVE
                        ? Byte.toUnsignedInt(request[NvmeRequest.WORD_10_OFFSET + 3])
                        : -1;
            case BLOCK_BYTES ->
                opcode == SECURITY_PROTOCOL_IN || opcode == SECURITY_PROTOCOL_OUT
                        ? Byte.toUnsignedInt(request[1])
                        : opcode == ATA_PASS_THROUGH_12 ? trusted(request[9], request[3]) : -1;
            case LONG_BLOCK_BYTES -> opcode == ATA_PASS_THROUGH_16 ? trusted(request[14], request[4]) : -1;
            default -> -1;
        };
        return protocol == SecurityCommands.TCG || protocol == SecurityCommands.TCG_COM_IDS;
    }

    /** The FEATURE field of those commands, which holds the protocol; of another -1. */
    private static int trusted(byte command, byte feature) {
        return command >= TRUSTED_RECEIVE && command <= TRUSTED_SEND_DMA ? Byte.toUnsignedInt(feature) : -1;
    }

    /**
     * Bytes that came back, without any word that could hold a PSID: each byte of it is 2Ah. Nothing that a standard has there is such a word; what a
     * vendor has is kept no more.
     *
     * @param hex in lower-case hexadecimal
     */
    public static String withoutWords(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        byte mask = Psid.mask()[0];
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || !isCharacter(bytes[i])) {
                if (i - from >= Psid.CHARACTERS) {
                    Arrays.fill(bytes, from, i, mask);
                }
                from = i + 1;
            }
        }
        return HEX.formatHex(bytes);
    }

    /**
     * Whether bytes on record could hold a PSID: as many letters and digits in a row as it has. What is sent to a device otherwise has no words of
     * that length.
     */
    public static boolean mayHoldOne(byte[] bytes) {
        int run = 0;
        for (byte b : bytes) {
            run = isCharacter(b) ? run + 1 : 0;
            if (run >= Psid.CHARACTERS) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCharacter(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }
}
