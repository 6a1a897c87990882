package org.wangchuan.engine.adb.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The phone's end of a connection, packet by packet, honest or not. It shares no code with the client. Sending is thread-safe. */
public final class PhoneWire {
    private final InputStream in;
    private final OutputStream out;
    private byte[] last = {};

    PhoneWire(Socket socket) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = socket.getOutputStream();
    }

    /** A packet as it came. */
    public record Packet(String command, int arg0, int arg1, String body) {
        /** Its payload. */
        public byte[] payload() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** The next packet; fails the connection if it is none, or if its checksum is wrong. */
    public Packet read() throws IOException {
        byte[] head = new DataInputStream(in).readNBytes(24);
        if (head.length < 24) {
            throw new IOException("ended");
        }
        ByteBuffer words = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int length = words.getInt(12);
        int sum = words.getInt(16);
        if (words.getInt(20) != ~words.getInt(0) || length < 0 || length > 1 << 20) {
            throw new IOException("not a packet");
        }
        byte[] payload = in.readNBytes(length);
        last = ByteBuffer.allocate(24 + length).put(head).put(payload).array();
        if (sum != 0 && sum != sum(payload)) {
            throw new IOException("a wrong checksum");
        }
        return new Packet(
                new String(head, 0, 4, StandardCharsets.US_ASCII),
                words.getInt(4),
                words.getInt(8),
                new String(payload, StandardCharsets.ISO_8859_1));
    }

    /** The bytes of the packet that was read last. */
    byte[] last() {
        return last;
    }

    /** Sends a packet with its checksum. */
    public void send(String command, int arg0, int arg1, byte[] payload) throws IOException {
        raw(packet(command, arg0, arg1, payload.length, sum(payload), payload));
    }

    /** Sends a packet of text. */
    public void send(String command, int arg0, int arg1, String payload) throws IOException {
        send(command, arg0, arg1, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes that are whatever they are. */
    public void raw(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    /** A packet that says of its length and sum what it is told to say. */
    public static byte[] packet(String command, int arg0, int arg1, int length, int sum, byte[] payload) {
        int word = ByteBuffer.wrap(command.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return ByteBuffer.allocate(24 + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(word)
                .putInt(arg0)
                .putInt(arg1)
                .putInt(length)
                .putInt(sum)
                .putInt(~word)
                .put(payload)
                .array();
    }

    /** The sum of the bytes. */
    public static int sum(byte[] payload) {
        int sum = 0;
        for (byte value : payload) {
            sum += Byte.toUnsignedInt(value);
        }
        return sum;
    }
}
