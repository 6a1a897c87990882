package org.wangchuan.engine.adb.server;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.patience.Deadline;

/** A phone through an adb server: each stream is a connection to the server. */
final class ServerDevice implements AdbDevice {
    /** As many as over a cable of ours. */
    static final int STREAMS_MAX = 32;

    private final SocketAddress server;
    private final Address phone;
    private final AdbBanner banner;
    private final Set<ServerStream> streams = new HashSet<>();
    private int opening;
    private boolean closed;

    /**
     * How a server is told which phone is meant.
     *
     * @param query before a question about it
     * @param transport what connects to it
     */
    record Address(String query, String transport) {
        /** By the number of its connection if there is one, otherwise by its serial number. */
        static Address of(ListedDevice listed) {
            return listed.transportId()
                    .map(id -> new Address("host-transport-id:" + id + ":", "host:transport-id:" + id))
                    .orElse(new Address("host-serial:" + listed.serial() + ":", "host:transport:" + listed.serial()));
        }
    }

    ServerDevice(SocketAddress server, Address phone, AdbBanner banner) {
        this.server = server;
        this.phone = phone;
        this.banner = banner;
    }

    @Override
    public AdbBanner banner() {
        return banner;
    }

    @Override
    public KeyHolder keyHolder() {
        return KeyHolder.ADB_SERVER;
    }

    @Override
    public AdbStream open(String service, Deadline deadline) throws AdbException {
        synchronized (streams) {
            throwIfClosed();
            if (streams.size() + opening >= STREAMS_MAX) {
                throw new AdbException(Code.LIMIT, STREAMS_MAX + " streams are open");
            }
            opening++;
        }
        try {
            return keep(connect(service, deadline));
        } finally {
            synchronized (streams) {
                opening--;
            }
        }
    }

    private ServerStream connect(String service, Deadline deadline) throws AdbException {
        ServerLink link = ServerLink.connect(server, deadline);
        try {
            link.ask(phone.transport(), Code.GONE, deadline);
            link.ask(service, Code.SERVICE_REFUSED, deadline);
            return new ServerStream(link.link(), this::forget, this::checkStillThere);
        } catch (AdbException e) {
            link.close();
            throw e;
        }
    }

    private void checkStillThere(Deadline deadline) throws AdbException {
        try (ServerLink link = ServerLink.connect(server, deadline)) {
            link.ask(phone.query() + "get-state", Code.GONE, deadline);
            if (AdbMode.of(link.block(deadline)) != banner.mode()) {
                throw new AdbException(Code.GONE, "the adb server does not reach the phone any more");
            }
        }
    }

    private ServerStream keep(ServerStream stream) throws AdbException {
        synchronized (streams) {
            if (closed) {
                stream.close();
            }
            throwIfClosed();
            streams.add(stream);
            return stream;
        }
    }

    private void throwIfClosed() throws AdbException {
        if (closed) {
            throw new AdbException(Code.CLOSED, "closed on this side");
        }
    }

    private void forget(ServerStream stream) {
        synchronized (streams) {
            streams.remove(stream);
        }
    }

    @Override
    public void close() {
        List<ServerStream> open;
        synchronized (streams) {
            closed = true;
            open = new ArrayList<>(streams);
        }
        open.forEach(ServerStream::close);
    }
}
