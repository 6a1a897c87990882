package org.wangchuan.witness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.witness.append.Appended;

/** The client before servers that answer anything. */
class AppendClientTest {
    private static final NewEntry ENTRY = new NewEntry(new UUID(1, 1), new byte[NewEntry.LENGTH]);

    private final NoteSigner log = new NoteSigner("log.example", SigningKey.generate());
    private final NoteSigner station = new NoteSigner("station.example", SigningKey.generate());
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private AppendClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        client = new AppendClient(http, uri, station, List.of(log.verifierKey()), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    private AppendReply answered(int status, String type, String retryAfter, byte[] body) throws InterruptedException {
        server.createContext("/append", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        try {
            return client.append(List.of(ENTRY));
        } finally {
            server.removeContext("/append");
        }
    }

    private AppendReply done(byte[] body) throws InterruptedException {
        return answered(200, Appended.CONTENT_TYPE, "1", body);
    }

    private static byte[] answer(NoteSigner signer, long size, OptionalLong index) {
        Checkpoint tree = new Checkpoint("log.example", size, Bytes32.random());
        return new Appended(new SignedCheckpoint(tree, signer.sign(tree.text())), List.of(index)).toBytes();
    }

    @Test
    void onlyTheLogsOwnSignatureIsBelieved() throws Exception {
        assertThat(done(answer(log, 5, OptionalLong.of(4)))).isInstanceOf(AppendReply.Done.class);
        assertThat(done(answer(log, 5, OptionalLong.empty())))
                .isInstanceOfSatisfying(
                        AppendReply.Done.class,
                        done -> assertThat(done.appended().isComplete()).isFalse());
        NoteSigner other = new NoteSigner("log.example", SigningKey.generate());
        byte[] right = answer(log, 5, OptionalLong.of(4));
        List<byte[]> wrong = List.of(
                answer(other, 5, OptionalLong.of(4)),
                answer(log, 5, OptionalLong.of(5)),
                Arrays.copyOf(right, right.length - 1),
                Arrays.copyOf(right, right.length + 8),
                new byte[0],
                new byte[8],
                "hello".getBytes(StandardCharsets.US_ASCII));
        for (byte[] body : wrong) {
            assertThat(done(body)).isInstanceOf(AppendReply.Unbelievable.class);
        }
    }

    @Test
    void whatIsWorthAnotherTrySaysWhen() throws Exception {
        byte[] text = "BUSY too\u0007 much\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(answered(503, "text/plain", "7", text))
                .isEqualTo(new AppendReply.Again(Duration.ofSeconds(7), "BUSY too  much"));
        assertThat(answered(429, "text/plain", "9999", text))
                .isEqualTo(new AppendReply.Again(Duration.ofSeconds(60), "BUSY too  much"));
        assertThat(answered(502, "text/html", "tomorrow", new byte[0]))
                .isEqualTo(new AppendReply.Again(Duration.ofSeconds(1), ""));
        assertThat(done(new byte[Appended.BYTES_MAX + 1])).isInstanceOf(AppendReply.Again.class);
        server.stop(0);
        assertThat(client.append(List.of(ENTRY))).isInstanceOf(AppendReply.Again.class);
    }

    @Test
    void whatIsRefusedIsRefused() throws Exception {
        byte[] text = "MALFORMED no\n".getBytes(StandardCharsets.US_ASCII);
        for (int status : new int[] {302, 400, 401, 403, 404, 409, 413}) {
            assertThat(answered(status, "text/plain", "1", text))
                    .isEqualTo(new AppendReply.Refused(status, "MALFORMED no"));
        }
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatThrownBy(() -> new AppendClient(
                        following,
                        URI.create("http://localhost"),
                        station,
                        List.of(log.verifierKey()),
                        Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        following.close();
    }
}
