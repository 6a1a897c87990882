package org.wangchuan.witness.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.witness.WatchedLog;
import org.wangchuan.witness.client.Reply;
import org.wangchuan.witness.client.WitnessClient;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.server.WitnessServer;
import org.wangchuan.witness.testing.GrowingLog;

/**
 * Other people's witnesses, clients and verifiers against ours. It needs what Debian's packages {@code golang-go},
 * {@code golang-golang-x-mod-dev}, {@code golang-sigsum-sigsum-go-dev} (with {@code golang-golang-x-net-dev}) and
 * {@code sigsum-go} install, and fails without.
 */
@Tag("slow")
class ForeignWitnessTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @TempDir
    static Path tools;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Cosigner cosigner = new Cosigner("witness.example/见证", SigningKey.generate());
    private final List<Process> started = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void build() throws Exception {
        Map<String, String> go = Map.of(
                "GO111MODULE",
                "off",
                "GOPATH",
                "/usr/share/gocode",
                "GOCACHE",
                tools.resolve("cache").toString());
        String source = Path.of("src/test/go/foreign.go").toAbsolutePath().toString();
        assertThat(ForeignTool.run(
                        go, "go", "build", "-o", tools.resolve("foreign").toString(), source))
                .isEmpty();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
        http.close();
    }

    private static String foreign(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = tools.resolve("foreign").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return ForeignTool.run(Map.of(), command);
    }

    private WitnessServer serve(WatchedLog log) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        WitnessConfig config = new WitnessConfig(cosigner, folder.resolve("state"), anyPort, "/w", List.of(log));
        return WitnessServer.start(config, InstantSource.system(), note -> {});
    }

    private Reply ask(URI uri, CosignerKey key, GrowingLog log, long believed) throws Exception {
        return new WitnessClient(http, uri, key, TIMEOUT, InstantSource.system())
                .cosign(log.checkpoint(), believed, log::proof);
    }

    @Test
    void theForeignVerifierAcceptsOurCosignatureAndFindsWhatWasTamperedWith() throws Exception {
        try (GrowingLog log = new GrowingLog(folder.resolve("log"), GrowingLog.signer("log.example/忘川"), 1);
                WitnessServer server = serve(log.watched())) {
            log.grow(300);
            assertThat(ask(server.uri(), cosigner.key(), log, 0)).isInstanceOf(Reply.Cosigned.class);
            Path file = folder.resolve("checkpoint");
            byte[] sound = Files.readAllBytes(
                    folder.resolve("state/logs/" + log.watched().hash() + "/checkpoint"));
            String[] verify = {
                "verify",
                file.toString(),
                log.signer.verifierKey().toString(),
                cosigner.key().toString()
            };
            Files.write(file, sound);
            assertThat(foreign(verify)).isEqualTo("accepted\n");
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                byte[] changed = sound.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, changed);
                assertThat(foreign(verify)).as("round %d", i).startsWith("refused: ");
            }
        }
    }

    @Test
    void theForeignClientGetsOurCosignaturesAndOurRefusals() throws Exception {
        Path key = folder.resolve("key");
        VerifierKey log = VerifierKey.parse(foreign("log", key.toString()).strip());
        try (WitnessServer server = serve(new WatchedLog(log.name(), List.of(log)))) {
            assertThat(foreign(
                            "ask",
                            server.uri().toString(),
                            key.toString(),
                            cosigner.key().toString()))
                    .isEqualTo("accepted\n");
        }
    }

    @Test
    void sigsumsWitnessCosignsOurLog() throws Exception {
        SigningKey logKey = SigningKey.generate();
        String origin = "sigsum.org/v1/tree/"
                + Hex.encode(Bytes32.sha256(logKey.publicKey().toBytes()).toBytes());
        Path witnessKey = folder.resolve("witness-key");
        assertThat(ForeignTool.run(Map.of(), "sigsum-key", "generate", "-o", witnessKey.toString()))
                .isEmpty();
        ForeignTool.writeSshKey(folder.resolve("log.pub"), logKey.publicKey());
        int port = ForeignTool.freePort();
        Path said = folder.resolve("said");
        Process process = ForeignTool.start(
                said,
                Map.of("GODEBUG", "httpmuxgo121=0"),
                "sigsum-witness",
                "-k",
                witnessKey.toString(),
                "--log-key",
                folder.resolve("log.pub").toString(),
                "--state-file",
                folder.resolve("sigsum-state").toString(),
                "127.0.0.1:" + port);
        started.add(process);
        ForeignTool.awaitPort(port, process, said);
        PublicKey publicKey = ForeignTool.readSshKey(folder.resolve("witness-key.pub"));
        String name = "sigsum.org/v1/witness/"
                + Hex.encode(Bytes32.sha256(publicKey.toBytes()).toBytes());
        try (GrowingLog log = new GrowingLog(folder.resolve("log"), new NoteSigner(origin, logKey), 1)) {
            requireCosignedThroughout(URI.create("http://127.0.0.1:" + port), new CosignerKey(name, publicKey), log);
        }
    }

    /** Step by step, with a wrong belief now and then; and what is gathered satisfies a policy. */
    private void requireCosignedThroughout(URI uri, CosignerKey witness, GrowingLog log) throws Exception {
        WitnessPolicy policy =
                WitnessPolicy.parse(("log " + log.signer.verifierKey() + "\nwitness w " + witness + "\nquorum w\n")
                        .getBytes(StandardCharsets.UTF_8));
        long size = 0;
        for (int by : new int[] {1, 1, 5, 300}) {
            SignedCheckpoint checkpoint = log.grow(by);
            Reply reply = ask(uri, witness, log, by == 5 ? 1 : size);
            assertThat(reply).as("%d more", by).isInstanceOf(Reply.Cosigned.class);
            Note note = checkpoint.note();
            List<NoteSignature> lines = new ArrayList<>(note.signatures());
            lines.add(((Reply.Cosigned) reply).cosignature().line());
            SignedCheckpoint cosigned = new SignedCheckpoint(checkpoint.checkpoint(), new Note(note.text(), lines));
            assertThat(policy.verify(cosigned, Instant.now())).hasSize(1);
            size = checkpoint.checkpoint().size();
        }
        try (GrowingLog fork = new GrowingLog(folder.resolve("fork"), log.signer, 2)) {
            fork.grow((int) size);
            assertThat(ask(uri, witness, fork, size))
                    .isInstanceOfSatisfying(
                            Reply.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(422));
        }
    }
}
