package org.wangchuan.engine.adb.direct;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.wire.AdbCommand;
import org.wangchuan.engine.adb.wire.AdbPacket;
import org.wangchuan.engine.adb.wire.AdbTransport;
import org.wangchuan.engine.patience.Deadline;

/**
 * From the first packet to the phone's banner (AOSP adb.cpp: {@code send_connect}, {@code handle_packet}; client/auth.cpp:
 * {@code send_auth_response}): who does not know the key asks again after the signature, gets the public half, and asks its owner.
 */
final class Handshake {
    /** The first version; has checksums. */
    static final int VERSION_SUMMED = 0x01000000;

    /** The version that we speak; no checksums (AOSP adb.h: {@code A_VERSION_SKIP_CHECKSUM}). */
    static final int VERSION = 0x01000001;

    /** What we can do besides the services that every phone has. No compression, no delayed acknowledgements. */
    private static final String BANNER = "host::features=shell_v2,stat_v2,ls_v2";

    private static final int AUTH_TOKEN = 1;
    private static final int AUTH_SIGNATURE = 2;
    private static final int AUTH_PUBLIC_KEY = 3;

    /** Tokens after the public key has been shown. A daemon that starts anew may ask once more; AOSP's asks no more. */
    private static final int TOKENS_MAX = 6;

    /** What may lie in the pipe of an earlier connection that was cut. */
    private static final int STRAYS_MAX = 256;

    private final AdbTransport transport;
    private final AdbKey key;
    private final AdbListener listener;
    private final AdbTimes times;
    private Deadline deadline;
    private int tokens;
    private int strays;

    /**
     * What both sides agreed on.
     *
     * @param version the lower one of both
     * @param payloadBytesMax what the phone takes in one packet, 4096 to 1 MiB
     */
    record Agreed(int version, int payloadBytesMax, AdbBanner banner) {
        boolean summed() {
            return version == VERSION_SUMMED;
        }
    }

    Handshake(AdbTransport transport, AdbKey key, AdbListener listener, AdbTimes times) {
        this.transport = transport;
        this.key = key;
        this.listener = listener;
        this.times = times;
        this.deadline = Deadline.after(times.answerWithin());
    }

    Agreed run() throws AdbException {
        listener.changed(AdbState.CONNECTING);
        send(AdbCommand.CNXN, VERSION, AdbPacket.PAYLOAD_BYTES_MAX, BANNER.getBytes(StandardCharsets.UTF_8));
        while (true) {
            AdbPacket packet = next();
            switch (packet.command()) {
                case CNXN -> {
                    return agree(packet);
                }
                case AUTH -> prove(packet);
                case STLS -> throw new AdbException(Code.DEMANDS_TLS, "the phone wants TLS");
                case SYNC, OPEN, OKAY, WRTE, CLSE -> {
                    strays++;
                    if (strays > STRAYS_MAX) {
                        throw new AdbException(Code.PROTOCOL, strays + " packets that answer nothing");
                    }
                }
            }
        }
    }

    private AdbPacket next() throws AdbException {
        Duration whole = deadline.orAfter(times.packetWithin()).left();
        Optional<AdbPacket> packet = deadline.passed() ? Optional.empty() : transport.receive(deadline.left(), whole);
        if (packet.isPresent()) {
            return packet.get();
        }
        throw tokens > 1
                ? new AdbException(Code.NOT_AUTHORISED, "no tap on the screen in time")
                : new AdbException(Code.TIMEOUT, "no answer to the " + (tokens == 0 ? "greeting" : "signature"));
    }

    private void prove(AdbPacket packet) throws AdbException {
        if (packet.arg0() != AUTH_TOKEN || packet.payload().length != AdbKey.TOKEN_BYTES) {
            throw new AdbException(
                    Code.PROTOCOL,
                    "expected a token of " + AdbKey.TOKEN_BYTES + " bytes, found " + packet.payload().length);
        }
        checkSum(packet);
        tokens++;
        if (tokens == 1) {
            listener.changed(AdbState.UNAUTHORISED);
            deadline = Deadline.after(times.answerWithin());
            send(AdbCommand.AUTH, AUTH_SIGNATURE, 0, key.sign(packet.payload()));
        } else if (tokens <= TOKENS_MAX) {
            if (tokens == 2) { // told before the phone can ask anybody: whoever keeps a record has it by then
                deadline = Deadline.after(times.tapWithin());
                listener.changed(AdbState.WAITING_FOR_OWNER);
            }
            send(AdbCommand.AUTH, AUTH_PUBLIC_KEY, 0, (key.publicLine() + "\0").getBytes(StandardCharsets.US_ASCII));
        } else {
            throw new AdbException(Code.REFUSED, "the phone asked " + tokens + " times who we are");
        }
    }

    private Agreed agree(AdbPacket packet) throws AdbException {
        int theirs = packet.arg0();
        if (Integer.compareUnsigned(theirs, VERSION_SUMMED) < 0) {
            throw new AdbException(Code.PROTOCOL, "version " + Integer.toHexString(theirs) + " of the protocol");
        }
        int version = Integer.compareUnsigned(theirs, VERSION) < 0 ? VERSION_SUMMED : VERSION;
        if (version == VERSION_SUMMED) {
            checkSum(packet);
        }
        if (Integer.compareUnsigned(packet.arg1(), AdbPacket.PAYLOAD_BYTES_FIRST) < 0) {
            throw new AdbException(Code.PROTOCOL, "packets of at most " + packet.arg1() + " bytes");
        }
        boolean more = Integer.compareUnsigned(packet.arg1(), AdbPacket.PAYLOAD_BYTES_MAX) > 0;
        int payload = more ? AdbPacket.PAYLOAD_BYTES_MAX : packet.arg1();
        Agreed agreed = new Agreed(version, payload, AdbBanner.parse(packet.payload()));
        listener.changed(AdbState.AUTHORISED);
        return agreed;
    }

    /** Before a version is agreed on, a phone of the later one may leave the sum out. */
    private static void checkSum(AdbPacket packet) throws AdbException {
        if (!packet.unsummed() && !packet.sumHolds()) {
            throw new AdbException(Code.PROTOCOL, "a packet whose checksum is wrong");
        }
    }

    private void send(AdbCommand command, int arg0, int arg1, byte[] payload) throws AdbException {
        transport.send(AdbPacket.summed(command, arg0, arg1, payload), deadline);
    }
}
