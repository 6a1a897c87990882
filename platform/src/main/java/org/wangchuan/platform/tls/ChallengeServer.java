package org.wangchuan.platform.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.wangchuan.platform.tls.AcmeFault.Code;

/**
 * Where an authority looks at this host (RFC 8555, 8.3). The port is open for as long as it lives, and answers nothing but what was said
 * beforehand. Thread-safe.
 */
final class ChallengeServer implements AutoCloseable {
    private static final String WELL_KNOWN = "/.well-known/acme-challenge/";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** Opens the port, on all addresses of this machine. */
    ChallengeServer(int port) throws AcmeFault {
        System.setProperty("sun.net.httpserver.maxReqTime", "10"); // seconds
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new AcmeFault(
                    Code.ACME_PORT,
                    "the authority has to reach port " + port + ", and it can't be opened: " + e.getMessage(),
                    Optional.empty(),
                    e);
        }
        // Whoever sends half a request keeps nobody else waiting.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on it is answered with this. */
    void show(String token, String authorization) {
        answers.put(WELL_KNOWN + token, authorization);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> known =
                    Optional.ofNullable(answers.get(exchange.getRequestURI().getPath()));
            byte[] body = known.orElse("").getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(known.isPresent() ? OK : NOT_FOUND, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
