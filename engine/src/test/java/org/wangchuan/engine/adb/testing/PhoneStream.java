package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** The phone's end of one stream: one packet at a time each way. */
final class PhoneStream {
    private static final byte[] END = {};

    private final PhoneWire wire;
    private final int local;
    private final int remote;
    private final int payloadMax;
    private final Semaphore ready = new Semaphore(0);
    private final LinkedBlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();
    private byte[] current = END;
    private int at;
    private volatile boolean closed;
    private volatile Runnable whenClosed = () -> {};

    PhoneStream(PhoneWire wire, int local, int remote, int payloadMax) {
        this.wire = wire;
        this.local = local;
        this.remote = remote;
        this.payloadMax = payloadMax;
        ready.release();
    }

    void write(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length; from += payloadMax) {
            ready.acquireUninterruptibly();
            if (closed) {
                throw new IOException("the other side has closed the stream");
            }
            wire.send(
                    "WRTE", local, remote, Arrays.copyOfRange(bytes, from, Math.min(from + payloadMax, bytes.length)));
        }
    }

    byte[] readExactly(int length) throws IOException {
        byte[] out = new byte[length];
        for (int from = 0; from < length; ) {
            if (at == current.length) {
                next();
            }
            int part = Math.min(length - from, current.length - at);
            System.arraycopy(current, at, out, from, part);
            at += part;
            from += part;
        }
        return out;
    }

    private void next() throws IOException {
        try {
            current = incoming.take();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        at = 0;
        if (current.length == 0) {
            throw new IOException("the other side has closed the stream");
        }
        wire.send("OKAY", local, remote, END);
    }

    void onReady() {
        ready.release();
    }

    void onData(byte[] data) {
        incoming.add(data);
    }

    /** What ends what the stream is for, when the other side has closed it. */
    void whenClosed(Runnable value) {
        whenClosed = value;
        if (closed) {
            value.run();
        }
    }

    void onClose() {
        closed = true;
        whenClosed.run();
        ready.release(1 << 10);
        incoming.add(END);
    }

    void close() throws IOException {
        // All that was sent is to be taken before the end is told, as adbd does.
        if (!closed) {
            ready.acquireUninterruptibly();
            closed = true;
            wire.send("CLSE", local, remote, END);
        }
    }
}
