package org.wangchuan.platform.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** An authority that has had enough: each account that is asked for is answered with how long to stay away, which Pebble never says. */
final class BusyAuthority implements AutoCloseable {
    private final HttpsServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final int status;
    private final String problem;
    private final int retryAfterSeconds;

    /**
     * Opens it.
     *
     * @param folder where {@code server.pem} and {@code server.key} lie
     * @param problem the last part of the problem's type (RFC 8555, 6.7)
     */
    BusyAuthority(Path folder, int status, String problem, int retryAfterSeconds) throws Exception {
        this.status = status;
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
        server = LocalTls.server(folder);
        server.createContext("/", this::answer);
        server.start();
    }

    URI directory() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/dir");
    }

    /** How often anything was asked of it. */
    int asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Replay-Nonce", "bm9uY2U" + asked.get());
            String base = directory().resolve("/").toString();
            switch (exchange.getRequestURI().getPath()) {
                case "/dir" ->
                    send(
                            exchange,
                            200,
                            "application/json",
                            "{\"newNonce\":\"" + base + "nonce\",\"newAccount\":\"" + base + "account\",\"newOrder\":\""
                                    + base + "order\"}");
                case "/nonce" -> exchange.sendResponseHeaders(200, -1);
                default -> {
                    exchange.getResponseHeaders().add("Retry-After", Integer.toString(retryAfterSeconds));
                    send(
                            exchange,
                            status,
                            "application/problem+json",
                            "{\"type\":\"urn:ietf:params:acme:error:" + problem
                                    + "\",\"detail\":\"come again later\"}");
                }
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
