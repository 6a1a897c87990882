package org.wangchuan.platform.tls;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
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
    /** Between two looks at the same. */
    private static final Duration LEAST = Duration.ofSeconds(1);

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

        /**
         * By the clock of this machine, and never before now: the library adds what the authority says to the authority's own time, and
         * can't wait for a time that has gone by.
         */
        @Override
        public Optional<Instant> getRetryAfter() {
            Instant now = Instant.now();
            return super.getRetryAfter()
                    .map(at -> at.plus(theirTime()
                            .map(theirs -> Duration.between(theirs, now))
                            .orElse(Duration.ZERO)))
                    .map(at -> at.isBefore(now.plus(LEAST)) ? now.plus(LEAST) : at);
        }

        private Optional<Instant> theirTime() {
            @Nullable HttpResponse<?> answer = lastResponse;
            if (answer == null) {
                return Optional.empty();
            }
            try {
                return answer.headers()
                        .firstValue("Date")
                        .map(said -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
