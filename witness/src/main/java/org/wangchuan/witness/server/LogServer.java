package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.TilePath;

/**
 * Serves the published files of a log's folder (C2SP tlog-tiles), and no others, also not through links. A log may write there meanwhile.
 * It speaks plain HTTP. Any server of static files does the same if it leaves out {@code private}. Thread-safe.
 */
public final class LogServer implements AutoCloseable {
    private static final String CHECKPOINT = "checkpoint";

    private final HttpService http;

    private LogServer(HttpService http) {
        this.http = http;
    }

    /**
     * Listens; requests are answered from when this returns.
     *
     * @param folder of the log
     * @param listen port 0 for any free one
     * @param notes takes lines for whoever runs it: what goes wrong
     */
    public static LogServer start(Path folder, InetSocketAddress listen, Consumer<String> notes) throws IOException {
        return start(new PublishedFiles(folder), listen, notes);
    }

    /**
     * Listens, and serves the published files of a log that lies somewhere else.
     *
     * @param files thread-safe
     */
    public static LogServer start(LogSource files, InetSocketAddress listen, Consumer<String> notes)
            throws IOException {
        return new LogServer(HttpService.start(listen, 0, (exchange, _) -> answer(exchange, files, notes), notes));
    }

    static void answer(HttpExchange exchange, LogSource files, Consumer<String> notes) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            HttpService.send(exchange, 405, HttpService.TEXT, HttpService.text("use GET"));
            return;
        }
        String raw = exchange.getRequestURI().getRawPath();
        String path = raw == null || raw.isEmpty() ? "" : raw.substring(1);
        boolean isCheckpoint = path.equals(CHECKPOINT);
        // Only paths that a log has, in their one spelling: nothing can lead out of it.
        if (!isCheckpoint && TilePath.parse(path).isEmpty()) {
            HttpService.send(exchange, 404, HttpService.TEXT, HttpService.text("a log has no such file"));
            return;
        }
        Optional<byte[]> bytes;
        try {
            bytes = files.read(path);
        } catch (IOException e) {
            notes.accept(path + " could not be read: " + e);
            HttpService.send(exchange, 500, HttpService.TEXT, HttpService.text("it can't be read"));
            return;
        }
        if (bytes.isPresent()) {
            exchange.getResponseHeaders()
                    .set("Cache-Control", isCheckpoint ? "no-cache" : "public, max-age=31536000, immutable");
            String type = isCheckpoint ? HttpService.TEXT : "application/octet-stream";
            HttpService.send(exchange, 200, type, bytes.get());
        } else {
            HttpService.send(exchange, 404, HttpService.TEXT, HttpService.text("not there, or not yet"));
        }
    }

    /** Where it listens in fact, for clients on this machine, without a slash at the end. */
    public URI uri() {
        return URI.create(http.origin());
    }

    /** Takes no more requests, and waits some seconds for those under way. */
    @Override
    public void close() {
        http.close();
    }
}
