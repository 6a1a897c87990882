package org.wangchuan.engine.medium.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a drive with TCG storage answers, each written from the specifications, not from our parsers. */
public final class TcgDrive {
    /** Bytes of an answer as sedutil asks for it. */
    public static final int BUFFER = 2048;

    public static final int COM_ID = 0x1000;
    public static final int HOST_SESSION = 105;
    public static final int DEVICE_SESSION = 0x1001;

    private static final HexFormat HEX = HexFormat.of();
    private static final String SESSION_MANAGER = "a800000000000000ff";

    private final Map<String, byte[]> features = new LinkedHashMap<>();

    /** An Opal 2.02 drive of which the Locking SP is active and a range locked. */
    public TcgDrive() {
        feature("tper", "0001" + "10" + "0c" + "11" + "00".repeat(11));
        locking(0x0f);
        feature(
                "geometry",
                "0003" + "10" + "1c" + "01" + "00".repeat(7) + "00000200" + "0000000000000008" + "00".repeat(8));
        feature(
                "class",
                "0203" + "22" + "10" + "1000" + "0001" + "00" + "0004" + "0009" + "00" + "00" + "00".repeat(5));
        feature("block-sid", "0402" + "20" + "0c" + "01" + "00" + "00".repeat(10));
        // Block erase in 60 minutes, crypto erase in 2 seconds.
        feature(
                "removal",
                "0404" + "20" + "20" + "00" + "00" + "06" + "02" + "0000" + "001e" + "0001" + "00".repeat(22));
    }

    /** Bits of the Locking feature: 0 supported, 1 enabled, 2 locked, 3 media encryption, 4 and 5 MBR enabled and done. */
    public TcgDrive locking(int bits) {
        return feature("locking", "0002" + "30" + "0c" + HEX.toHexDigits((byte) bits) + "00".repeat(11));
    }

    /** A descriptor in hexadecimal, in place of one of that name or behind the others; empty to leave it out. */
    public TcgDrive feature(String name, String hex) {
        features.put(name, HEX.parseHex(hex));
        return this;
    }

    /** Level 0 Discovery, no longer than it is. */
    public byte[] discovery() {
        int length =
                features.values().stream().mapToInt(feature -> feature.length).sum();
        ByteBuffer out = ByteBuffer.allocate(48 + length);
        out.putInt(44 + length).putInt(1).position(48);
        features.values().forEach(out::put);
        return out.array();
    }

    /** The list of security protocols. */
    public static byte[] protocols(int... protocols) {
        byte[] out = new byte[8 + protocols.length];
        out[7] = (byte) protocols.length;
        for (int i = 0; i < protocols.length; i++) {
            out[8 + i] = (byte) protocols[i];
        }
        return out;
    }

    /** The answer to Properties. */
    public static byte[] properties() {
        return called(
                "ff01",
                "f0" + property("MaxComPacketSize", "820800") + property("MaxIndTokenSize", "8207c8") + "f1",
                0);
    }

    /** The answer to StartSession: session 105 of the host is session 1001h of the device. */
    public static byte[] started() {
        return called("ff03", "8169" + "821001", 0);
    }

    /** StartSession was refused. */
    public static byte[] notStarted(int status) {
        return called("ff03", "", status);
    }

    /** The answer to a method that tells nothing but its status. */
    public static byte[] carried(int status) {
        return comPacket(DEVICE_SESSION, HOST_SESSION, "f0f1" + status(status));
    }

    /** The session is over. */
    public static byte[] ended() {
        return comPacket(DEVICE_SESSION, HOST_SESSION, "fa");
    }

    /** The device says by itself that the session is over. */
    public static byte[] closed() {
        return called("ff06", "8169" + "821001", 0);
    }

    /** Nothing yet, ask again. */
    public static byte[] notYet() {
        return HEX.parseHex("00000000" + "10000000" + "00000001" + "00000000" + "00000000");
    }

    /** There is nothing. */
    public static byte[] nothing() {
        return HEX.parseHex("00000000" + "10000000" + "00000000" + "00000000" + "00000000");
    }

    /** The answer to STACK_RESET. */
    public static byte[] reset(int outcome) {
        return HEX.parseHex("1000" + "0000" + "00000002" + "0000" + "0004" + HEX.toHexDigits(outcome));
    }

    /** As it comes into a buffer of 2048 bytes. */
    public static byte[] padded(byte[] answer) {
        return Arrays.copyOf(answer, BUFFER);
    }

    /** A call of the session manager, with these parameters. */
    public static byte[] called(String method, String parameters, int status) {
        String call = "f8" + SESSION_MANAGER + "a8000000000000" + method + "f0" + parameters + "f1";
        return comPacket(0, 0, call + status(status));
    }

    /** Tokens in their packets, for ComID 1000h. */
    public static byte[] comPacket(int deviceSession, int hostSession, String tokens) {
        byte[] bytes = HEX.parseHex(tokens);
        int padded = (bytes.length + 3) / 4 * 4;
        ByteBuffer out = ByteBuffer.allocate(56 + padded);
        out.putShort(4, (short) COM_ID);
        out.putInt(16, 36 + padded);
        out.putInt(20, deviceSession);
        out.putInt(24, hostSession);
        out.putInt(40, 12 + padded);
        out.putInt(52, bytes.length);
        out.put(56, bytes);
        return out.array();
    }

    private static String status(int status) {
        return "f9f0" + (status < 64 ? HEX.toHexDigits((byte) status) : "81" + HEX.toHexDigits((byte) status))
                + "0000f1";
    }

    private static String property(String name, String value) {
        String length = name.length() < 16
                ? HEX.toHexDigits((byte) (0xa0 | name.length()))
                : "d0" + HEX.toHexDigits((byte) name.length());
        return "f2" + length + HEX.formatHex(name.getBytes(StandardCharsets.US_ASCII)) + value + "f3";
    }
}
