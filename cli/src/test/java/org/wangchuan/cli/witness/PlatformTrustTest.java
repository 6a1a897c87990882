package org.wangchuan.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate nobody but its own company has signed. */
class PlatformTrustTest {
    private static final String PASSWORD = "not-secret";

    @TempDir
    private Path folder;

    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(make("shop", "ip:127.0.0.1"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAuthorityThatIsNamedIsBelieved() throws Exception {
        assertThat(ask(Optional.of(pem("shop")), "127.0.0.1")).isEqualTo(204);
    }

    @Test
    void withoutItNobodyBelievesTheServer() {
        assertThatThrownBy(() -> ask(Optional.empty(), "127.0.0.1")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void anotherAuthorityIsNotBelieved() throws Exception {
        Path _ = make("other", "ip:127.0.0.1");
        assertThatThrownBy(() -> ask(Optional.of(pem("other")), "127.0.0.1")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void theNameIsStillCompared() throws Exception {
        String authority = pem("shop");
        assertThatThrownBy(() -> ask(Optional.of(authority), "localhost")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void whatHoldsNoCertificateIsRefused() {
        assertThatThrownBy(() -> PlatformTrust.of(Optional.of(""))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PlatformTrust.of(Optional.of("no certificate")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PEM");
    }

    private int ask(Optional<String> authorities, String host) throws Exception {
        URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
        try (HttpClient http = PlatformTrust.of(authorities).client()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private String pem(String name) throws Exception {
        Path file = folder.resolve(name + ".pem");
        keytool("-exportcert", "-rfc", "-file", file.toString(), "-keystore", store(name), "-alias", name);
        return Files.readString(file);
    }

    private Path make(String name, String subject) throws Exception {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-keystore",
                store(name),
                "-alias",
                name);
        return Path.of(store(name));
    }

    private String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-storepass", PASSWORD));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
