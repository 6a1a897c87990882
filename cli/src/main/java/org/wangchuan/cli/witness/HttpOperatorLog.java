package org.wangchuan.cli.witness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.station.operator.OperatorLog;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.client.HttpLogSource;

/** Reaches an operator's log over HTTP. Thread-safe. */
public final class HttpOperatorLog implements OperatorLog {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FILE_TIMEOUT = Duration.ofSeconds(5);
    private static final String CHECKPOINT = "checkpoint";

    private final HttpClient http;
    private final URI prefix;
    private final NoteSigner station;
    private final List<VerifierKey> logKeys;
    private final LogSource files;
    private volatile boolean isStopped;

    /**
     * A log at an address.
     *
     * @param prefix http or https, without a slash at the end
     * @param station name and key that the log's operator has entered
     * @param logKeys the log's keys, from a trust list
     */
    public HttpOperatorLog(URI prefix, NoteSigner station, List<VerifierKey> logKeys) {
        this(newClient(), prefix, station, logKeys);
    }

    /**
     * A log at an address that is reached in a way of its own.
     *
     * @param http follows no redirects; ends with this
     */
    public HttpOperatorLog(HttpClient http, URI prefix, NoteSigner station, List<VerifierKey> logKeys) {
        this.http = http;
        this.prefix = prefix;
        this.station = station;
        this.logKeys = List.copyOf(logKeys);
        this.files = new HttpLogSource(http, prefix, FILE_TIMEOUT);
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** Asks nothing any more, now and later. */
    public void stop() {
        isStopped = true;
        http.shutdownNow();
    }

    @Override
    public boolean isStopped() {
        return isStopped;
    }

    @Override
    public Answer append(List<NewEntry> entries, Duration limit) throws InterruptedException {
        AppendReply reply = new AppendClient(http, prefix, station, logKeys, limit).append(entries);
        return switch (reply) {
            case AppendReply.Done done -> indexes(done);
            case AppendReply.Again(Duration _, String text) -> new Answer.Again(text);
            case AppendReply.Refused(int status, String text) ->
                new Answer.Refused("refused with " + status + ": " + text);
            case AppendReply.Unbelievable(VerificationException reason) ->
                new Answer.Refused("expected " + reason.expected() + ", found " + reason.found());
        };
    }

    private static Answer indexes(AppendReply.Done done) {
        List<Long> indexes = new ArrayList<>();
        for (OptionalLong index : done.appended().indexes()) {
            if (index.isEmpty()) {
                return new Answer.Conflict();
            }
            indexes.add(index.getAsLong());
        }
        return new Answer.Done(indexes);
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint() throws IOException, VerificationException {
        Optional<byte[]> bytes = files.read(CHECKPOINT);
        return bytes.isPresent() ? Optional.of(SignedCheckpoint.parse(bytes.get())) : Optional.empty();
    }

    @Override
    public LogSource files() {
        return files;
    }
}
