package org.wangchuan.s3;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wangchuan.proof.log.LogSource;

/** HTTP/1.1 of the platform. Follows no redirects: a request is signed for one host. Thread-safe. */
final class HttpTransport implements Transport, AutoCloseable {
    private final HttpClient http;
    private final Duration timeout;

    /**
     * Connects when it is first used.
     *
     * @param timeout for each request, from its start to the last byte of the answer; more than zero
     */
    HttpTransport(Duration timeout) {
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public Answer send(Request request) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request.uri()).timeout(timeout); // this one ends with the headers of the answer
        request.headers().forEach(builder::setHeader);
        builder.method(
                request.method(),
                request.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(request.body()));
        CompletableFuture<HttpResponse<byte[]>> coming =
                http.sendAsync(builder.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LogSource.BYTES_MAX));
        try {
            return answer(coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (TimeoutException e) {
            coming.cancel(true);
            throw new IOException("no whole answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Answer(response.statusCode(), headers, response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
