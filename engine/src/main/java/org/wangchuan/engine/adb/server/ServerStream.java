package org.wangchuan.engine.adb.server;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.wire.SocketLink;
import org.wangchuan.engine.patience.Deadline;

/**
 * A stream through an adb server. The server ends it in the same way whether the service or the cable has ended, so that it is asked at the
 * end whether the phone is still there.
 */
final class ServerStream implements AdbStream {
    private final SocketLink link;
    private final Consumer<ServerStream> whenClosed;
    private final Ending ending;
    private final Object reading = new Object();
    private final ByteBuffer ahead = ByteBuffer.allocate(64 * 1024).limit(0);
    private boolean ended;

    /** What an end means. */
    @FunctionalInterface
    interface Ending {
        /** Returns if the phone is still there, so that it was the service that ended. */
        void check(Deadline deadline) throws AdbException;
    }

    ServerStream(SocketLink link, Consumer<ServerStream> whenClosed, Ending ending) {
        this.link = link;
        this.whenClosed = whenClosed;
        this.ending = ending;
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Deadline deadline) throws AdbException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        AdbException.throwIfPassed(deadline); // also where there is always more to read
        synchronized (reading) {
            if (!ahead.hasRemaining() && !ended && length > 0) {
                fill(deadline);
                if (!ahead.hasRemaining() && !ended) {
                    throw new AdbException(Code.TIMEOUT, "nothing came over a stream in time");
                }
            }
            if (!ahead.hasRemaining() && ended) {
                ending.check(deadline);
                return -1;
            }
            int got = Math.min(length, ahead.remaining());
            ahead.get(buffer, offset, got);
            return got;
        }
    }

    @Override
    public boolean readable() {
        synchronized (reading) {
            try {
                if (!ahead.hasRemaining() && !ended) {
                    fill(Deadline.after(Duration.ZERO));
                }
                return ahead.hasRemaining() || ended;
            } catch (AdbException _) {
                return true; // which the next read will meet
            }
        }
    }

    private void fill(Deadline deadline) throws AdbException {
        ahead.clear();
        try {
            ended = link.read(ahead, deadline) < 0;
        } finally {
            ahead.flip();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length, Deadline deadline) throws AdbException {
        AdbException.throwIfPassed(deadline);
        try {
            link.write(ByteBuffer.wrap(bytes, offset, length), deadline);
        } catch (AdbException e) {
            throw e.code() == Code.GONE
                    ? new AdbException(Code.ENDED_EARLY, "the phone or the adb server has ended this stream", e)
                    : e;
        }
    }

    @Override
    public void close() {
        link.close();
        whenClosed.accept(this);
    }
}
