package org.wangchuan.platform.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.shredzone.acme4j.util.CSRBuilder;
import org.shredzone.acme4j.util.CertificateUtils;
import org.shredzone.acme4j.util.KeyPairUtils;
import org.wangchuan.platform.testing.FreePort;

/** Debian's {@code pebble} on free ports of this machine, and a name server for which every name is this machine. */
final class Pebble implements AutoCloseable {
    private static final int ANSWER_SECONDS = 30;

    private final Process names;
    private final Process authority;
    private final URI directory;
    private final int port;
    private final Path ca;
    private final int management;
    private final Path log;

    private Pebble(Process names, Process authority, URI directory, int port, Path ca, int management, Path log) {
        this.log = log;
        this.names = names;
        this.authority = authority;
        this.directory = directory;
        this.port = port;
        this.ca = ca;
        this.management = management;
    }

    static Pebble start(Path folder) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        int listen = FreePort.any();
        int http = FreePort.any();
        int dns = FreePort.any();
        int dnsManagement = FreePort.any();
        Path ca = certificate(folder);
        Path config = folder.resolve("pebble.json");
        Files.writeString(config, """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "", "certificate": "%s", "privateKey": "%s",
                 "httpPort": %d, "tlsPort": %d, "ocspResponderURL": "", "externalAccountBindingRequired": false,
                 "domainBlocklist": ["blocked-domain.example"], "retryAfter": {"authz": 1, "order": 1},
                 "certificateValidityPeriod": %d}}""".formatted(
                        listen,
                        folder.resolve("server.pem"),
                        folder.resolve("server.key"),
                        http,
                        FreePort.any(),
                        Duration.ofDays(90).toSeconds()));
        Process names = run(
                folder,
                "pebble-challtestsrv",
                "-dns01",
                "127.0.0.1:" + dns,
                "-management",
                "127.0.0.1:" + dnsManagement,
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-doh",
                "",
                "-defaultIPv4",
                "127.0.0.1",
                "-defaultIPv6",
                "");
        Process authority = run(folder, "pebble", "-config", config.toString(), "-dnsserver", "127.0.0.1:" + dns);
        Pebble out = new Pebble(
                names,
                authority,
                URI.create("https://localhost:" + listen + "/dir"),
                http,
                ca,
                dnsManagement,
                folder.resolve("pebble.log"));
        out.await(listen);
        out.await(dnsManagement);
        return out;
    }

    URI directory() {
        return directory;
    }

    /** Where it looks for answers. */
    int port() {
        return port;
    }

    /** Who signs its own certificate. */
    Optional<Path> ca() {
        return Optional.of(ca);
    }

    /** How many certificates it has signed. */
    int signed() throws IOException {
        return (int) Files.readString(log)
                .lines()
                .filter(line -> line.contains("Issued certificate serial"))
                .count();
    }

    /** From now on no name leads anywhere. */
    void forgetAddresses() throws IOException, InterruptedException {
        address("");
    }

    /** From now on each name is this machine. */
    void findAddresses() throws IOException, InterruptedException {
        address("127.0.0.1");
    }

    private void address(String ip) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var _ = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/set-default-ipv4"))
                            .POST(HttpRequest.BodyPublishers.ofString("{\"ip\":\"" + ip + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    /** An authority's own certificate, signed by somebody of our own. */
    private static Path certificate(Path folder) throws IOException {
        return certificate(folder, Instant.now());
    }

    /** The same, valid around that time for a day: {@code server.pem} and {@code server.key}; who signed it is given back. */
    static Path certificate(Path folder, Instant at) throws IOException {
        KeyPair rootKey = KeyPairUtils.createKeyPair(2048);
        Instant now = at.minusSeconds(60);
        Instant until = now.plus(Duration.ofDays(1));
        X509Certificate root = CertificateUtils.createTestRootCertificate("CN=test root", now, until, rootKey);
        KeyPair key = KeyPairUtils.createKeyPair(2048);
        CSRBuilder request = new CSRBuilder();
        request.addDomain("localhost");
        request.sign(key);
        X509Certificate server =
                CertificateUtils.createTestCertificate(request.getCSR(), now, until, root, rootKey.getPrivate());
        Files.writeString(folder.resolve("server.pem"), pem(server));
        StringWriter text = new StringWriter();
        KeyPairUtils.writeKeyPair(key, text);
        Files.writeString(folder.resolve("server.key"), text.toString());
        return Files.writeString(folder.resolve("ca.pem"), pem(root));
    }

    private static String pem(X509Certificate certificate) throws IOException {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IOException(e);
        }
    }

    private static Process run(Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile());
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        // By itself it takes half of the names that it asked for once as shown: by chance, and so were its refusals.
        builder.environment().put("PEBBLE_AUTHZREUSE", "0");
        return builder.start();
    }

    private void await(int listening) throws InterruptedException, IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), listening)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !authority.isAlive() || !names.isAlive()) {
                    close();
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    @Override
    public void close() {
        authority.destroyForcibly();
        names.destroyForcibly();
    }
}
