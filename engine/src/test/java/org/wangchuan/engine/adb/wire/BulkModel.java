package org.wangchuan.engine.adb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Two bulk endpoints as USB 2.0, 5.8.3 has them: packets of at most so many bytes; a transfer ends when its buffer is full or with a shorter
 * packet; a packet that does not fit the rest of a buffer is an error (babble).
 */
final class BulkModel implements BulkPipes {
    private final int packetBytes;
    private final BlockingQueue<byte[]> in = new LinkedBlockingQueue<>();
    private final List<Integer> transfersOut = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private int takes = Integer.MAX_VALUE;

    BulkModel(int packetBytes) {
        this.packetBytes = packetBytes;
    }

    /** The phone sends a transfer, with or without a packet of zero length after whole packets. */
    void phoneSends(byte[] transfer, boolean zeroLength) {
        for (int from = 0; from < transfer.length; from += packetBytes) {
            in.add(Arrays.copyOfRange(transfer, from, Math.min(transfer.length, from + packetBytes)));
        }
        if (transfer.length % packetBytes == 0 && zeroLength) {
            in.add(new byte[0]);
        }
    }

    List<Integer> transfersOut() {
        return new ArrayList<>(transfersOut);
    }

    /** A phone that takes so many transfers and no more. */
    BulkModel taking(int transfers) {
        takes = transfers;
        return this;
    }

    private static void waitFor(Duration within) throws IOException {
        try {
            Thread.sleep(within);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int packetBytes() {
        return packetBytes;
    }

    @Override
    public int write(byte[] bytes, int offset, int length, Duration within) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (transfersOut.size() >= takes) {
            waitFor(within);
            return NOTHING;
        }
        transfersOut.add(length);
        return length;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration within) throws IOException {
        assertThat(length % packetBytes).as("a buffer for whole packets").isZero();
        int got = 0;
        long end = System.nanoTime() + within.toNanos();
        while (got < length) {
            byte[] packet = next(end);
            if (packet == null) {
                return got == 0 ? NOTHING : got;
            }
            if (packet.length > length - got) {
                throw new IOException("babble");
            }
            System.arraycopy(packet, 0, buffer, offset + got, packet.length);
            got += packet.length;
            if (packet.length < packetBytes) {
                break;
            }
        }
        return got;
    }

    private byte @org.jspecify.annotations.Nullable [] next(long end) throws IOException {
        try {
            while (true) {
                if (closed) {
                    throw new IOException("closed");
                }
                long left = end - System.nanoTime();
                byte[] packet = in.poll(Math.min(Math.max(left, 0), 5_000_000), TimeUnit.NANOSECONDS);
                if (packet != null || left <= 0) {
                    return packet;
                }
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
