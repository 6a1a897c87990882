package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before several processes, as small as it can be: it gives each connection to the next process that says that it is ready, and
 * to another if that one can't be reached. It looks into no request, and sends none again.
 */
final class Forwarder implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(300);

    private final ServerSocket socket;
    private final List<Integer> ports;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile List<Integer> ready;
    private volatile boolean isClosed;

    private Forwarder(ServerSocket socket, List<Integer> ports) {
        this.socket = socket;
        this.ports = ports;
        this.ready = ports;
    }

    static Forwarder before(int listen, Integer... ports) throws IOException {
        Forwarder out = new Forwarder(new ServerSocket(listen, 200, InetAddress.getLoopbackAddress()), List.of(ports));
        Thread.startVirtualThread(out::accept);
        Thread.startVirtualThread(out::look);
        return out;
    }

    private void accept() {
        while (!isClosed) {
            try {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> connect(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket client) {
        List<Integer> order = new ArrayList<>(ready.isEmpty() ? ports : ready);
        java.util.Collections.rotate(order, next.getAndIncrement());
        ports.stream().filter(port -> !order.contains(port)).forEach(order::add);
        for (int port : order) {
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                Thread.startVirtualThread(() -> pump(client, server));
                pump(server, client);
                return;
            } catch (IOException e) {
                // the next one
            }
        }
        close(client);
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One of them has gone, and the other is told.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    private void look() {
        try {
            while (!isClosed) {
                List<Integer> found = new ArrayList<>();
                for (int port : ports) {
                    if (isReady(port)) {
                        found.add(port);
                    }
                }
                ready = List.copyOf(found);
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        socket.close();
    }
}
