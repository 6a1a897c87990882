package org.wangchuan.platform.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An authority that looks at no signature and answers as it is told, also what Pebble never would; a new order it refuses. */
final class ScriptedAuthority implements AutoCloseable {
    private final HttpsServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * Opens it.
     *
     * @param folder where {@code server.pem} and {@code server.key} lie
     */
    ScriptedAuthority(Path folder) throws Exception {
        server = LocalTls.server(folder);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        answer("/nonce", new Answer(200, "text/plain", ""));
        answer(
                "/dir",
                Answer.json("{\"newNonce\":\"" + base() + "nonce\",\"newAccount\":\"" + base()
                        + "account\",\"newOrder\":\"" + base() + "order\"}"));
        answer("/account", Answer.json("{\"status\":\"valid\"}"));
        answer("/order", new Answer(403, "application/problem+json", problem("rejectedIdentifier")));
    }

    /**
     * What it answers.
     *
     * @param comeAgain its Retry-After
     * @param isStalled whether the last of it never comes
     */
    record Answer(int status, String type, String body, Optional<String> comeAgain, boolean isStalled) {
        Answer(int status, String type, String body) {
            this(status, type, body, Optional.empty(), false);
        }

        static Answer json(String body) {
            return new Answer(200, "application/json", body);
        }

        Answer comeAgain(String when) {
            return new Answer(status, type, body, Optional.of(when), isStalled);
        }

        Answer stalled() {
            return new Answer(status, type, body, comeAgain, true);
        }
    }

    /** A problem document with this last part of its type (RFC 8555, 6.7). */
    static String problem(String type) {
        return "{\"type\":\"urn:ietf:params:acme:error:" + type + "\",\"detail\":\"it says no\"}";
    }

    URI directory() {
        return URI.create(base() + "dir");
    }

    /** Before each path, with its slash. */
    String base() {
        return "https://localhost:" + server.getAddress().getPort() + "/";
    }

    /** What it answers there from now on: one after the other, and the last for ever. */
    void answer(String path, Answer... all) {
        answers.put(path, new ArrayDeque<>(List.of(all)));
    }

    /** The paths that were asked for, in their order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            exchange.getRequestBody().readAllBytes();
            Answer now = next(path);
            exchange.getResponseHeaders().add("Replay-Nonce", "bm9uY2U" + asked.size());
            exchange.getResponseHeaders().add("Content-Type", now.type());
            if (path.equals("/account")) {
                exchange.getResponseHeaders().add("Location", base() + "account/1");
            }
            now.comeAgain().ifPresent(when -> exchange.getResponseHeaders().add("Retry-After", when));
            byte[] body = now.body().getBytes(StandardCharsets.US_ASCII);
            if (body.length == 0) {
                exchange.sendResponseHeaders(now.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(now.status(), now.isStalled() ? body.length + 1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (now.isStalled()) {
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer next(String path) {
        Deque<Answer> known = answers.getOrDefault(path, new ArrayDeque<>());
        synchronized (known) {
            Answer first = Optional.ofNullable(known.peekFirst())
                    .orElse(new Answer(404, "application/problem+json", problem("malformed")));
            if (known.size() > 1) {
                known.removeFirst();
            }
            return first;
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
