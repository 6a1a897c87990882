package org.wangchuan.witness.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.append.AppendRequest;
import org.wangchuan.witness.append.Appended;

/**
 * A station's way into an operator's log. It believes an answer when the log's signature under it is right; that an entry
 * is where the answer says is shown by {@link #prove}. Thread-safe.
 */
public final class AppendClient {
    private static final int TEXT_CHARS_MAX = 200;
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final int AFTER_SECONDS_MAX = 60;

    private final HttpClient http;
    private final URI append;
    private final NoteSigner station;
    private final List<VerifierKey> logKeys;
    private final Duration timeout;
    private final LogSource files;

    /**
     * A log at an address.
     *
     * @param http follows no redirects; its connect timeout is its maker's choice
     * @param prefix http or https, without a slash at the end
     * @param station name and key that the log's operator has entered
     * @param logKeys the log's keys, from somewhere else than the address; at least one, and all of one name, the origin
     * @param timeout for each request, from its start to the last byte of the answer; more than the log's interval
     */
    public AppendClient(HttpClient http, URI prefix, NoteSigner station, List<VerifierKey> logKeys, Duration timeout) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects");
        }
        this.http = http;
        this.append = URI.create(prefix + "/append");
        this.station = station;
        this.logKeys = List.copyOf(logKeys);
        this.timeout = timeout;
        this.files = new HttpLogSource(http, prefix, timeout);
    }

    /**
     * Sends entries once. Event ids are made and kept by the caller before: only with the same ids does sending again
     * append nothing twice.
     *
     * @param entries 1 to {@link AppendRequest#ENTRIES_MAX}
     */
    public AppendReply append(List<NewEntry> entries) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(append)
                .timeout(timeout)
                // Over plain HTTP it would offer an upgrade with each request, which brings nothing here.
                .version(append.getScheme().equals("https") ? Version.HTTP_2 : Version.HTTP_1_1)
                .POST(BodyPublishers.ofByteArray(
                        AppendRequest.encode(station, logKeys.getFirst().name(), entries)))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = send(request);
        } catch (IOException e) {
            return new AppendReply.Again(AFTER, String.valueOf(e.getMessage()));
        }
        boolean isAnswer =
                response.headers().firstValue("Content-Type").orElse("").equals(Appended.CONTENT_TYPE);
        return switch (response.statusCode()) {
            case 200 -> read(response.body(), entries.size());
            case 409 -> isAnswer ? read(response.body(), entries.size()) : refused(response);
            case 429, 500, 502, 503, 504 ->
                new AppendReply.Again(after(response), Printable.of(response.body(), TEXT_CHARS_MAX));
            default -> refused(response);
        };
    }

    /** The client's own time-out ends with the headers of the answer; whoever drips its body would keep us for ever. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Appended.BYTES_MAX));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getClass().getSimpleName() + ": " + cause.getMessage(), e);
        }
    }

    private AppendReply read(byte[] body, int count) {
        try {
            Appended appended = Appended.parse(body, count);
            appended.checkpoint().verify(logKeys);
            return new AppendReply.Done(appended);
        } catch (VerificationException e) {
            return new AppendReply.Unbelievable(e);
        }
    }

    private static AppendReply refused(HttpResponse<byte[]> response) {
        return new AppendReply.Refused(response.statusCode(), Printable.of(response.body(), TEXT_CHARS_MAX));
    }

    private static Duration after(HttpResponse<byte[]> response) {
        String text = response.headers().firstValue("Retry-After").orElse("");
        return text.matches("[0-9]{1,4}")
                ? Duration.ofSeconds(Math.min(Integer.parseInt(text), AFTER_SECONDS_MAX))
                : AFTER;
    }

    /**
     * That an entry is in the log, from its published tiles.
     *
     * @param index of the entry, as the answer said
     * @param checkpoint of the answer, or any later one
     * @throws VerificationException if the entry is not there, whatever the log has answered
     * @throws IOException if a tile can't be read
     */
    public TlogProof prove(long index, byte[] entry, SignedCheckpoint checkpoint)
            throws IOException, VerificationException {
        TlogProof proof = TlogProof.read(files, index, checkpoint);
        List<VerifierKey> _ = proof.verify(entry, logKeys);
        return proof;
    }
}
