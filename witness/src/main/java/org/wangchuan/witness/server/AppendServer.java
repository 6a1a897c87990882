package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.append.AppendCode;
import org.wangchuan.witness.append.AppendException;
import org.wangchuan.witness.append.AppendRequest;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.append.Appends;
import org.wangchuan.witness.append.Sequencer;
import org.wangchuan.witness.config.AppendConfig;

/**
 * A running log that stations append to with {@code POST /append}, and that anybody reads as from {@link LogServer}. It is
 * the one writer of its folder. It speaks plain HTTP: put it behind a server that speaks TLS. Thread-safe.
 */
public final class AppendServer implements AutoCloseable {
    /** Path of appends. */
    public static final String PATH = "/append";

    /** Witnesses that take longer are not asked any longer for this checkpoint. */
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(10);

    /** Requests wait for the end of an interval, so many of them may be under way. */
    private static final int AT_ONCE_MAX = 256;

    private final TileLog log;
    private final Sequencer sequencer;
    private final Optional<Publisher> publisher;
    private final HttpService http;

    private AppendServer(TileLog log, Sequencer sequencer, Optional<Publisher> publisher, HttpService http) {
        this.log = log;
        this.sequencer = sequencer;
        this.publisher = publisher;
        this.http = http;
    }

    /**
     * Opens the log on its folder and listens; requests are answered from when this returns.
     *
     * @param notes takes lines for whoever runs it: what goes wrong. No line holds an event id, an entry or a signature
     * @throws org.wangchuan.proof.log.LogRefusedException if the log is in use, damaged, or another's
     * @throws IOException also if the address can't be listened on
     */
    public static AppendServer start(AppendConfig config, Consumer<String> notes) throws IOException {
        TileLog log = TileLog.open(config.folder(), config.signer(), Optional.empty(), config.publication());
        return start(config, log, new PublishedFiles(config.folder()), notes);
    }

    /**
     * Listens for a log that is open already, wherever it lies; it is closed with this, or if this fails.
     *
     * @param log that publishes as the configuration says
     * @param files what is published of it; thread-safe
     */
    public static AppendServer start(AppendConfig config, TileLog log, LogSource files, Consumer<String> notes)
            throws IOException {
        Sequencer sequencer = Sequencer.start(log, config.interval(), config.padding(), notes);
        Optional<Publisher> publisher = config.witnesses()
                .map(asked -> Publisher.start(
                        log, asked.policy(), asked.every(), ROUND_LIMIT, InstantSource.system(), notes));
        try {
            List<Appends.Member> members = config.stations().stream()
                    .map(key -> new Appends.Member(key, key.name()))
                    .toList();
            Appends appends =
                    new Appends(sequencer, config.signer().verifierKey().name(), () -> members);
            HttpService http = HttpService.start(
                    config.listen(),
                    AppendRequest.BYTES_MAX,
                    AT_ONCE_MAX,
                    new Work(appends, publisher, files, notes),
                    notes);
            return new AppendServer(log, sequencer, publisher, http);
        } catch (IOException | RuntimeException e) {
            sequencer.close();
            publisher.ifPresent(Publisher::close);
            log.close();
            throw e;
        }
    }

    /** From HTTP to the sequencer and back. */
    private record Work(Appends appends, Optional<Publisher> publisher, LogSource files, Consumer<String> notes)
            implements HttpService.Work {
        @Override
        public void answer(HttpExchange exchange, byte[] body) throws IOException {
            if (!PATH.equals(exchange.getRequestURI().getRawPath())) {
                LogServer.answer(exchange, files, notes);
                return;
            }
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Allow", "POST");
                HttpService.send(exchange, 405, HttpService.TEXT, HttpService.text("use POST"));
                return;
            }
            try {
                Appended appended = appends.append(body);
                publisher.ifPresent(Publisher::grown);
                int status = appended.isComplete() ? 200 : AppendCode.EVENT_CONFLICT.status();
                HttpService.send(exchange, status, Appended.CONTENT_TYPE, appended.toBytes());
            } catch (AppendException e) {
                refuse(exchange, e);
            }
        }

        private static void refuse(HttpExchange exchange, AppendException e) throws IOException {
            if (e.code().isWorthAnotherTry()) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            if (e.code() == AppendCode.TOO_LARGE) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            HttpService.send(
                    exchange, e.code().status(), HttpService.TEXT, HttpService.text(e.code() + " " + e.sentence()));
        }
    }

    /** The key that verifies the checkpoints. */
    public VerifierKey key() {
        return log.verifierKey();
    }

    /** How many entries wait for their batch now. */
    public int waiting() {
        return sequencer.waiting();
    }

    /** Where it listens in fact, for clients on this machine, without a slash at the end. */
    public URI uri() {
        return URI.create(http.origin());
    }

    /** Takes nothing more in, answers what was taken in, and gives the log back. */
    @Override
    public void close() throws IOException {
        sequencer.stop(); // what waits is appended at once, so that its requests can end
        http.close();
        sequencer.close();
        publisher.ifPresent(Publisher::close);
        log.close();
    }
}
