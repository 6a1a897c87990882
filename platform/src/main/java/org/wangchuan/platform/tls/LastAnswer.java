package org.wangchuan.platform.tls;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/**
 * Remembers the status of the authority's last answer, and what it said of when to come again: the library tells that with the problem
 * {@code rateLimited} only, and an authority that is overloaded says it with any answer (RFC 9110, 10.2.3). Not thread-safe.
 */
final class LastAnswer extends GenericAcmeProvider {
    private int status;
    private Optional<Instant> retryAfter = Optional.empty();

    /** Its status; 0 before the first. */
    int status() {
        return status;
    }

    /** When it said to come again; empty if it did not. */
    Optional<Instant> retryAfter() {
        return retryAfter;
    }

    @Override
    public Connection connect(URI server, NetworkSettings settings) {
        return new Noting(createHttpConnector(settings));
    }

    private final class Noting extends DefaultConnection {
        Noting(HttpConnector connector) {
            super(connector);
        }

        @Override
        protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body) throws IOException {
            super.sendRequest(session, url, body);
            @Nullable HttpResponse<?> answer = lastResponse;
            status = answer == null ? 0 : answer.statusCode();
            retryAfter = getRetryAfter();
        }
    }
}
