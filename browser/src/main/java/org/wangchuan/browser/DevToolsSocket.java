package org.wangchuan.browser;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * As much of a WebSocket (RFC 6455) as talking to a browser on this machine needs: text messages, no extensions. Not
 * thread-safe.
 */
final class DevToolsSocket implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int MESSAGE_BYTES_MAX = 64 << 20;
    private static final int READ_TIMEOUT_MILLIS = 120_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    DevToolsSocket(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("expected a WebSocket, found " + head);
        }
    }

    /** Sends one message, masked with zeros: the mask protects proxies, and there is none. */
    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(0x80 | TEXT);
        if (bytes.length < 126) {
            out.writeByte(0x80 | bytes.length);
        } else if (bytes.length < 0x10000) {
            out.writeByte(0x80 | 126);
            out.writeShort(bytes.length);
        } else {
            out.writeByte(0x80 | 127);
            out.writeLong(bytes.length);
        }
        out.writeInt(0);
        out.write(bytes);
        out.flush();
    }

    /** The next message; pings and the like are passed over. */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            if (length < 0 || length > MESSAGE_BYTES_MAX) {
                throw new IOException("expected at most " + MESSAGE_BYTES_MAX + " bytes, found " + length);
            }
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new EOFException("the browser has gone");
            }
            int opcode = first & 15;
            if (opcode == TEXT || opcode == CONTINUATION) {
                message.writeBytes(bytes);
                if ((first & 0x80) != 0) {
                    return message.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
