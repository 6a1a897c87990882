package org.wangchuan.witness.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.witness.AddCheckpoint;

/** A server that answers what a test says, one answer after the other, and fails on a request too many. */
public final class ScriptedWitness implements AutoCloseable {
    /** One answer. */
    public record Scripted(int status, String type, String body) {}

    private final HttpServer server;
    private final List<Scripted> answers;
    private final List<AddCheckpoint> asked = new ArrayList<>();

    public ScriptedWitness(Scripted... answers) throws IOException {
        this.answers = new ArrayList<>(List.of(answers));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w/add-checkpoint", exchange -> {
            try (exchange) {
                asked.add(AddCheckpoint.parse(exchange.getRequestBody().readAllBytes()));
                Scripted answer = this.answers.removeFirst();
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } catch (VerificationException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/w");
    }

    /** What was asked, in order. */
    public List<AddCheckpoint> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
