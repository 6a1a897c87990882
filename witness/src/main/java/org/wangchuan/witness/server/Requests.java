package org.wangchuan.witness.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.proof.witness.Answer;
import org.wangchuan.proof.witness.Witness;

/** From HTTP to the witness and back (C2SP tlog-witness, "HTTP Interface"). */
final class Requests implements HttpService.Work {
    private final Witness witness;
    private final String addCheckpoint;
    private final Pattern readBack;
    private final Consumer<String> notes;

    Requests(Witness witness, String prefix, Consumer<String> notes) {
        this.witness = witness;
        this.addCheckpoint = prefix + "/add-checkpoint";
        this.readBack = Pattern.compile(Pattern.quote(prefix) + "/([0-9a-f]{64})/checkpoint");
        this.notes = notes;
    }

    @Override
    public void answer(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        Matcher read = readBack.matcher(path == null ? "" : path);
        if (addCheckpoint.equals(path)) {
            if (allows(exchange, "POST")) {
                add(exchange, body);
            }
        } else if (read.matches()) {
            if (allows(exchange, "GET")) {
                latest(exchange, read.group(1));
            }
        } else {
            HttpService.send(exchange, 404, HttpService.TEXT, HttpService.text("there is nothing here"));
        }
    }

    private void add(HttpExchange exchange, byte[] body) throws IOException {
        if (body.length > AddCheckpoint.BYTES_MAX) {
            exchange.getResponseHeaders().set("Connection", "close");
            HttpService.send(
                    exchange,
                    413,
                    HttpService.TEXT,
                    HttpService.text("a request has at most " + AddCheckpoint.BYTES_MAX + " bytes"));
            return;
        }
        Answer answer;
        try {
            answer = witness.addCheckpoint(body);
        } catch (IOException e) {
            notes.accept("the state could not be read or written: " + e);
            HttpService.send(
                    exchange,
                    503,
                    HttpService.TEXT,
                    HttpService.text("this witness can't write down what it would cosign"));
            return;
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            notes.accept(unavailable.reason());
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        HttpService.send(exchange, answer.status(), answer.contentType(), answer.body());
    }

    private void latest(HttpExchange exchange, String originHash) throws IOException {
        Optional<Note> latest;
        try {
            latest = witness.latest(originHash);
        } catch (IOException e) {
            notes.accept("the state could not be read: " + e);
            HttpService.send(exchange, 503, HttpService.TEXT, HttpService.text("this witness can't read its state"));
            return;
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        if (latest.isPresent()) {
            HttpService.send(exchange, 200, HttpService.TEXT, latest.get().toBytes());
        } else {
            HttpService.send(
                    exchange,
                    404,
                    HttpService.TEXT,
                    HttpService.text("this witness has cosigned nothing of such a log"));
        }
    }

    private static boolean allows(HttpExchange exchange, String method) throws IOException {
        if (exchange.getRequestMethod().equals(method)) {
            return true;
        }
        exchange.getResponseHeaders().set("Allow", method);
        HttpService.send(exchange, 405, HttpService.TEXT, HttpService.text("use " + method));
        return false;
    }
}
