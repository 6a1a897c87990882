package org.wangchuan.engine.phone.contact;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.Wires.Wire;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.io.UsbException.Code;

/**
 * The device's side of a pair of bulk endpoints: gets transfers, gives transfers, can be pulled off its cable, taken by another program, and be stuck. What
 * it sends stays until somebody reads it, whoever that is.
 */
abstract class MadeDevice {
    private static final int PACKET = 512;
    private static final long STEP_NANOS = 2_000_000;
    private final BlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean pulled;
    private volatile boolean taken;
    private volatile boolean stuckTaking;
    private volatile boolean stuckLetting;

    /** A transfer came; never at the same time as another. */
    abstract void came(byte[] transfer);

    /** Sends one transfer, with an empty packet after a full one as a real one's kernel does. */
    final void send(byte[] transfer) {
        toHost.add(transfer);
        if (transfer.length > 0 && transfer.length % PACKET == 0) {
            toHost.add(new byte[0]);
        }
    }

    /** Pulls the cable. */
    final void pull() {
        pulled = true;
    }

    /** Plugs it in again, with nothing in its pipes. */
    final void plug() {
        toHost.clear();
        pulled = false;
    }

    /** Has whoever takes it wait for a kernel that is stuck, until {@link #release}. */
    final void stuckTaking() {
        stuckTaking = true;
    }

    /** Has whoever gives it back wait. */
    final void stuckLetting() {
        stuckLetting = true;
    }

    /** Lets all that is stuck go on. */
    final void release() {
        over.countDown();
    }

    /** Whether somebody has the interface. */
    final boolean isTaken() {
        return taken;
    }

    /** Somebody else takes it. */
    final void takenByAnother() {
        taken = true;
    }

    final Wire take() throws UsbException {
        if (stuckTaking) {
            hang();
        }
        if (pulled) {
            throw new UsbException(Code.GONE, "pulled");
        }
        synchronized (this) {
            if (taken) {
                throw new UsbException(Code.IN_USE, "taken");
            }
            taken = true;
        }
        return new Taken();
    }

    private void hang() {
        try {
            boolean _ = over.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private final class Taken implements Wire {
        @Override
        public BulkPipe pipe() {
            return new End();
        }

        @Override
        public void close() {
            if (stuckLetting) {
                hang();
            }
            taken = false;
        }
    }

    private final class End implements BulkPipe {
        private volatile boolean ended;

        @Override
        public void write(byte[] transfer, Deadline deadline) throws UsbException {
            throwIfOver();
            synchronized (MadeDevice.this) {
                came(transfer);
            }
        }

        @Override
        public void writeTerminated(byte[] transfer, Deadline deadline) throws UsbException {
            write(transfer, deadline);
        }

        @Override
        public byte[] read(int most, Deadline deadline) throws UsbException {
            try {
                while (true) {
                    long left = deadline.leftNanos();
                    byte[] transfer;
                    synchronized (toHost) {
                        throwIfOver();
                        transfer = toHost.poll();
                    }
                    if (transfer != null) {
                        if (transfer.length > most) {
                            throw new UsbException(Code.TOO_LONG, transfer.length + " bytes");
                        }
                        return transfer;
                    }
                    if (left == 0) {
                        throw new UsbException(Code.NO_ANSWER, "nothing in time");
                    }
                    TimeUnit.NANOSECONDS.sleep(Math.min(left, STEP_NANOS));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        private void throwIfOver() throws UsbException {
            if (ended) {
                throw new UsbException(Code.ENDED, "ended");
            }
            if (pulled) {
                throw new UsbException(Code.GONE, "pulled");
            }
        }

        @Override
        public int writePacketBytes() {
            return PACKET;
        }

        @Override
        public int readPacketBytes() {
            return PACKET;
        }

        @Override
        public void clearHalt() {
            // nothing ever stalls
        }

        /** What comes once this has returned is for whoever reads next, as with requests that were taken back from the kernel. */
        @Override
        public void end() {
            synchronized (toHost) {
                ended = true;
            }
        }
    }
}
