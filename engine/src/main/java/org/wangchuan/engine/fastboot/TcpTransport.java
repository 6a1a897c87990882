package org.wangchuan.engine.fastboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.wangchuan.engine.fastboot.FastbootException.Code;
import org.wangchuan.engine.patience.Deadline;

/**
 * Fastboot over TCP: both sides begin with {@code FB} and two digits of a version, then each message has its length before it, eight bytes
 * with the highest first (AOSP system/core/fastboot/README.md, "TCP Protocol v1").
 */
public final class TcpTransport implements FastbootTransport {
    /** Where a device listens unless it was told otherwise (the same document). */
    public static final int PORT = 5554;

    private static final byte[] HANDSHAKE = "FB01".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private volatile boolean closed;

    private TcpTransport(Socket socket) {
        this.socket = socket;
    }

    /** Connects, and agrees on the version. */
    public static TcpTransport connect(InetSocketAddress address, Deadline deadline) throws FastbootException {
        Socket socket = new Socket();
        TcpTransport transport = new TcpTransport(socket);
        try {
            socket.connect(address, Math.max(deadline.leftMillisAsInt(), 1));
            socket.setTcpNoDelay(true);
        } catch (SocketTimeoutException _) {
            transport.close();
            throw new FastbootException(Code.NO_ANSWER, "no connection in time");
        } catch (IOException | IllegalArgumentException e) {
            transport.close();
            throw new FastbootException(
                    Code.NOT_FOUND, "no connection: " + e.getClass().getSimpleName());
        }
        try {
            transport.greet(deadline);
        } catch (FastbootException e) {
            transport.close();
            throw e;
        }
        return transport;
    }

    private void greet(Deadline deadline) throws FastbootException {
        write(HANDSHAKE);
        byte[] theirs = read(HANDSHAKE.length, deadline);
        boolean known = theirs[0] == 'F' && theirs[1] == 'B' && digit(theirs[2]) && digit(theirs[3]);
        if (!known) {
            throw new FastbootException(Code.UNEXPECTED, "expected FB and a version");
        }
        // The older of both counts, and version 1 is the first.
        if (theirs[2] == '0' && theirs[3] == '0') {
            throw new FastbootException(Code.VERSION, "expected version 1 or later, found 0");
        }
    }

    private static boolean digit(byte one) {
        return one >= '0' && one <= '9';
    }

    @Override
    public void send(byte[] message, Deadline deadline) throws FastbootException {
        if (deadline.passed()) {
            throw new FastbootException(Code.NO_ANSWER, "no time left to send");
        }
        write(ByteBuffer.allocate(Long.BYTES + message.length)
                .putLong(message.length)
                .put(message)
                .array());
    }

    @Override
    public byte[] receive(int most, Deadline deadline) throws FastbootException {
        long length = ByteBuffer.wrap(read(Long.BYTES, deadline)).getLong();
        if (length < 0 || length > most) {
            throw new FastbootException(Code.TOO_LONG, "expected at most " + most + " bytes, announced " + length);
        }
        return read((int) length, deadline);
    }

    /** A message is some hundred bytes, which the system takes at once whether or not the other side reads. */
    private void write(byte[] bytes) throws FastbootException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private byte[] read(int length, Deadline deadline) throws FastbootException {
        byte[] bytes = new byte[length];
        int got = 0;
        try {
            InputStream in = socket.getInputStream();
            while (got < length) {
                int left = deadline.leftMillisAsInt();
                if (left == 0) {
                    throw new FastbootException(Code.NO_ANSWER, "got " + got + " of " + length + " bytes in time");
                }
                socket.setSoTimeout(left);
                int count = in.read(bytes, got, length - got);
                if (count < 0) {
                    throw new FastbootException(
                            closed ? Code.ENDED : Code.GONE, "closed after " + got + " of " + length + " bytes");
                }
                got += count;
            }
        } catch (SocketTimeoutException _) {
            throw new FastbootException(Code.NO_ANSWER, "got " + got + " of " + length + " bytes in time");
        } catch (IOException e) {
            throw failed(e);
        }
        return bytes;
    }

    private FastbootException failed(IOException e) {
        return new FastbootException(
                closed ? Code.ENDED : Code.GONE,
                "the connection: " + e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no use to anybody in any case.
        }
    }
}
