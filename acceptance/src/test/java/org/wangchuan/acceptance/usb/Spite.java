package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * What something on a cable says out of spite, where an adbd would answer. A daemon that is honest says none of it, so it is said in its place: to the
 * greeting of whoever connects, or once the real daemon has greeted them and they want their first answer.
 */
enum Spite {
    /** A packet that announces two gibibytes. */
    TOO_LONG(false),
    /** A packet that announces fewer bytes than none. */
    NEGATIVE(false),
    /** A header that does not end with the complement of its command. */
    NO_MAGIC(false),
    /** The beginning of a header, and no more. */
    CUT(false),
    /** A header, and less than it announces. */
    SHORT(false),
    /** Whatever bytes, no packet among them. */
    NOISE(false),
    /** A greeting of a mebibyte, in the right form. */
    LONG_GREETING(false),
    /** Packets that answer nothing, in the right form, for ever. */
    ENDLESS(false),
    /** Asks who it is that connects, for ever. */
    ASKS_FOR_EVER(false),
    /** After the greeting: a packet that announces two gibibytes. */
    LATER_TOO_LONG(true),
    /** After the greeting: whatever bytes. */
    LATER_NOISE(true),
    /** After the greeting: an answer that never ends, and does not wait until it is taken. */
    LATER_ENDLESS(true);

    private static final int AUTH = 0x48545541;
    private static final int TOKEN = 1;
    private static final int TOKEN_BYTES = 20;
    private static final int CUT_BYTES = 10;
    private static final int PACKET_BYTES_MAX = 1 << 20;
    private static final int NOISE_BYTES = 4_000;
    private static final int NOISE_TIMES = 75;
    private static final int STREAM = 77;
    private static final byte[] NOTHING = {};

    private final boolean isLater;

    Spite(boolean isLater) {
        this.isLater = isLater;
    }

    /** Whether it greets as an honest one does, and answers so only what is asked then. */
    boolean isLater() {
        return isLater;
    }

    /**
     * Says it; where it has no end, until the cable is pulled.
     *
     * @param stream the number that whoever asks gave to what they opened
     */
    void say(GadgetFunction usb, int stream) throws IOException {
        switch (this) {
            case TOO_LONG, LATER_TOO_LONG -> usb.write(header(AdbPackets.CNXN, 0, 0, Integer.MAX_VALUE));
            case NEGATIVE -> usb.write(header(AdbPackets.CNXN, AdbPackets.VERSION, PACKET_BYTES_MAX, -1));
            case NO_MAGIC -> {
                byte[] header = header(AdbPackets.CNXN, AdbPackets.VERSION, PACKET_BYTES_MAX, 0);
                header[header.length - 1] ^= 1;
                usb.write(header);
            }
            case CUT -> {
                byte[] header = header(AdbPackets.CNXN, AdbPackets.VERSION, PACKET_BYTES_MAX, 0);
                usb.write(Arrays.copyOf(header, CUT_BYTES));
            }
            case SHORT -> {
                usb.write(header(AdbPackets.CNXN, AdbPackets.VERSION, PACKET_BYTES_MAX, NOISE_BYTES));
                usb.write("device::".getBytes(StandardCharsets.US_ASCII));
            }
            case NOISE, LATER_NOISE -> {
                Random random = new Random(NOISE_BYTES); // the same each time
                byte[] noise = new byte[NOISE_BYTES];
                for (int i = 0; i < NOISE_TIMES; i++) {
                    random.nextBytes(noise);
                    usb.write(noise);
                }
            }
            case LONG_GREETING -> {
                byte[] banner = ("device::ro.product.model=" + "x".repeat(PACKET_BYTES_MAX))
                        .substring(0, PACKET_BYTES_MAX)
                        .getBytes(StandardCharsets.US_ASCII);
                packet(usb, AdbPackets.CNXN, AdbPackets.VERSION, PACKET_BYTES_MAX, banner);
            }
            case ENDLESS -> forEver(usb, AdbPackets.OKAY, STREAM, STREAM, NOTHING);
            case ASKS_FOR_EVER -> forEver(usb, AUTH, TOKEN, 0, new byte[TOKEN_BYTES]);
            case LATER_ENDLESS -> {
                packet(usb, AdbPackets.OKAY, STREAM, stream, NOTHING);
                forEver(usb, AdbPackets.WRTE, STREAM, stream, "Accounts: 0\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static void forEver(GadgetFunction usb, int command, int first, int second, byte[] payload)
            throws IOException {
        while (true) { // it ends with the cable
            packet(usb, command, first, second, payload);
        }
    }

    private static void packet(GadgetFunction usb, int command, int first, int second, byte[] payload)
            throws IOException {
        usb.write(header(command, first, second, payload.length));
        if (payload.length > 0) {
            usb.write(payload);
        }
    }

    /** Without a checksum, as from the protocol's second version on. */
    private static byte[] header(int command, int first, int second, int length) {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(command)
                .putInt(first)
                .putInt(second)
                .putInt(length)
                .putInt(0)
                .putInt(~command)
                .array();
    }
}
