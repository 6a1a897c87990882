package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.proof.witness.Answer;
import org.wangchuan.proof.witness.Witness;

/** From HTTP to the witness and back (C2SP tlog-witness, "HTTP Interface"). */
final class Requests implements HttpHandler {
    /** Most requests that are worked on at the same time; the rest are asked to come again. */
    static final int AT_ONCE_MAX = 64;

    private static final String TEXT = "text/plain; charset=utf-8";

    private final Witness witness;
    private final String addCheckpoint;
    private final Pattern readBack;
    private final Consumer<String> notes;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    Requests(Witness witness, String prefix, Consumer<String> notes) {
        this.witness = witness;
        this.addCheckpoint = prefix + "/add-checkpoint";
        this.readBack = Pattern.compile(Pattern.quote(prefix) + "/([0-9a-f]{64})/checkpoint");
        this.notes = notes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 503, TEXT, text("too many requests at once"));
            return;
        }
        try {
            dispatch(exchange);
        } finally {
            places.release();
        }
    }

    private void dispatch(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Matcher read = readBack.matcher(path == null ? "" : path);
        if (addCheckpoint.equals(path)) {
            if (allows(exchange, "POST")) {
                add(exchange);
            }
        } else if (read.matches()) {
            if (allows(exchange, "GET")) {
                latest(exchange, read.group(1));
            }
        } else {
            send(exchange, 404, TEXT, text("there is nothing here"));
        }
    }

    private void add(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.BYTES_MAX + 1);
        if (body.length > AddCheckpoint.BYTES_MAX) {
            exchange.getResponseHeaders().set("Connection", "close");
            send(exchange, 413, TEXT, text("a request has at most " + AddCheckpoint.BYTES_MAX + " bytes"));
            return;
        }
        Answer answer;
        try {
            answer = witness.addCheckpoint(body);
        } catch (IOException e) {
            notes.accept("the state could not be read or written: " + e);
            send(exchange, 503, TEXT, text("this witness can't write down what it would cosign"));
            return;
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            notes.accept(unavailable.reason());
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        send(exchange, answer.status(), answer.contentType(), answer.body());
    }

    private void latest(HttpExchange exchange, String originHash) throws IOException {
        Optional<Note> latest;
        try {
            latest = witness.latest(originHash);
        } catch (IOException e) {
            notes.accept("the state could not be read: " + e);
            send(exchange, 503, TEXT, text("this witness can't read its state"));
            return;
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        if (latest.isPresent()) {
            send(exchange, 200, TEXT, latest.get().toBytes());
        } else {
            send(exchange, 404, TEXT, text("this witness has cosigned nothing of such a log"));
        }
    }

    private static boolean allows(HttpExchange exchange, String method) throws IOException {
        if (exchange.getRequestMethod().equals(method)) {
            return true;
        }
        exchange.getResponseHeaders().set("Allow", method);
        send(exchange, 405, TEXT, text("use " + method));
        return false;
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] text(String sentence) {
        return (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
