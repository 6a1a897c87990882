package org.wangchuan.engine.apple.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;

/** TLS over another connection, as the client. Not thread-safe. */
public final class TlsLink implements Link {
    /** More than the largest record that javax.net.ssl takes or gives. */
    private static final int BUFFER_BYTES = 1 << 16;

    private static final Duration PARTING = Duration.ofSeconds(1);

    private final Link below;
    private final SSLEngine engine;

    /** From the device, filled by reading and emptied by decrypting. */
    private final ByteBuffer sealed = ByteBuffer.allocate(BUFFER_BYTES);

    /** Decrypted, not yet asked for; ready to be taken. */
    private final ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES);

    private TlsLink(Link below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
    }

    /**
     * Shakes hands.
     *
     * @param engine new, as a client; whom it trusts decides
     * @throws AppleFailure if they don't agree, or not in time; the connection below stays as it is
     */
    public static TlsLink client(Link below, SSLEngine engine, Deadline deadline) throws AppleFailure {
        TlsLink link = new TlsLink(below, engine);
        try {
            engine.beginHandshake();
            link.shakeHands(deadline);
        } catch (SSLException failed) {
            link.sayWhy();
            throw failure("no agreement", failed);
        }
        return link;
    }

    private void shakeHands(Deadline deadline) throws SSLException, AppleFailure {
        while (true) {
            deadline.stepMillis();
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    HandshakeStatus _ = guarded(this::runTasks);
                }
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0), deadline);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap(deadline)) {
                        throw new AppleFailure(Code.ENDED, "while agreeing on TLS");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private HandshakeStatus runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
        return engine.getHandshakeStatus();
    }

    private void wrap(ByteBuffer from, Deadline deadline) throws SSLException, AppleFailure {
        SSLEngineResult result = guarded(() -> engine.wrap(from, out));
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a record that is too large");
        }
        out.flip();
        try {
            below.write(out, deadline);
        } finally {
            out.clear();
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
            throw new AppleFailure(Code.ENDED, "TLS was closed");
        }
    }

    /** Takes one record more, reading if need be; false where the other side has ended it. */
    private boolean unwrap(Deadline deadline) throws SSLException, AppleFailure {
        while (true) {
            sealed.flip();
            plain.compact();
            SSLEngineResult result;
            try {
                result = guarded(() -> engine.unwrap(sealed, plain));
            } finally {
                sealed.compact();
                plain.flip();
            }
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record that is too large");
                case BUFFER_UNDERFLOW -> {
                    if (!sealed.hasRemaining()) {
                        throw new SSLException("a record that is too large");
                    }
                    if (below.read(sealed, deadline) < 0) {
                        return false;
                    }
                }
            }
        }
    }

    /** What decrypts is given whatever a device sends; should it stumble in a way of its own, that is the device's failure. */
    private static <T> T guarded(Step<T> step) throws SSLException {
        try {
            return step.take();
        } catch (RuntimeException stumbled) {
            throw new SSLException("not understood", stumbled);
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws SSLException;
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline) throws AppleFailure {
        try {
            while (!plain.hasRemaining()) {
                deadline.stepMillis(); // also where records without contents keep coming
                if (!unwrap(deadline)) {
                    return -1;
                }
                if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING && !plain.hasRemaining()) {
                    shakeHands(deadline); // new keys, asked for by the device
                }
            }
        } catch (SSLException failed) {
            sayWhy();
            throw failure("while reading", failed);
        }
        int count = Math.min(into.remaining(), plain.remaining());
        into.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer from, Deadline deadline) throws AppleFailure {
        try {
            while (from.hasRemaining()) {
                deadline.stepMillis();
                wrap(from, deadline);
            }
        } catch (SSLException failed) {
            throw failure("while writing", failed);
        }
    }

    /** Without the cause: its words may be a device's, from a certificate of its making. */
    private static AppleFailure failure(String when, SSLException failed) {
        return new AppleFailure(Code.TLS, when + ", " + failed.getClass().getSimpleName());
    }

    /** Sends the alert that the engine has ready, if it can be sent. */
    private void sayWhy() {
        Deadline deadline = Deadline.within(PARTING);
        try {
            for (int round = 0; round < 4 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; round++) {
                wrap(ByteBuffer.allocate(0), deadline);
            }
        } catch (SSLException | AppleFailure _) {
            return; // the first failure is the one that is told
        }
    }

    @Override
    public void close() {
        engine.closeOutbound();
        sayWhy();
        below.close();
    }
}
