package org.wangchuan.engine.adb.direct;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.adb.wire.AdbCommand;
import org.wangchuan.engine.adb.wire.AdbPacket;
import org.wangchuan.engine.adb.wire.AdbTransport;
import org.wangchuan.engine.patience.Deadline;

/**
 * A phone over a transport of ours: many streams over one cable. A thread of its own reads from the phone; whoever asks sends. When the
 * cable goes, each operation on each stream ends. Thread-safe.
 */
public final class AdbConnection implements AdbDevice {
    /** Open at once. Each holds 3 MiB at the most, so that a phone that lies costs 96 MiB at the very most. */
    public static final int STREAMS_MAX = 32;

    private static final Duration COURTESY = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final int OPENS_MAX = 16;
    private static final int STRAYS_FREE = 256;
    private static final int STRAYS_PER_STREAM = 8;

    private final AdbTransport transport;
    private final AdbListener listener;
    private final AdbTimes times;
    private final Handshake.Agreed agreed;
    private final ReentrantLock sending = new ReentrantLock(true);
    private final Object guard = new Object();
    private final Map<Integer, ConnectionStream> streams = new HashMap<>();
    private final Set<Integer> unanswered = new LinkedHashSet<>();
    private int lastLocal;
    private @Nullable AdbException ended;

    // Only the reading thread uses these.
    private long strays;
    private int opens;

    private AdbConnection(AdbTransport transport, AdbListener listener, AdbTimes times, Handshake.Agreed agreed) {
        this.transport = transport;
        this.listener = listener;
        this.times = times;
        this.agreed = agreed;
    }

    /**
     * Greets the phone, and waits for its owner's tap if it asks for one. Closing the transport from another thread ends the wait. If it
     * fails the transport is closed and the listener knows why.
     *
     * @throws AdbException {@code TIMEOUT}, {@code NOT_AUTHORISED}, {@code REFUSED}, {@code DEMANDS_TLS}, {@code PROTOCOL}, {@code LIMIT},
     *     {@code GONE} or {@code CLOSED}
     */
    public static AdbConnection open(AdbTransport transport, AdbKey key, AdbListener listener, AdbTimes times)
            throws AdbException {
        Handshake.Agreed agreed;
        try {
            agreed = new Handshake(transport, key, listener, times).run();
        } catch (AdbException e) {
            transport.close();
            listener.changed(stateOf(e.code()));
            throw e;
        }
        AdbConnection connection = new AdbConnection(transport, listener, times, agreed);
        Thread.ofPlatform().daemon().name("adb").start(connection::receiveAll);
        return connection;
    }

    private static AdbState stateOf(Code code) {
        return switch (code) {
            case TIMEOUT, NOT_AUTHORISED -> AdbState.TIMED_OUT;
            case REFUSED -> AdbState.REFUSED;
            case DEMANDS_TLS -> AdbState.DEMANDS_TLS;
            case CLOSED -> AdbState.CLOSED;
            case UNREACHABLE,
                    GONE,
                    PROTOCOL,
                    LIMIT,
                    SERVICE_REFUSED,
                    ENDED_EARLY,
                    FAILED,
                    ARGUMENT,
                    UNSUPPORTED,
                    LOCAL,
                    INTERRUPTED -> AdbState.GONE;
        };
    }

    @Override
    public AdbBanner banner() {
        return agreed.banner();
    }

    @Override
    public KeyHolder keyHolder() {
        return KeyHolder.JOB;
    }

    /** The version of the protocol that both sides speak. */
    public int version() {
        return agreed.version();
    }

    /** What the phone takes in one packet, 4096 bytes to 1 MiB. */
    public int payloadBytesMax() {
        return agreed.payloadBytesMax();
    }

    /** Why it has ended; empty while it goes on. */
    public Optional<AdbException> ended() {
        synchronized (guard) {
            return Optional.ofNullable(ended);
        }
    }

    @Override
    public AdbStream open(String service, Deadline deadline) throws AdbException {
        byte[] name = nameOf(service);
        ConnectionStream stream;
        synchronized (guard) {
            throwIfEnded();
            if (streams.size() >= STREAMS_MAX) {
                throw new AdbException(Code.LIMIT, STREAMS_MAX + " streams are open");
            }
            lastLocal++;
            stream = new ConnectionStream(this, lastLocal);
            streams.put(lastLocal, stream);
        }
        try {
            send(AdbCommand.OPEN, stream.local(), 0, name, deadline);
            stream.awaitOpen(deadline);
            return stream;
        } catch (AdbException e) {
            stream.close();
            throw e;
        }
    }

