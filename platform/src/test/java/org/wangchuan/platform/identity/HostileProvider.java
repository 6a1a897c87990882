package org.wangchuan.platform.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An identity provider on this machine that says and does what a test wants, well or badly. */
final class HostileProvider implements AutoCloseable {
    /** What is done with a request. */
    interface Deed {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    final RSAKey key;
    final AtomicInteger keysAsked = new AtomicInteger();
    final AtomicInteger tokensAsked = new AtomicInteger();
    final Map<String, Object> published = new TreeMap<>();

    /** What stands in the place of an ordinary answer; none for that. */
    volatile @Nullable Deed discovery;

    volatile @Nullable Deed keys;
    volatile @Nullable Deed token;

    /** The identity token that is given for any code. */
    volatile Supplier<String> says = () -> "";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String issuer;

    HostileProvider() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("h1").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        ordinary();
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    /** As others are. */
    void ordinary() {
        discovery = null;
        keys = null;
        token = null;
        published.clear();
        published.putAll(Map.of(
                "issuer",
                issuer,
                "authorization_endpoint",
                issuer + "/authorize",
                "token_endpoint",
                issuer + "/token",
                "jwks_uri",
                issuer + "/keys",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256", "HS256", "none"),
                "code_challenge_methods_supported",
                List.of("S256")));
    }

    String issuer() {
        return issuer;
    }

    private void handle(HttpExchange exchange) throws IOException, InterruptedException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                answer(exchange, discovery, JsonMapper.shared().writeValueAsString(published));
            case "/keys" -> {
                keysAsked.incrementAndGet();
                answer(exchange, keys, new JWKSet(key).toString());
            }
            case "/token" -> {
                tokensAsked.incrementAndGet();
                String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (form.contains("code=wangchuan-tests")) {
                    json(exchange, 400, "{\"error\":\"invalid_grant\"}");
                } else {
                    answer(
                            exchange,
                            token,
                            "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"" + says.get() + "\"}");
                }
            }
            default -> json(exchange, 404, "{}");
        }
    }

    private static void answer(HttpExchange exchange, @Nullable Deed instead, String body)
            throws IOException, InterruptedException {
        if (instead == null) {
            json(exchange, 200, body);
        } else {
            instead.to(exchange);
        }
    }

    static void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Much of something, for as long as it is read. */
    static Deed pours(String beginning, int bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            try {
                exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().write(" ".repeat(bytes).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It was broken off.
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** For lambdas. */
    static <T> T unchecked(java.util.concurrent.Callable<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
