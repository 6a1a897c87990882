package org.wangchuan.engine.command.tcg;

import java.util.Arrays;
import org.wangchuan.engine.command.tcg.Token.Mark;
import org.wangchuan.engine.psid.Psid;

/**
 * What a host says to a device of one of the classes (Core Specification 2.01; Opal 2.30, Pyrite 2.01). One message, then its answer is fetched, then
 * the next one.
 */
public final class TcgMethods {
    private static final int HOST_PROPERTIES = 0;
    private static final int WRITE = 1;
    private static final int HOST_CHALLENGE = 0;
    private static final int HOST_SIGNING_AUTHORITY = 3;
    private static final int PACKET_BYTES = TcgMessage.BYTES_MAX - 20;
    private static final int TOKEN_BYTES = TcgMessage.BYTES_MAX - ComPacket.HEADERS_BYTES;

    private TcgMethods() {}

    /** Properties, with what each host can take by the standard, so that no answer is longer than that. */
    public static TcgMessage properties(int comId) {
        TokenWriter out = call(Uid.SESSION_MANAGER, Uid.PROPERTIES)
                .mark(Mark.START_NAME)
                .whole(HOST_PROPERTIES)
                .mark(Mark.START_LIST);
        property(out, "MaxComPacketSize", TcgMessage.BYTES_MAX);
        property(out, "MaxPacketSize", PACKET_BYTES);
        property(out, "MaxIndTokenSize", TOKEN_BYTES);
        property(out, "MaxPackets", 1);
        property(out, "MaxSubpackets", 1);
        property(out, "MaxMethods", 1);
        out.mark(Mark.END_LIST).mark(Mark.END_NAME);
        return message("Properties", comId, SessionNumbers.NONE, false, ended(out));
    }

    /**
     * StartSession with the Admin SP as nobody in particular: what anybody may read.
     *
     * @param hostSession a number of the host's own, 32 bits
     */
    public static TcgMessage startAsAnybody(int comId, long hostSession) {
        return message("StartSession", comId, SessionNumbers.NONE, false, ended(start(hostSession)));
    }

    /** What is on record of {@link #startAsPsid}: the same, with each byte of the PSID masked. */
    public static byte[] maskedStartAsPsid(int comId, long hostSession) {
        return start(comId, hostSession, Psid.mask()).bytes();
    }

    /** StartSession with the Admin SP as PSID. A wrong PSID counts as a try; after some the device looks at none until a power cycle. */
    public static TcgMessage startAsPsid(int comId, long hostSession, Psid psid) {
        byte[] secret = psid.bytes();
        try {
            return start(comId, hostSession, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static TcgMessage start(int comId, long hostSession, byte[] challenge) {
        TokenWriter out = start(hostSession)
                .mark(Mark.START_NAME)
                .whole(HOST_CHALLENGE)
                .bytes(challenge)
                .mark(Mark.END_NAME)
                .mark(Mark.START_NAME)
                .whole(HOST_SIGNING_AUTHORITY)
                .uid(Uid.PSID)
                .mark(Mark.END_NAME);
        return message("StartSession as PSID", comId, SessionNumbers.NONE, true, ended(out));
    }

    /**
     * Revert of the Admin SP, and with it of the whole device. User data are removed only if the Locking SP is active ({@link Locking#enabled}); an
     * answer of success may come before the device is done with it. It ends the session.
     */
    public static TcgMessage revert(int comId, SessionNumbers session) {
        return message("Revert", comId, session, false, ended(call(Uid.ADMIN_SP, Uid.REVERT)));
    }

    /** RevertSP of the SP that the session is with; never so that the key of the global range is kept. It ends the session. */
    public static TcgMessage revertSp(int comId, SessionNumbers session) {
        return message("RevertSP", comId, session, false, ended(call(Uid.THIS_SP, Uid.REVERT_SP)));
    }

    /** The end of a session. */
    public static TcgMessage endSession(int comId, SessionNumbers session) {
        byte[] token = new TokenWriter().mark(Mark.END_OF_SESSION).written();
        return message("End of session", comId, session, false, token);
    }

    private static TokenWriter start(long hostSession) {
        if (hostSession < 1 || hostSession > SessionNumbers.MOST) {
            throw new IllegalArgumentException("a session's number of 1 to 2^32 - 1");
        }
        return call(Uid.SESSION_MANAGER, Uid.START_SESSION)
                .whole(hostSession)
                .uid(Uid.ADMIN_SP)
                .whole(WRITE);
    }

    private static TokenWriter call(long object, long method) {
        return new TokenWriter().mark(Mark.CALL).uid(object).uid(method).mark(Mark.START_LIST);
    }

    /** Ends the list of parameters; what is expected of a status is success, 0. */
    private static byte[] ended(TokenWriter out) {
        return out.mark(Mark.END_LIST)
                .mark(Mark.END_OF_DATA)
                .mark(Mark.START_LIST)
                .whole(0)
                .whole(0)
                .whole(0)
                .mark(Mark.END_LIST)
                .written();
    }

    private static void property(TokenWriter out, String name, int value) {
        out.mark(Mark.START_NAME).text(name).whole(value).mark(Mark.END_NAME);
    }

    private static TcgMessage message(String name, int comId, SessionNumbers session, boolean secret, byte[] tokens) {
        return TcgMessage.of(name, SecurityCommands.TCG, comId, secret, ComPacket.wrap(comId, session, tokens));
    }
}
