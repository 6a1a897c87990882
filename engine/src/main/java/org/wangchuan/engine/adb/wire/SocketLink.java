package org.wangchuan.engine.adb.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.patience.Deadline;

/**
 * A connected socket whose reads and writes have a deadline and end when another thread closes it. One thread at a time reads and one
 * writes. An interrupt ends neither and is kept for later: half a packet can't be taken back.
 */
public final class SocketLink implements AutoCloseable {
    /** The JDK keeps a buffer outside the heap, as large as the largest request, for each thread. */
    private static final int REQUEST_BYTES_MAX = 128 * 1024;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile boolean closed;

    private SocketLink(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    /**
     * Connects to an address of the network, which has to be resolved, or of a socket file.
     *
     * @throws AdbException {@code UNREACHABLE} or {@code TIMEOUT}
     */
    public static SocketLink connect(SocketAddress address, Deadline deadline) throws AdbException {
        SocketChannel channel = null;
        try {
            if (address instanceof InetSocketAddress) {
                channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                int millis = Math.clamp(deadline.leftMillis(), 1, Integer.MAX_VALUE);
                channel.socket().connect(address, millis);
            } else {
                channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                channel.configureBlocking(false); // a server whose queue is full refuses instead of keeping us
                channel.connect(address);
            }
            return new SocketLink(channel);
        } catch (SocketTimeoutException e) {
            closeQuietly(channel);
            throw new AdbException(Code.TIMEOUT, "no answer at the address", e);
        } catch (IOException | IllegalArgumentException e) {
            closeQuietly(channel);
            throw new AdbException(Code.UNREACHABLE, "nothing to connect to at the address", e);
        }
    }

    /**
     * Reads what there is into the buffer, and waits if there is nothing.
     *
     * @return how many bytes, at least 1; -1 at the end; 0 if there was nothing by the deadline
     */
    public int read(ByteBuffer into, Deadline deadline) throws AdbException {
        try {
            ByteBuffer part = into.slice(into.position(), Math.min(into.remaining(), REQUEST_BYTES_MAX));
            while (true) {
                int got = channel.read(part);
                if (got != 0) {
                    into.position(into.position() + Math.max(got, 0));
                    return got;
                }
                if (!await(readable, deadline)) {
                    return 0;
                }
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            throw ended(e);
        }
    }

    /** Fills the buffer; {@code GONE} if the other side ends before. */
    public void readFully(ByteBuffer into, Deadline deadline) throws AdbException {
        while (into.hasRemaining()) {
            int got = read(into, deadline);
            if (got < 0) {
                throw new AdbException(Code.GONE, "the connection ended, " + into.remaining() + " bytes short");
            }
            if (got == 0) {
                throw new AdbException(Code.TIMEOUT, into.remaining() + " bytes did not come in time");
            }
        }
    }

    /** Writes all of it. */
    public void write(ByteBuffer from, Deadline deadline) throws AdbException {
        try {
            while (from.hasRemaining()) {
                ByteBuffer part = from.slice(from.position(), Math.min(from.remaining(), REQUEST_BYTES_MAX));
                int put = channel.write(part);
                from.position(from.position() + put);
                if (put == 0 && !await(writable, deadline)) {
                    throw new AdbException(Code.TIMEOUT, from.remaining() + " bytes were not taken in time");
                }
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            throw ended(e);
        }
    }

    /** Whether there is more to wait for; false once the deadline is over. */
    private boolean await(Selector selector, Deadline deadline) throws IOException, AdbException {
        boolean interrupted = Thread.interrupted(); // a selector does not wait in a thread with an interrupt pending
        try {
            if (closed) {
                throw new AdbException(Code.CLOSED, "closed on this side");
            }
            long millis = deadline.leftMillis();
            if (millis == 0) {
                return false;
            }
            selector.select(millis);
            selector.selectedKeys().clear();
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private AdbException ended(Exception cause) {
        return closed
                ? new AdbException(Code.CLOSED, "closed on this side")
                : new AdbException(Code.GONE, "the connection broke", cause);
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(channel);
        closeQuietly(readable); // wakes whoever waits, and lets the descriptor go
        closeQuietly(writable);
    }

    private static void closeQuietly(@Nullable Closeable open) {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException _) {
            // it is let go of in any case
        }
    }
}
