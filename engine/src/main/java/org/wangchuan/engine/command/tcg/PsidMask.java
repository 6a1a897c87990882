package org.wangchuan.engine.command.tcg;

import java.util.Arrays;
import org.wangchuan.engine.psid.Psid;

/**
 * How the one message that holds a PSID is kept: as it was sent, but for the 32 bytes of the PSID, each of which is 2Ah. A PSID has letters and digits
 * alone, so that a masked one is none, and whoever reads a record can tell both that it was this message and that the secret is not in it.
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
     * Whether bytes on record could hold a PSID: as many letters and digits in a row as it has. What is sent to a device otherwise has no words of
     * that length.
     */
    public static boolean mayHoldOne(byte[] bytes) {
        int run = 0;
        for (byte b : bytes) {
            boolean character = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            run = character ? run + 1 : 0;
            if (run >= Psid.CHARACTERS) {
                return true;
            }
        }
        return false;
    }
}
