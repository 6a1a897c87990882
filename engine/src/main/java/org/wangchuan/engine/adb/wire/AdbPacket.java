package org.wangchuan.engine.adb.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;

/**
 * One packet: 24 bytes of header, least significant byte first (command, two arguments, length, checksum, the command's complement), and
 * its payload (AOSP protocol.txt; types.h: {@code amessage}). The payload is not copied: whoever makes or takes a packet leaves it alone.
 */
public final class AdbPacket {
    /** Bytes of the header. */
    public static final int HEADER_BYTES = 24;

    /** The most that we take, and offer to take (AOSP adb.h: {@code MAX_PAYLOAD}). */
    public static final int PAYLOAD_BYTES_MAX = 1024 * 1024;

    /** The most that a phone of before 2015 takes, and what every phone takes before it has said more (adb.h: {@code MAX_PAYLOAD_V1}). */
    public static final int PAYLOAD_BYTES_FIRST = 4096;

    private static final byte[] NONE = {};

    private final AdbCommand command;
    private final int arg0;
    private final int arg1;
    private final int checksum;
    private final byte[] payload;

    private AdbPacket(AdbCommand command, int arg0, int arg1, int checksum, byte[] payload) {
        this.command = command;
        this.arg0 = arg0;
        this.arg1 = arg1;
        this.checksum = checksum;
        this.payload = payload;
    }

    /** With the sum of its bytes as checksum, which the protocol's first version wants. */
    public static AdbPacket summed(AdbCommand command, int arg0, int arg1, byte[] payload) {
        return new AdbPacket(command, arg0, arg1, sum(payload), payload);
    }

    /** Without a checksum, as from version 0x01000001 on. */
    public static AdbPacket unsummed(AdbCommand command, int arg0, int arg1, byte[] payload) {
        return new AdbPacket(command, arg0, arg1, 0, payload);
    }

    /** Without payload. */
    public static AdbPacket of(AdbCommand command, int arg0, int arg1) {
        return new AdbPacket(command, arg0, arg1, 0, NONE);
    }

    /**
     * What a header announces.
     *
     * @param command what kind of packet
     * @param lengthBytes of the payload, 0 to {@link #PAYLOAD_BYTES_MAX}
     */
    public record Header(AdbCommand command, int arg0, int arg1, int lengthBytes, int checksum) {
        /** Reads the 24 bytes of a header. */
        public static Header parse(byte[] bytes) throws AdbException {
            if (bytes.length != HEADER_BYTES) {
                throw new AdbException(Code.PROTOCOL, "expected a header of 24 bytes, found " + bytes.length);
            }
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int word = in.getInt();
            int arg0 = in.getInt();
            int arg1 = in.getInt();
            int length = in.getInt();
            int checksum = in.getInt();
            if (in.getInt() != ~word) {
                throw new AdbException(Code.PROTOCOL, "a header that does not end with the complement of its command");
            }
            AdbCommand command = AdbCommand.of(word)
                    .orElseThrow(() -> new AdbException(Code.PROTOCOL, "a packet with an unknown command"));
            if (length < 0 || length > PAYLOAD_BYTES_MAX) {
                throw new AdbException(
                        Code.PROTOCOL, "a packet of " + Integer.toUnsignedString(length) + " bytes announced");
            }
            return new Header(command, arg0, arg1, length, checksum);
        }

        /** The packet with this header, once its payload is there. */
        public AdbPacket with(byte[] payload) {
            return new AdbPacket(command, arg0, arg1, checksum, payload);
        }
    }

    /** What kind of packet it is. */
    public AdbCommand command() {
        return command;
    }

    /** The first argument. */
    public int arg0() {
        return arg0;
    }

    /** The second argument. */
    public int arg1() {
        return arg1;
    }

    /** The payload itself, no copy. */
    public byte[] payload() {
        return payload;
    }

    /** Whether the checksum is the sum of the payload's bytes (AOSP adb.cpp: {@code calculate_apacket_checksum}). */
    public boolean sumHolds() {
        return checksum == sum(payload);
    }

    /** Whether there is no checksum. */
    public boolean unsummed() {
        return checksum == 0;
    }

    /** The header's 24 bytes. */
    public byte[] header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(command.word())
                .putInt(arg0)
                .putInt(arg1)
                .putInt(payload.length)
                .putInt(checksum)
                .putInt(~command.word())
                .array();
    }

    private static int sum(byte[] bytes) {
        int sum = 0;
        for (byte value : bytes) {
            sum += value & 0xff;
        }
        return sum;
    }
}
