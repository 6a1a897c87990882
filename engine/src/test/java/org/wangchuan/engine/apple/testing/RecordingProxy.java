package org.wangchuan.engine.apple.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and usbmuxd and writes down what both say, as it came. */
public final class RecordingProxy implements AutoCloseable {
    private final Path to;
    private final ServerSocketChannel server;
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();

    /** One connection, both ways. */
    private static final class Recorded {
        final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        final ByteArrayOutputStream fromDaemon = new ByteArrayOutputStream();
    }

    public RecordingProxy(Path at, Path to) throws IOException {
        this.to = to;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(at));
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(to));
                Recorded both = new Recorded();
                recorded.add(both);
                Thread.ofVirtual().start(() -> pass(client, daemon, both.fromClient));
                Thread.ofVirtual().start(() -> pass(daemon, client, both.fromDaemon));
            }
        } catch (IOException _) {
            return; // closed
        }
    }

    private static void pass(SocketChannel from, SocketChannel to, ByteArrayOutputStream record) {
        try (from;
                to) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 14);
            while (from.read(chunk.clear()) >= 0) {
                chunk.flip();
                byte[] bytes = new byte[chunk.remaining()];
                chunk.duplicate().get(bytes);
                record.writeBytes(bytes); // before it is passed on: whoever has the answer finds the question here
                while (chunk.hasRemaining()) {
                    to.write(chunk);
                }
            }
        } catch (IOException _) {
            return; // one of them went
        }
    }

    /** What was said so far, connection by connection in the order in which they came. */
    public List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        for (Recorded both : recorded) {
            exchanges.add(Exchange.of(both.fromClient.toByteArray(), both.fromDaemon.toByteArray()));
        }
        return exchanges;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
