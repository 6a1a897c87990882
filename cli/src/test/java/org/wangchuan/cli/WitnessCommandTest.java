package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.witness.WatchedLog;

/** The command with its real implementation. */
class WitnessCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path config = Path.of("");

    @BeforeEach
    void writeConfig() throws IOException {
        config = folder.resolve("witness.conf");
        String log = new NoteSigner("log.example", SigningKey.generate())
                .verifierKey()
                .toString();
        Files.writeString(config, "key w.key\nstate state\nlisten 127.0.0.1:0\nlog " + log + "\n");
    }

    private ExitCode run(String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment =
                Map.of("WANGCHUAN_HOME", folder.resolve("home").toString(), "LANG", "en_GB.UTF-8");
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment)
                .application()
                .run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private ExitCode newKey() {
        return run("witness", "new-key", folder.resolve("w.key").toString(), "--name", "witness.example/1");
    }

    @Test
    void aKeyIsMadeOnceAndItsPublicHalfIsPrinted() throws VerificationException {
        assertThat(newKey()).isEqualTo(ExitCode.OK);
        assertThat(CosignerKey.parse(out().strip()).name()).isEqualTo("witness.example/1");
        assertThat(newKey()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("FILE_EXISTS", "never overwritten");
        assertThat(run("witness", "new-key", folder.resolve("x").toString(), "--name", "a b"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("WITNESS_NAME");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void validatingTouchesNothingAndNamesMistakes() throws IOException {
        newKey();
        String key = out().strip();
        assertThat(run("witness", "--config", config.toString(), "--validate")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("sound; 1 logs, verifier key " + key);
        assertThat(folder.resolve("state")).doesNotExist();

        Files.writeString(config, Files.readString(config) + "colour blue\n");
        assertThat(run("witness", "--config", config.toString(), "--validate")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("WITNESS_CONFIG", "line 5", "colour");
        assertThat(run("witness", "--config", folder.resolve("none").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("a file that can be read");
    }

    @Test
    void aStateOfAnotherWitnessIsRefused() throws IOException {
        newKey();
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/witness"), "another\n");
        assertThat(run("witness", "--config", config.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("WITNESS_OTHER_WITNESS");
    }

    @Test
    void validatingTriesTheState() throws IOException {
        newKey();
        Path state = Files.createDirectories(folder.resolve("state"));
        Files.writeString(state.resolve("witness"), "another\n");
        assertThat(validate()).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("WITNESS_OTHER_WITNESS");

        Files.delete(state.resolve("witness"));
        Files.createDirectories(state.resolve("logs/0"));
        assertThat(validate()).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("WITNESS_DAMAGED");
        assertThat(state.resolve("lock")).doesNotExist();

        Files.delete(state.resolve("logs/0"));
        Files.delete(state.resolve("logs"));
        assertThat(validate()).isEqualTo(ExitCode.OK);
        assertThat(state).isEmptyDirectory();
        Files.delete(state);
        Files.writeString(state, "a file");
        assertThat(validate()).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("WITNESS_STATE", "a place where a folder can be made");
    }

    @Test
    void validatingReadsWhatTheWitnessRemembers() throws IOException {
        newKey();
        String origin = "log.example";
        Path state = folder.resolve("state");
        Files.createDirectories(state.resolve("logs").resolve(WatchedLog.hashOf(origin)));
        Files.writeString(state.resolve("witness"), out());
        Files.writeString(
                state.resolve("logs").resolve(WatchedLog.hashOf(origin)).resolve("checkpoint"), "no note\n");
        assertThat(validate()).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("WITNESS_DAMAGED", "checkpoint");
    }

    @Test
    void validatingTriesTheAddress() throws IOException {
        newKey();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    config, Files.readString(config).replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
            assertThat(validate()).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("WITNESS_LISTEN");
        }
        assertThat(validate()).isEqualTo(ExitCode.OK);
    }

    /** A process of its own, as locks between processes are what is asked about. */
    @Test
    @Tag("slow")
    void validatingBesideARunningWitnessSaysThatTheStateIsInUse() throws Exception {
        newKey();
        try (ServingProcess witness = new ServingProcess(
                folder.resolve("said"), folder.resolve("home"), "witness", "--config", config.toString())) {
            assertThat(witness.address()).startsWith("http://127.0.0.1:");
            assertThat(validate()).isEqualTo(ExitCode.REFUSED);
            assertThat(err()).contains("WITNESS_LOCKED");
            assertThat(witness.terminate()).isZero();
        }
        assertThat(validate()).isEqualTo(ExitCode.OK);
    }

    private ExitCode validate() {
        return run("witness", "--config", config.toString(), "--validate");
    }

    /** A process of its own: it answers, and SIGTERM ends it with exit code 0. */
    @Test
    @Tag("slow")
    void itServesUntilItIsToldToStop() throws Exception {
        newKey();
        try (HttpClient http = HttpClient.newHttpClient();
                ServingProcess witness = new ServingProcess(
                        folder.resolve("said"), folder.resolve("home"), "witness", "--config", config.toString())) {
            URI nowhere = URI.create(witness.address() + "/" + "0".repeat(64) + "/checkpoint");
            assertThat(http.send(HttpRequest.newBuilder(nowhere).build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(witness.terminate()).isZero();
        }
    }
}
