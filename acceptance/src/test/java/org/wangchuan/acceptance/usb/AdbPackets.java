package org.wangchuan.acceptance.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;

/** ADB's packets made by hand (AOSP packages/modules/adb/protocol.txt), header and payload a transfer each, as they go over USB. */
final class AdbPackets {
    static final int CNXN = 0x4e584e43;
    static final int OPEN = 0x4e45504f;
    static final int OKAY = 0x59414b4f;
    static final int WRTE = 0x45545257;
    static final int CLSE = 0x45534c43;
    static final int VERSION = 0x01000001;
    private static final int HEADER_BYTES = 24;
    private static final int PAYLOAD_BYTES_MAX = 1 << 20;

    private AdbPackets() {}

    /**
     * What came.
     *
     * @param text the payload as characters of one byte each
     */
    record Packet(int command, int first, int second, String text) {}

    static void send(BulkPipe pipe, int command, int first, int second, String text, Deadline deadline)
            throws UsbException {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        int sum = 0;
        for (byte one : payload) {
            sum += Byte.toUnsignedInt(one);
        }
        pipe.writeTerminated(
                ByteBuffer.allocate(HEADER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(command)
                        .putInt(first)
                        .putInt(second)
                        .putInt(payload.length)
                        .putInt(sum)
                        .putInt(~command)
                        .array(),
                deadline);
        if (payload.length > 0) {
            pipe.writeTerminated(payload, deadline);
        }
    }

    static Packet receive(BulkPipe pipe, Deadline deadline) throws UsbException {
        byte[] bytes = pipe.read(HEADER_BYTES, deadline);
        while (bytes.length == 0) { // the empty packet after a payload that filled its last one
            bytes = pipe.read(HEADER_BYTES, deadline);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int command = header.getInt();
        int first = header.getInt();
        int second = header.getInt();
        int length = header.getInt();
        if (length < 0 || length > PAYLOAD_BYTES_MAX || header.getInt(20) != ~command) {
            throw new IllegalStateException("no packet of ADB");
        }
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            byte[] part = pipe.read(length - text.length(), deadline);
            text.append(new String(part, StandardCharsets.ISO_8859_1));
        }
        return new Packet(command, first, second, text.toString());
    }
}
