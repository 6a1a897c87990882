package org.wangchuan.engine.adb.wire;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.patience.Deadline;

/** Packets over TCP (or a socket file), header and payload one after the other. */
public final class SocketTransport implements AdbTransport {
    private final SocketLink link;

    private SocketTransport(SocketLink link) {
        this.link = link;
    }

    /**
     * Connects to a phone's daemon.
     *
     * @throws AdbException {@code UNREACHABLE} or {@code TIMEOUT}
     */
    public static SocketTransport connect(SocketAddress address, Deadline deadline) throws AdbException {
        return new SocketTransport(SocketLink.connect(address, deadline));
    }

    @Override
    public void send(AdbPacket packet, Deadline deadline) throws AdbException {
        byte[] payload = packet.payload();
        // One write for what fits in one: a small packet is not to leave in two segments.
        int first = Math.min(payload.length, 4096);
        ByteBuffer head = ByteBuffer.allocate(AdbPacket.HEADER_BYTES + first);
        link.write(head.put(packet.header()).put(payload, 0, first).flip(), deadline);
        link.write(ByteBuffer.wrap(payload, first, payload.length - first), deadline);
    }

    @Override
    public Optional<AdbPacket> receive(Duration idle, Duration whole) throws AdbException {
        ByteBuffer header = ByteBuffer.allocate(AdbPacket.HEADER_BYTES);
        int got = link.read(header, Deadline.after(idle));
        if (got == 0) {
            return Optional.empty();
        }
        if (got < 0) {
            throw new AdbException(Code.GONE, "the other side ended the connection");
        }
        Deadline end = Deadline.after(whole);
        link.readFully(header, end);
        AdbPacket.Header read = AdbPacket.Header.parse(header.array());
        byte[] payload = new byte[read.lengthBytes()];
        link.readFully(ByteBuffer.wrap(payload), end);
        return Optional.of(read.with(payload));
    }

    @Override
    public void close() {
        link.close();
    }
}
