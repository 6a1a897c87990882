package org.wangchuan.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.station.certify.WitnessAnswer;
import org.wangchuan.station.certify.Witnesses.Asked;
import org.wangchuan.station.certify.Witnesses.Question;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.server.WitnessServer;

/** Real witnesses on loopback, and servers that are none. */
@Timeout(120)
class HttpWitnessesTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Cosigner cosigner = new Cosigner("w.example", SigningKey.generate());
    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Queue<Socket> held = new ConcurrentLinkedQueue<>();
    private Optional<TileLog> opened = Optional.empty();

    @BeforeEach
    void writeLog() throws IOException {
        TileLog log = TileLog.open(folder.resolve("log"), signer, Optional.empty());
        opened = Optional.of(log);
        open.add(log);
        grow();
        grow();
    }

    @AfterEach
    void close() throws Exception {
        for (Socket one : held) {
            one.close();
        }
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private TileLog log() {
        return opened.orElseThrow();
    }

    private void grow() throws IOException {
        long _ = log().append(UUID.randomUUID(), new byte[33]);
    }

    private WitnessServer witness(String origin) throws IOException {
        WitnessServer server = WitnessServer.start(
                new WitnessConfig(
                        cosigner,
                        folder.resolve("state"),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "",
                        List.of(new WatchedLog(
                                origin,
                                List.of(
                                        origin.equals("log.example")
                                                ? signer.verifierKey()
                                                : new NoteSigner(origin, SigningKey.generate()).verifierKey())))),
                CLOCK,
                _ -> {});
        open.add(server);
        return server;
    }

    /** Reads nothing of what is asked; answers each connection with these bytes, or never. */
    private String server(Optional<String> answer) throws IOException {
        ServerSocket socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        open.add(socket);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket one = socket.accept();
                    held.add(one);
                    if (answer.isPresent()) {
                        byte[] first = new byte[4096];
                        int _ = one.getInputStream().read(first);
                        OutputStream out = one.getOutputStream();
                        out.write(answer.get().getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                    }
                }
            } catch (SocketException e) {
                // closed: the test is over
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private static String http(int status, String type, String body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private WitnessAnswer ask(String address, Duration limit) throws Exception {
        return ask(address, limit, log().checkpoint());
    }

    private WitnessAnswer ask(String address, Duration limit, SignedCheckpoint checkpoint) throws Exception {
        Asked asked = new Asked(cosigner.key(), address, 0);
        return new HttpWitnesses(CLOCK)
                .ask(question(checkpoint, "quorum w\n", List.of(asked)), limit)
                .getFirst();
    }

    private Question question(SignedCheckpoint checkpoint, String quorum, List<Asked> asked) throws Exception {
        StringBuilder policy = new StringBuilder();
        for (int i = 0; i < asked.size(); i++) {
            policy.append(i == 0 ? "witness w " : "witness w" + i + " ")
                    .append(asked.get(i).key())
                    .append('\n');
        }
        WitnessPolicy parsed = WitnessPolicy.parse((policy + quorum).getBytes(StandardCharsets.UTF_8));
        long size = checkpoint.checkpoint().size();
        return new Question(checkpoint, parsed, asked, oldSize -> log().proveConsistency(oldSize, size));
    }

    private static String code(WitnessAnswer answer) {
        return switch (answer) {
            case WitnessAnswer.Cosigned _ -> "cosigned";
            case WitnessAnswer.Ahead ahead -> "ahead-" + ahead.size();
            case WitnessAnswer.None none -> none.code();
        };
    }

    @Test
    void aWitnessThatIsBehindIsBroughtUpToDate() throws Exception {
        String address = witness("log.example").uri().toString();
        assertThat(code(ask(address, LIMIT))).isEqualTo("cosigned");
        grow();
        grow();
        // Believed at 0, and it is at 2: it says 409 and is asked again.
        assertThat(code(ask(address, LIMIT))).isEqualTo("cosigned");
        assertThat(code(ask(address + "/", LIMIT))).isEqualTo("cosigned");
    }

    @Test
    void aWitnessThatHasSeenMoreSaysSo() throws Exception {
        String address = witness("log.example").uri().toString();
        SignedCheckpoint old = log().checkpoint();
        grow();
        assertThat(code(ask(address, LIMIT))).isEqualTo("cosigned");
        assertThat(code(ask(address, LIMIT, old))).isEqualTo("ahead-3");
    }

    @Test
    void aForkIsRefused() throws Exception {
        String address = witness("log.example").uri().toString();
        assertThat(code(ask(address, LIMIT))).isEqualTo("cosigned");
        try (TileLog fork = TileLog.open(folder.resolve("fork"), signer, Optional.empty())) {
            long _ = fork.append(UUID.randomUUID(), new byte[33]);
            byte[] other = new byte[33];
            other[0] = 7;
            long _ = fork.append(UUID.randomUUID(), other);
            assertThat(code(ask(address, LIMIT, fork.checkpoint()))).isEqualTo("refused-422");
        }
    }

    @Test
    void aWitnessThatDoesNotKnowTheLogRefuses() throws Exception {
        assertThat(code(ask(witness("other.example").uri().toString(), LIMIT))).isEqualTo("refused-404");
    }

    @Test
    void whatIsNoCosignatureByTheNamedKeyIsNotBelieved() throws Exception {
        assertThat(code(ask(server(Optional.of(http(200, "text/plain", "nonsense"))), LIMIT)))
                .isEqualTo("unbelievable");
        assertThat(code(ask(server(Optional.of(http(302, "text/plain", ""))), LIMIT)))
                .isEqualTo("refused-302");
        assertThat(code(ask(server(Optional.of("no HTTP at all\r\n\r\n")), LIMIT)))
                .isEqualTo("unreachable");
    }

    @Test
    void whoNeverAnswersCostsTheLimitAndNoMore() throws Exception {
        assertThat(code(ask(server(Optional.empty()), Duration.ofMillis(300)))).isIn("no-answer", "unreachable");
        assertThat(code(ask("http://127.0.0.1:1", LIMIT))).isEqualTo("unreachable");
        assertThat(code(ask("gopher://w.example", LIMIT))).isEqualTo("no-address");
        assertThat(code(ask("http://u:p@127.0.0.1:1", LIMIT))).isEqualTo("no-address");
        assertThat(code(ask("http://127.0.0.1:1", Duration.ZERO))).isEqualTo("no-answer");
    }

    /** The limit is an hour and the test's is two minutes: who is not needed is not waited for. */
    @Test
    void onceThePolicyIsSatisfiedNobodyElseIsWaitedFor() throws Exception {
        CosignerKey silent = new Cosigner("silent.example", SigningKey.generate()).key();
        List<Asked> asked = List.of(
                new Asked(cosigner.key(), witness("log.example").uri().toString(), 0),
                new Asked(silent, server(Optional.empty()), 0));
        List<WitnessAnswer> answers = new HttpWitnesses(CLOCK)
                .ask(question(log().checkpoint(), "group any any w w1\nquorum any\n", asked), Duration.ofHours(1));
        assertThat(answers.stream().map(HttpWitnessesTest::code)).containsExactly("cosigned", "no-answer");
    }

    @Test
    void whoIsToldToStopWaitsForNobody() throws Exception {
        HttpWitnesses witnesses = new HttpWitnesses(CLOCK);
        Asked asked = new Asked(cosigner.key(), server(Optional.empty()), 0);
        Thread stopper = Thread.ofVirtual().start(witnesses::stop);
        List<WitnessAnswer> answers =
                witnesses.ask(question(log().checkpoint(), "quorum w\n", List.of(asked)), Duration.ofHours(1));
        stopper.join();
        assertThat(code(answers.getFirst())).isEqualTo("no-answer");
    }
}
