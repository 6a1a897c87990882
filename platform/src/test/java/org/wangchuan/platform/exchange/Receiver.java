package org.wangchuan.platform.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A plant's receiver of webhooks: a real server, which answers as a test wants. Thread-safe. */
public final class Receiver implements AutoCloseable {
    /** What came. */
    public record Call(String path, String id, long timestamp, String signature, String body) {}

    /** How it answers. */
    enum How {
        TAKES,
        FAILS,
        /** As what stands before a receiver that is down. */
        DOWN,
        REDIRECTS,
        /** Says nothing until the end of the test. */
        HANGS,
        /** Sends an answer without an end. */
        POURS
    }

    private final HttpServer server;
    private final List<Call> calls = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Function<Call, How> how = _ -> How.TAKES;

    /** One that takes all. */
    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/events";
    }

    void answers(Function<Call, How> other) {
        how = other;
    }

    /** What came so far. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("webhook-id"),
                Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        synchronized (this) {
            calls.add(call);
        }
        try (exchange) {
            switch (how.apply(call)) {
                case TAKES -> exchange.sendResponseHeaders(204, -1);
                case FAILS -> exchange.sendResponseHeaders(500, -1);
                case DOWN -> exchange.sendResponseHeaders(503, -1);
                case REDIRECTS -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                }
                case HANGS -> end.await();
                case POURS -> pour(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pour(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (end.getCount() > 0) {
                out.write(new byte[1 << 16]);
            }
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
