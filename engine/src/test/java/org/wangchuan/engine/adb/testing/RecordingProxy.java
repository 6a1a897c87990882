package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wangchuan.engine.adb.testing.PhoneWire.Packet;

/** Stands between a client and a phone's daemon, hands every packet on unchanged, and remembers it. */
public final class RecordingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final InetSocketAddress phone;
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** A packet and whether the client sent it. */
    public record Recorded(boolean ofClient, Packet packet) {}

    private RecordingProxy(ServerSocket listening, InetSocketAddress phone) {
        this.listening = listening;
        this.phone = phone;
    }

    /** Before a daemon at this address. */
    public static RecordingProxy before(InetSocketAddress phone) throws IOException {
        RecordingProxy proxy = new RecordingProxy(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), phone);
        Thread.ofPlatform().daemon().start(proxy::accept);
        return proxy;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket daemon = new Socket(phone.getAddress(), phone.getPort());
                for (Socket socket : List.of(client, daemon)) {
                    socket.setTcpNoDelay(true);
                    sockets.add(socket);
                }
                Thread.ofPlatform().daemon().start(() -> pass(true, client, daemon));
                Thread.ofPlatform().daemon().start(() -> pass(false, daemon, client));
            } catch (IOException _) {
                // closed, or the daemon is gone
            }
        }
    }

    private void pass(boolean ofClient, Socket from, Socket to) {
        try (from;
                to) {
            PhoneWire in = new PhoneWire(from);
            PhoneWire out = new PhoneWire(to);
            while (true) {
                Packet packet = in.read();
                recorded.add(new Recorded(ofClient, packet));
                out.raw(in.last());
            }
        } catch (IOException _) {
            // one of both ended
        }
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** What went through so far, in order for each direction. */
    public List<Recorded> recorded() {
        return List.copyOf(recorded);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