    private byte[] nameOf(String service) throws AdbException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(service + "\0"));
            int length = bytes.remaining();
            if (length > agreed.payloadBytesMax() || length == 1 || service.indexOf('\0') >= 0) {
                throw new AdbException(Code.ARGUMENT, "the name of a service, " + length + " bytes long");
            }
            byte[] name = new byte[length];
            bytes.get(name);
            return name;
        } catch (CharacterCodingException _) {
            throw new AdbException(Code.ARGUMENT, "the name of a service that is no text");
        }
    }

    /** Sends a packet. If it fails the connection has ended, unless nothing was sent. */
    void send(AdbCommand command, int arg0, int arg1, byte[] payload, Deadline deadline) throws AdbException {
        AdbPacket packet = agreed.summed()
                ? AdbPacket.summed(command, arg0, arg1, payload)
                : AdbPacket.unsummed(command, arg0, arg1, payload);
        try {
            if (!sending.tryLock(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw new AdbException(Code.TIMEOUT, "others were sending all the time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AdbException(Code.INTERRUPTED, "interrupted before anything was sent");
        }
        try {
            synchronized (guard) {
                throwIfEnded();
            }
            transport.send(packet, deadline);
        } catch (AdbException e) {
            end(e);
            throw ended().map(AdbException::again).orElse(e); // what ended it may have been met by the reading thread
        } finally {
            sending.unlock();
        }
    }

    void sendClose(int local, int remote) {
        try {
            send(AdbCommand.CLSE, local, remote, new byte[0], Deadline.after(COURTESY));
        } catch (AdbException _) {
            // it was a courtesy: either the connection has ended, or its number is never used again
        }
    }

    void forget(ConnectionStream stream) {
        synchronized (guard) {
            streams.remove(stream.local());
            if (stream.isUnanswered() && unanswered.size() < STREAMS_MAX) {
                unanswered.add(stream.local());
            }
        }
    }

    private void receiveAll() {
        try {
            while (true) {
                Optional<AdbPacket> packet = transport.receive(IDLE, times.packetWithin());
                if (packet.isPresent()) {
                    receive(packet.get());
                }
            }
        } catch (AdbException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            end(new AdbException(Code.GONE, "what reads from the phone has failed"));
            throw e;
        }
    }

    private void receive(AdbPacket packet) throws AdbException {
        if (agreed.summed() && !packet.sumHolds()) {
            throw new AdbException(Code.PROTOCOL, "a packet whose checksum is wrong");
        }
        ConnectionStream stream;
        boolean late;
        synchronized (guard) {
            stream = streams.get(packet.arg1());
            late = stream == null && unanswered.remove(packet.arg1());
        }
        switch (packet.command()) {
            case OKAY -> {
                if (late) {
                    sendClose(packet.arg1(), packet.arg0()); // opened when nobody waited any more
                } else {
                    ready(Optional.ofNullable(stream), packet);
                }
            }
            case WRTE -> {
                if (stream == null) {
                    stray(); // closed here, and the phone doesn't know yet
                } else {
                    stream.onData(packet.arg0(), packet.payload());
                }
            }
            case CLSE -> {
                if (stream == null) {
                    stray();
                } else {
                    stream.onClose(packet.arg0());
                }
            }
            case OPEN -> refuse(packet.arg0());
            case SYNC -> stray();
            case CNXN, AUTH -> throw new AdbException(Code.GONE, "the phone's daemon began anew");
            case STLS -> throw new AdbException(Code.DEMANDS_TLS, "the phone wants TLS");
        }
    }

    private void ready(Optional<ConnectionStream> stream, AdbPacket packet) throws AdbException {
        ConnectionStream.Ready came =
                stream.isPresent() ? stream.get().onReady(packet.arg0()) : ConnectionStream.Ready.NOTHING_NEW;
        switch (came) {
            case NEWS -> {}
            case NOTHING_NEW -> stray();
            case TOO_LATE -> {
                synchronized (guard) {
                    unanswered.remove(packet.arg1());
                }
                sendClose(packet.arg1(), packet.arg0());
            }
        }
    }

    /** A phone opens streams only where it was asked to forward something, and we never ask. */
    private void refuse(int remote) throws AdbException {
        opens++;
        if (opens > OPENS_MAX) {
            throw new AdbException(Code.PROTOCOL, "the phone wanted to open " + opens + " streams");
        }
        sendClose(0, remote);
    }

    /** A few are left over from streams that were closed; endless ones are not listened to. */
    private void stray() throws AdbException {
        strays++;
        long allowed;
        synchronized (guard) {
            allowed = STRAYS_FREE + (long) STRAYS_PER_STREAM * lastLocal;
        }
        if (strays > allowed) {
            throw new AdbException(Code.PROTOCOL, strays + " packets that answer nothing");
        }
    }

    private void throwIfEnded() throws AdbException {
        if (ended != null) {
            throw ended.again();
        }
    }

    private void end(AdbException why) {
        List<ConnectionStream> open;
        synchronized (guard) {
            if (ended != null) {
                return;
            }
            ended = why;
            open = new ArrayList<>(streams.values());
            streams.clear();
            unanswered.clear();
        }
        transport.close();
        for (ConnectionStream stream : open) {
            stream.onEnd(why);
        }
        listener.changed(why.code() == Code.CLOSED ? AdbState.CLOSED : AdbState.GONE);
    }

    @Override
    public void close() {
        end(new AdbException(Code.CLOSED, "closed on this side"));
        transport.close(); // who closes may use the phone otherwise afterwards, also if the reading thread is still at
        // it
    }
}
