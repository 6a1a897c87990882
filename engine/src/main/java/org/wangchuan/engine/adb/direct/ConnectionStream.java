package org.wangchuan.engine.adb.direct;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.wire.AdbCommand;
import org.wangchuan.engine.adb.wire.AdbPacket;
import org.wangchuan.engine.patience.Deadline;

/**
 * One stream of a connection. Each side sends one packet of data and then waits until the other is ready for more. AOSP's daemon does not
 * wait with what a command leaves when it ends (seen with adbd 34.0.5: output and exit code one after the other), so that a few packets may
 * wait here; a phone that goes on sending is let go.
 */
final class ConnectionStream implements AdbStream {
    private static final byte[] NOTHING = {};
    private static final int WAITING_PACKETS_MAX = 16;
    private static final int WAITING_BYTES_MAX = 2 * AdbPacket.PAYLOAD_BYTES_MAX;

    private final AdbConnection connection;
    private final int local;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private Phase phase = Phase.OPENING;
    private int remote;
    private @Nullable AdbException broken;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private byte[] current = NOTHING;
    private int at;
    private int owesReady;
    private boolean mayWrite;
    /** That the phone has said that it does not open it, or has ended it. */
    private boolean isRefused;

    private enum Phase {
        OPENING,
        OPEN,
        REFUSED,
        ENDED_THERE,
        CLOSED_HERE,
        BROKEN
    }

    ConnectionStream(AdbConnection connection, int local) {
        this.connection = connection;
        this.local = local;
    }

    int local() {
        return local;
    }

