package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The JDK's HTTP server with our limits, on virtual threads, with one handler for all paths. */
final class HttpService implements AutoCloseable {
    /** Type of texts. */
    static final String TEXT = "text/plain; charset=utf-8";

    /** Most requests that are worked on at the same time, if nothing else is said; the rest are asked to come again. */
    static final int AT_ONCE_MAX = 64;

    /** Work on one request. */
    @FunctionalInterface
    interface Work {
        /**
         * Answers.
         *
         * @param body what was sent with a POST, at most one byte more than is read; else empty
         */
        void answer(HttpExchange exchange, byte[] body) throws IOException;
    }

    private static final int STOP_SECONDS_MAX = 5;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpService(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens.
     *
     * @param bodyBytesMax how much of a body is read; 0 if none is
     */
    static HttpService start(InetSocketAddress listen, int bodyBytesMax, Work work, Consumer<String> notes)
            throws IOException {
        return start(listen, bodyBytesMax, AT_ONCE_MAX, work, notes);
    }

    /**
     * Listens.
     *
     * @param bodyBytesMax how much of a body is read; 0 if none is
     * @param atOnceMax how many requests are worked on at the same time
     */
    static HttpService start(
            InetSocketAddress listen, int bodyBytesMax, int atOnceMax, Work work, Consumer<String> notes)
            throws IOException {
        Limits.apply();
        HttpServer server = HttpServer.create(listen, 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Semaphore atOnce = new Semaphore(atOnceMax);
        Places places = new Places();
        server.createContext("/", exchange -> {
            InetAddress of = exchange.getRemoteAddress().getAddress();
            try (exchange) {
                if (!places.take(of)) {
                    sendBusy(exchange);
                    return;
                }
                try {
                    handle(exchange, bodyBytesMax, work, atOnce);
                } finally {
                    places.giveBack(of);
                }
            } catch (RuntimeException e) {
                // A mistake of ours ends one request, not the service.
                notes.accept("a request failed: " + e);
                throw e;
            }
        });
        server.setExecutor(threads);
        server.start();
        return new HttpService(server, threads);
    }

    /** The body is read before a request counts as being worked on, so that those who send slowly hold up nobody. */
    private static void handle(HttpExchange exchange, int bodyBytesMax, Work work, Semaphore atOnce)
            throws IOException {
        Optional<byte[]> body = readBody(exchange, bodyBytesMax);
        if (body.isEmpty()) {
            giveUpBody(exchange);
            exchange.getResponseHeaders().set("Connection", "close");
            send(exchange, 400, TEXT, text("the body can't be read"));
            return;
        }
        if (!atOnce.tryAcquire()) {
            sendBusy(exchange);
            return;
        }
        try {
            work.answer(exchange, body.get());
        } finally {
            atOnce.release();
        }
    }

    /** Empty if it can't be read: the client's mistake, whatever the JDK's reader of chunks makes of it. */
    private static Optional<byte[]> readBody(HttpExchange exchange, int bytesMax) {
        if (bytesMax == 0 || !exchange.getRequestMethod().equals("POST")) {
            return Optional.of(new byte[0]);
        }
        try {
            return Optional.of(exchange.getRequestBody().readNBytes(bytesMax + 1));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Else the JDK would read on in it when the answer is written, and fail once more. */
    private static void giveUpBody(HttpExchange exchange) {
        try {
            exchange.getRequestBody().close();
        } catch (IOException | RuntimeException e) {
            // What is wrong with it is told with the answer.
        }
    }

    private static void sendBusy(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.getResponseHeaders().set("Connection", "close");
        send(exchange, 503, TEXT, text("too many requests at once"));
    }

    /** Answers; to HEAD without the body. */
    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (isHead) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
        if (!isHead) {
            // Closed here: an exchange that is closed as a whole sends nothing if its request is broken.
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    static byte[] text(String sentence) {
        return (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Where it listens in fact. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Address for clients on this machine, without a path. */
    String origin() {
        String host = address().getAddress().getHostAddress();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + literal + ":" + address().getPort();
    }

    /** Takes no more requests, and waits some seconds for those under way. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS_MAX);
        threads.shutdownNow();
    }
}
