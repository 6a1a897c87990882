package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The JDK's HTTP server with our limits, on virtual threads, with one handler for all paths. */
final class HttpService implements AutoCloseable {
    /** Type of texts. */
    static final String TEXT = "text/plain; charset=utf-8";

    /** Most requests that are worked on at the same time; the rest are asked to come again. */
    static final int AT_ONCE_MAX = 64;

    private static final int STOP_SECONDS_MAX = 5;

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpService(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static HttpService start(InetSocketAddress listen, HttpHandler handler, Consumer<String> notes) throws IOException {
        Limits.apply();
        HttpServer server = HttpServer.create(listen, 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Semaphore places = new Semaphore(AT_ONCE_MAX);
        server.createContext("/", exchange -> handle(exchange, handler, places, notes));
        server.setExecutor(threads);
        server.start();
        return new HttpService(server, threads);
    }

    /** A mistake of ours ends one request, not the service. */
    private static void handle(HttpExchange exchange, HttpHandler handler, Semaphore places, Consumer<String> notes)
            throws IOException {
        try (exchange) {
            if (!places.tryAcquire()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, 503, TEXT, text("too many requests at once"));
                return;
            }
            try {
                handler.handle(exchange);
            } finally {
                places.release();
            }
        } catch (RuntimeException e) {
            notes.accept("a request failed: " + e);
            throw e;
        }
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
            exchange.getResponseBody().write(body);
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
