package org.wangchuan.platform.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.shredzone.acme4j.Account;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.wangchuan.platform.setting.PrivateFile;

/**
 * An authority that gives certificates by ACME (RFC 8555), asked by HTTP-01 (8.3): it calls this host by its name and expects
 * an answer that only the holder of the account's key can give. The port is open for as long as that takes and answers nothing
 * else. Not thread-safe.
 */
final class AcmeAuthority {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String WELL_KNOWN = "/.well-known/acme-challenge/";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final URI directory;
    private final int port;
    private final Optional<Path> signedBy;

    /**
     * Reaches nobody yet.
     *
     * @param directory its address
     * @param port where it looks at this host: 80, unless something in front hands that on
     * @param signedBy PEM of who signs the authority's own certificate; empty for those that everybody knows
     */
    AcmeAuthority(URI directory, int port, Optional<Path> signedBy) {
        this.directory = directory;
        this.port = port;
        this.signedBy = signedBy;
    }

    /** A certificate for this name and key, with those above it, in PEM. */
    String certificate(String name, KeyPair accountKey, KeyPair key) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.maxReqTime", "10"); // seconds
        trust();
        Map<String, String> answers = new ConcurrentHashMap<>();
        HttpServer server = open(answers);
        try {
            Account account = new AccountBuilder()
                    .agreeToTermsOfService()
                    .useKeyPair(accountKey)
                    .create(new Session(directory));
            Order order = account.newOrder().domain(name).create();
            for (Authorization asked : order.getAuthorizations()) {
                show(asked, answers);
            }
            order.waitUntilReady(LIMIT);
            order.execute(key);
            require(order.waitForCompletion(LIMIT), order.getError());
            StringWriter chain = new StringWriter();
            order.getCertificate().writeCertificate(chain);
            return chain.toString();
        } catch (AcmeException | AcmeLazyLoadingException | AcmeProtocolException e) {
            throw new IOException("ACME_REFUSED: " + e.getMessage(), e);
        } finally {
            server.stop(0);
        }
    }

    private static void show(Authorization asked, Map<String, String> answers)
            throws IOException, AcmeException, InterruptedException {
        if (asked.getStatus() == Status.VALID) {
            return;
        }
        Http01Challenge challenge = asked.findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new IOException("ACME_REFUSED: expected an authority that asks by http-01"));
        answers.put(WELL_KNOWN + challenge.getToken(), challenge.getAuthorization());
        challenge.trigger();
        require(asked.waitForCompletion(LIMIT), challenge.getError());
    }

    private static void require(Status status, Optional<Problem> error) throws IOException {
        if (status != Status.VALID) {
            throw new IOException("ACME_REFUSED: "
                    + error.flatMap(Problem::getDetail).orElse(status.name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private HttpServer open(Map<String, String> answers) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new IOException(
                    "ACME_PORT: the authority has to reach port " + port + ", and it can't be opened: "
                            + e.getMessage(),
                    e);
        }
        // Whoever sends half a request keeps nobody else waiting.
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, Map<String, String> answers) throws IOException {
        try (exchange) {
            Optional<String> known =
                    Optional.ofNullable(answers.get(exchange.getRequestURI().getPath()));
            byte[] body = known.orElse("").getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(known.isPresent() ? OK : NOT_FOUND, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The library takes what the whole process trusts; this process asks nobody else. */
    private void trust() throws IOException {
        if (signedBy.isEmpty()) {
            return;
        }
        try (InputStream pem = Files.newInputStream(signedBy.get())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int i = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + i++, one);
            }
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            store.store(bytes, "public".toCharArray());
            Path file = Files.createTempFile("trusted-", ".p12");
            file.toFile().deleteOnExit();
            PrivateFile.write(file, bytes.toByteArray());
            System.setProperty("javax.net.ssl.trustStore", file.toString());
            System.setProperty("javax.net.ssl.trustStoreType", "PKCS12");
            System.setProperty("javax.net.ssl.trustStorePassword", "public");
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "ACME_CA: expected certificates in PEM in " + signedBy.get() + ", found " + e.getMessage(), e);
        }
    }
}
