package org.wangchuan.cli.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;

/**
 * The platform of this machine, as this process reaches it.
 *
 * @param address without a slash at its end
 * @param tls what is trusted there; empty if it is spoken to in plain HTTP, which never leaves this machine
 */
record LocalPlatform(URI address, Optional<SSLContext> tls) {
    /** Of this machine only. */
    static final String HOST = "127.0.0.1";

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Of a platform that {@code up} starts. */
    static LocalPlatform of(int port, Optional<UpService.Tls> tls) throws UserError {
        if (tls.isEmpty()) {
            return new LocalPlatform(URI.create("http://" + HOST + ":" + port), Optional.empty());
        }
        try {
            return new LocalPlatform(
                    URI.create("https://" + HOST + ":" + port),
                    Optional.of(PinnedCertificate.context(tls.get().certificate())));
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "UP_TLS", tls.get().certificate(), String.valueOf(e.getMessage()));
        }
    }

    /** A client for it. */
    HttpClient.Builder client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT);
        tls.ifPresent(builder::sslContext);
        return builder;
    }

    /** Whether its first page comes. */
    boolean answers() throws InterruptedException {
        try (HttpClient http = client().build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve("/")).timeout(LIMIT).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
        } catch (IOException e) {
            return false;
        }
    }
}
