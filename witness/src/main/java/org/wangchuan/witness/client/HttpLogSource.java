package org.wangchuan.witness.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wangchuan.proof.log.GrowingLog;
import org.wangchuan.proof.log.LogSource;

/** A log that is served as static files over HTTP (C2SP tlog-tiles). Thread-safe. */
public final class HttpLogSource implements LogSource {
    private final HttpClient http;
    private final URI prefix;
    private final Duration timeout;

    /**
     * A log at an address.
     *
     * @param prefix http or https, without a slash at the end
     * @param timeout for each request, from its start to the last byte of the answer; more than zero
     */
    public HttpLogSource(HttpClient http, URI prefix, Duration timeout) {
        this.http = http;
        this.prefix = prefix;
        this.timeout = timeout;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return new GrowingLog(this::get).read(path);
    }

    private Optional<byte[]> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(prefix + "/" + path))
                .timeout(timeout) // this one ends with the headers of the answer
                .build();
        HttpResponse<byte[]> response = send(request);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404, 410 -> Optional.empty();
            default ->
                throw new IOException(request.uri() + ": expected status 200 or 404, found " + response.statusCode());
        };
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BYTES_MAX));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading " + request.uri(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    request.uri() + ": expected the whole file within " + timeout.toSeconds() + " s, found less", e);
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + ": expected an answer, found " + reason(e), e);
        }
    }

    /** Some of the client's exceptions, such as for a refused connection, have no message; their names say enough. */
    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + " (" + cause.getMessage() + ")";
    }
}