    void awaitOpen(Deadline deadline) throws AdbException {
        lock.lock();
        try {
            while (phase == Phase.OPENING) {
                await(deadline, "no answer to the request for a service");
            }
            if (phase == Phase.REFUSED) {
                throw new AdbException(Code.SERVICE_REFUSED, "the phone does not open this service");
            }
            // A phone that starts anew opens the service that it was asked for and is gone: that it did is known, and
            // what it sent is
            // still to be read.
            if (remote == 0) {
                throwUnlessOpen();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Deadline deadline) throws AdbException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        while (length > 0) {
            AdbException.throwIfPassed(deadline); // also where there is always more to read
            int got = take(buffer, offset, length, deadline);
            settle(got != 0, deadline);
            if (got != 0) {
                return got;
            }
        }
        return 0;
    }

    /** Waits for data; 0 for a packet without any, -1 at the end. */
    private int take(byte[] buffer, int offset, int length, Deadline deadline) throws AdbException {
        lock.lock();
        try {
            while (at == current.length) {
                byte[] next = waiting.poll();
                if (next != null) {
                    waitingBytes -= next.length;
                    current = next;
                    at = 0;
                    owesReady++;
                    break;
                }
                if (phase == Phase.ENDED_THERE) {
                    return -1;
                }
                throwUnlessOpen();
                if (owesReady > 0) {
                    return 0;
                }
                await(deadline, "nothing came over a stream in time");
            }
            int got = Math.min(length, current.length - at);
            System.arraycopy(current, at, buffer, offset, got);
            at += got;
            return got;
        } finally {
            lock.unlock();
        }
    }

    /** Says that we are ready for more. With something to hand over a failure is left for the next read to meet. */
    private void settle(boolean handingOver, Deadline deadline) throws AdbException {
        int to;
        lock.lock();
        try {
            if (owesReady == 0 || phase != Phase.OPEN) {
                return;
            }
            owesReady--;
            to = remote;
        } finally {
            lock.unlock();
        }
        try {
            connection.send(AdbCommand.OKAY, local, to, NOTHING, deadline);
        } catch (AdbException e) {
            lock.lock();
            try {
                owesReady++;
            } finally {
                lock.unlock();
            }
            if (!handingOver) {
                throw e;
            }
        }
    }

    @Override
    public boolean readable() {
        lock.lock();
        try {
            return at < current.length || !waiting.isEmpty() || phase != Phase.OPEN;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length, Deadline deadline) throws AdbException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        while (from < offset + length) {
            int part = Math.min(offset + length - from, connection.payloadBytesMax());
            writePacket(Arrays.copyOfRange(bytes, from, from + part), deadline);
            from += part;
        }
    }

    private void writePacket(byte[] payload, Deadline deadline) throws AdbException {
        AdbException.throwIfPassed(deadline);
        int to;
        lock.lock();
        try {
            throwUnlessOpen();
            while (!mayWrite) {
                await(deadline, "the phone was not ready for more in time");
                throwUnlessOpen();
            }
            mayWrite = false;
            to = remote;
        } finally {
            lock.unlock();
        }
        try {
            connection.send(AdbCommand.WRTE, local, to, payload, deadline);
        } catch (AdbException e) {
            lock.lock();
            try {
                mayWrite = true; // either nothing was sent, or the connection has ended
            } finally {
                lock.unlock();
            }
            throw e;
        }
    }

    /** Whether it was closed here, and the phone has said nothing yet to the wish that it be opened: what it says later is to be answered. */
    boolean isUnanswered() {
        lock.lock();
        try {
            return phase == Phase.CLOSED_HERE && remote == 0 && !isRefused;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Phase was;
        int to;
        lock.lock();
        try {
            was = phase;
            to = remote;
            isRefused |= was == Phase.REFUSED || was == Phase.ENDED_THERE;
            phase = was == Phase.BROKEN ? was : Phase.CLOSED_HERE;
            waiting.clear();
            waitingBytes = 0;
            current = NOTHING;
            at = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        connection.forget(this);
        if (was == Phase.OPEN || was == Phase.ENDED_THERE) {
            connection.sendClose(local, to);
        }
    }

    /** What a phone's word that a stream is open, or ready for more, comes to. */
    enum Ready {
        /** It may be written to. */
        NEWS,
        NOTHING_NEW,
        /** It was closed here before the phone had opened it, and the phone is to be told so. */
        TOO_LATE
    }

    /** It is open, or ready for more. */
    Ready onReady(int from) throws AdbException {
        lock.lock();
        try {
            if (phase == Phase.CLOSED_HERE) {
                // Who reads found it among the streams a moment before it was closed.
                boolean isFirst = remote == 0 && from != 0;
                remote = isFirst ? from : remote;
                return isFirst ? Ready.TOO_LATE : Ready.NOTHING_NEW;
            }
            if (phase == Phase.OPENING && from != 0) {
                remote = from;
                phase = Phase.OPEN;
            } else if (from != remote || from == 0) {
                throw new AdbException(Code.PROTOCOL, "a stream answered by another one");
            } else if (mayWrite) {
                return Ready.NOTHING_NEW;
            }
            mayWrite = true;
            changed.signalAll();
            return Ready.NEWS;
        } finally {
            lock.unlock();
        }
    }

    void onData(int from, byte[] payload) throws AdbException {
        lock.lock();
        try {
            if (phase == Phase.CLOSED_HERE) {
                return;
            }
            if (phase != Phase.OPEN || from != remote) {
                throw new AdbException(Code.PROTOCOL, "data over a stream that is not open");
            }
            waitingBytes += payload.length;
            if (waiting.size() >= WAITING_PACKETS_MAX || waitingBytes > WAITING_BYTES_MAX) {
                throw new AdbException(Code.PROTOCOL, "data over a stream that was not ready for more");
            }
            waiting.add(payload);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void onClose(int from) throws AdbException {
        lock.lock();
        try {
            if (phase == Phase.OPENING) {
                phase = Phase.REFUSED;
            } else if (phase == Phase.OPEN) {
                if (from != remote && from != 0) {
                    throw new AdbException(Code.PROTOCOL, "a stream ended by another one");
                }
                phase = Phase.ENDED_THERE;
            } else if (phase == Phase.CLOSED_HERE) {
                isRefused = true;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void onEnd(AdbException why) {
        lock.lock();
        try {
            if (phase != Phase.CLOSED_HERE && phase != Phase.ENDED_THERE) {
                phase = Phase.BROKEN;
                broken = why;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void throwUnlessOpen() throws AdbException {
        switch (phase) {
            case OPENING, OPEN -> {}
            case REFUSED, ENDED_THERE -> throw new AdbException(Code.ENDED_EARLY, "the phone has ended this stream");
            case CLOSED_HERE -> throw new AdbException(Code.CLOSED, "closed on this side");
            case BROKEN ->
                throw broken == null ? new AdbException(Code.GONE, "the connection has ended") : broken.again();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // each caller asks again in a loop
    private void await(Deadline deadline, String otherwise) throws AdbException {
        try {
            if (changed.awaitNanos(deadline.leftNanos()) <= 0 && deadline.passed()) {
                throw new AdbException(Code.TIMEOUT, otherwise);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AdbException(Code.INTERRUPTED, "interrupted while waiting for the phone");
        }
    }
}
