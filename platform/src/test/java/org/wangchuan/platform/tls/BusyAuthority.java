package org.wangchuan.platform.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.shredzone.acme4j.util.KeyPairUtils;

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
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(folder.resolve("server.pem"));
                FileReader key = new FileReader(folder.resolve("server.key").toFile(), StandardCharsets.US_ASCII)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            store.setKeyEntry(
                    "own", KeyPairUtils.readKeyPair(key).getPrivate(), new char[0], new Certificate[] {certificate});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
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
