package org.wangchuan.engine.adb.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.io.UsbException.Code;

/**
 * Two bulk endpoints as USB 2.0, 5.8.3 has them: packets of at most so many bytes; a transfer ends when its buffer is full or with a shorter
 * packet; what comes in a transfer that is given up is lost.
 */
final class BulkModel implements BulkPipe {
    private static final long STEP_NANOS = 5_000_000;
    private final int packetBytes;
    private final BlockingQueue<byte[]> in = new LinkedBlockingQueue<>();
    private final List<Integer> transfersOut = new CopyOnWriteArrayList<>();
    private volatile boolean ended;
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

    /** Their lengths; a packet of zero length after whole packets has its own. */
    List<Integer> transfersOut() {
        return new ArrayList<>(transfersOut);
    }

    /** A phone that takes so many transfers and no more. */
    BulkModel taking(int transfers) {
        takes = transfers;
        return this;
    }

    @Override
    public void write(byte[] transfer, Deadline deadline) throws UsbException {
        put(transfer.length, deadline);
    }

    @Override
    public void writeTerminated(byte[] transfer, Deadline deadline) throws UsbException {
        put(transfer.length, deadline);
        if (transfer.length % packetBytes == 0) {
            put(0, deadline);
        }
    }

    private void put(int length, Deadline deadline) throws UsbException {
        if (transfersOut.size() >= takes) {
            byte[] _ = next(new LinkedBlockingQueue<>(), deadline);
        }
        throwIfEnded();
        transfersOut.add(length);
    }

    @Override
    public byte[] read(int most, Deadline deadline) throws UsbException {
        int room = Math.ceilDiv(most, packetBytes) * packetBytes;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] packet;
        do {
            packet = next(in, deadline);
            out.writeBytes(packet);
        } while (packet.length == packetBytes && out.size() < room);
        if (out.size() > most) {
            throw new UsbException(Code.TOO_LONG, "more than was asked for");
        }
        return out.toByteArray();
    }

    private byte[] next(BlockingQueue<byte[]> queue, Deadline deadline) throws UsbException {
        try {
            while (true) {
                throwIfEnded();
                long left = deadline.leftNanos();
                byte[] packet = queue.poll(Math.min(left, STEP_NANOS), TimeUnit.NANOSECONDS);
                if (packet != null) {
                    return packet;
                }
                if (left == 0) {
                    throw new UsbException(Code.NO_ANSWER, "nothing in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void throwIfEnded() throws UsbException {
        if (ended) {
            throw new UsbException(Code.ENDED, "ended");
        }
    }

    @Override
    public int writePacketBytes() {
        return packetBytes;
    }

    @Override
    public int readPacketBytes() {
        return packetBytes;
    }

    @Override
    public void clearHalt() {
        // nothing ever stalls
    }

    @Override
    public void end() {
        ended = true;
    }
}
