package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.proof.witness.WitnessRefusedException;
import org.wangchuan.witness.client.Reply;
import org.wangchuan.witness.client.WitnessClient;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.testing.GrowingLog;

class WitnessServerTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Cosigner cosigner = new Cosigner("witness.example/w1", SigningKey.generate());
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private GrowingLog log;
    private WitnessServer server;

    @BeforeEach
    void start() throws IOException {
        log = new GrowingLog(folder.resolve("log"), GrowingLog.signer("log.example/忘川"), 1);
        server = serve();
    }

    private WitnessServer serve() throws IOException {
        return WitnessServer.start(config(folder.resolve("state")), InstantSource.system(), notes::add);
    }

    private WitnessConfig config(Path state) {
        return new WitnessConfig(
                cosigner,
                state,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "/w",
                List.of(log.watched()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        log.close();
        http.close();
    }

    private HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> add(long oldSize, List<Bytes32> hashes, Note note) throws Exception {
        return post("/add-checkpoint", AddCheckpoint.of(oldSize, hashes, note).toBytes());
    }

    private HttpResponse<byte[]> request(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(TIMEOUT)
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private Reply ask(GrowingLog of, long believed) throws Exception {
        return new WitnessClient(http, server.uri(), cosigner.key(), TIMEOUT, InstantSource.system())
                .cosign(of.checkpoint(), believed, of::proof);
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }

    @Test
    void aLogIsCosignedOverHttpAndReadBack() throws Exception {
        for (int by : new int[] {1, 2, 300, 7}) {
            log.grow(by);
            assertThat(ask(log, 0)).isInstanceOf(Reply.Cosigned.class);
        }
        HttpResponse<byte[]> latest = request("GET", "/" + log.watched().hash() + "/checkpoint");
        assertThat(latest.statusCode()).isEqualTo(200);
        assertThat(type(latest)).isEqualTo("text/plain; charset=utf-8");
        SignedCheckpoint read = SignedCheckpoint.parse(latest.body());
        assertThat(read.checkpoint()).isEqualTo(log.checkpoint().checkpoint());
        assertThat(read.verify(List.of(log.signer.verifierKey()))).hasSize(1);
        assertThat(Cosignature.verify(read.note(), List.of(cosigner.key()), Instant.now()))
                .hasSize(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void eachRefusalHasItsStatus() throws Exception {
        Note note = log.grow(5).note();
        assertThat(post("/add-checkpoint", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(add(0, List.of(), note).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> conflict = add(3, List.of(), note);
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(type(conflict)).isEqualTo("text/x.tlog.size");
        assertThat(new String(conflict.body(), StandardCharsets.US_ASCII)).isEqualTo("5\n");
        assertThat(add(5, List.of(Bytes32.sha256()), note).statusCode()).isEqualTo(422);
        assertThat(add(0, List.of(), GrowingLog.signer("x").sign(note.text())).statusCode())
                .isEqualTo(403);
        Note other = GrowingLog.signer("x").sign(note.text().replace("log.example", "other.example"));
        assertThat(add(0, List.of(), other).statusCode()).isEqualTo(404);
        assertThat(post("/add-checkpoint", new byte[AddCheckpoint.BYTES_MAX + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(request("GET", "/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(request("DELETE", "/" + log.watched().hash() + "/checkpoint").statusCode())
                .isEqualTo(405);
        for (String nowhere : List.of(
                "/",
                "/add-checkpoint/",
                "/" + log.watched().hash() + "/checkpoint/",
                "/" + "0".repeat(64) + "/checkpoint",
                "/" + log.watched().hash().toUpperCase(java.util.Locale.ROOT) + "/checkpoint",
                "/../state/witness")) {
            assertThat(request("GET", nowhere).statusCode()).as(nowhere).isEqualTo(404);
        }
    }

    @Test
    void aForkRaisesTheAlarmAndARestartRemembers() throws Exception {
        log.grow(5);
        ask(log, 0);
        try (GrowingLog fork = new GrowingLog(folder.resolve("fork"), log.signer, 2)) {
            fork.grow(5);
            assertThat(ask(fork, 0))
                    .isInstanceOfSatisfying(
                            Reply.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(422));
            assertThat(notes).singleElement().asString().startsWith("ALARM: the log has forked");
            server.close();
            server = serve();
            assertThat(ask(fork, 0)).isInstanceOf(Reply.Refused.class);
        }
        log.grow(1);
        assertThat(ask(log, 5)).isInstanceOf(Reply.Cosigned.class);
    }

    @Test
    void aStateOrAnAddressInUseIsRefused() {
        assertThatThrownBy(this::serve).isInstanceOf(WitnessRefusedException.class);
        WitnessConfig same =
                new WitnessConfig(cosigner, folder.resolve("other"), server.address(), "", List.of(log.watched()));
        assertThatThrownBy(() -> WitnessServer.start(same, InstantSource.system(), notes::add))
                .isInstanceOf(java.net.BindException.class);
        // And the state of the one that could not listen is free again.
        assertThatThrownBy(() -> WitnessServer.start(same, InstantSource.system(), notes::add))
                .isInstanceOf(java.net.BindException.class);
    }

    /** Headers that never end, and a body that never ends: both lose their connection. */
    @Test
    @Tag("slow")
    void whoeverSendsTooSlowlyIsCutOff() throws Exception {
        assertThat(System.getProperty(Limits.REQUEST_SECONDS)).isEqualTo("5");
        for (String start : List.of(
                "POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                "POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nold ")) {
            try (Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                socket.setSoTimeout(120_000);
                OutputStream out = socket.getOutputStream();
                out.write(start.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertThat(readToEnd(socket.getInputStream())).as(start).doesNotContain("200");
            }
        }
        log.grow(1);
        assertThat(ask(log, 0)).isInstanceOf(Reply.Cosigned.class);
    }

    private static String readToEnd(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            return "reset";
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(("GET /w/ HTTP/1.1\r\nHost: x\r\n" + "X-Y: z\r\n".repeat(5000))
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(pipe|reset).*");
            }
            assertThat(readToEnd(socket.getInputStream())).doesNotContain("200");
        }
    }

    @Test
    void chunksThatAreNoneAreTheClientsMistake() throws Exception {
        for (String chunks : List.of("zz\r\nold\r\n", "-5\r\nold\r\n", "3\r\noldXX", "7fffffffffff\r\n", "\r\n\r\n")) {
            try (Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                socket.setSoTimeout(120_000);
                OutputStream out = socket.getOutputStream();
                out.write(("POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
                        .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                assertThat(readToEnd(socket.getInputStream())).as(chunks).startsWith("HTTP/1.1 400");
            }
        }
        assertThat(notes).isEmpty();
    }

    /** More of them than there are places for work. */
    @Test
    @Tag("slow")
    void thoseWhoSendSlowlyHoldUpNobodyElse() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < HttpService.AT_ONCE_MAX + 10; i++) {
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /w/add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nold "
                                .getBytes(StandardCharsets.US_ASCII));
            }
            log.grow(1);
            assertThat(ask(log, 0)).isInstanceOf(Reply.Cosigned.class);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
