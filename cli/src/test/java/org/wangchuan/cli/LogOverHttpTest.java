package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;

/** A log that one command serves and another checks. */
class LogOverHttpTest {
    @TempDir
    Path folder;

    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeLog() throws IOException {
        try (TileLog log = TileLog.open(folder.resolve("log"), signer, Optional.empty())) {
            for (int i = 0; i < 3; i++) {
                log.append(new UUID(1, i), new byte[NewEntry.LENGTH]);
            }
        }
    }

    private Map<String, String> store = Map.of();

    private ExitCode run(String... arguments) {
        out.reset();
        err.reset();
        Map<String, String> environment = new HashMap<>(store);
        environment.put("WANGCHUAN_HOME", folder.resolve("home").toString());
        environment.put("LANG", "en_GB.UTF-8");
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment)
                .application()
                .run(arguments);
    }

    private ExitCode fsck(String log) {
        return run("log", "fsck", log, "--key", signer.verifierKey().toString());
    }

    @Test
    @Tag("slow")
    void itIsServedAndCheckedFromAfar() throws Exception {
        String log = folder.resolve("log").toString();
        try (ServingProcess server = new ServingProcess(
                folder.resolve("said"), folder.resolve("home"), "log", "serve", log, "--listen", "127.0.0.1:0")) {
            String address = server.address();
            assertThat(fsck(address)).isEqualTo(ExitCode.OK);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains(address + ": sound; 3 entries");
            assertThat(fsck(address + "/")).isEqualTo(ExitCode.OK);

            Files.write(folder.resolve("log/tile/0/000.p/3"), new byte[96]);
            assertThat(fsck(address)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("tile/0/000.p/3");
            assertThat(server.terminate()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://a b",
                "https://log.example?x=1",
                "http:///tile",
                "https://log.example/#1",
                "http://127.0.0.1:0",
                "http://127.0.0.1:65536",
                "http://127.0.0.1:99999999999"
            })
    void whatIsNoAddressIsSaid(String address) {
        assertThat(fsck(address)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("ADDRESS");
    }

    @Test
    void aServerThatIsNotThereIsSaid() {
        for (String address : List.of("http://127.0.0.1:1", "https://127.0.0.1:1", "http://name.invalid")) {
            assertThat(fsck(address)).as(address).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("CANNOT_READ", address + "/checkpoint: expected an answer, found ConnectException")
                    .doesNotContain("null");
        }
    }

    @Test
    void aBucketNeedsCredentialsAndAStoreThatAnswers() throws IOException {
        assertThat(fsck("s3://logs/example")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("S3_SETTINGS", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        assertThat(run("log", "serve", "s3://Logs")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("S3_SETTINGS", "s3://BUCKET");

        store = Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:1",
                "AWS_ACCESS_KEY_ID",
                "me",
                "AWS_SECRET_ACCESS_KEY",
                "hush-hush");
        assertThat(fsck("s3://logs/example")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("CANNOT_READ", "GET example/checkpoint: expected an answer, found ConnectException")
                .doesNotContain("hush");

        Path config = folder.resolve("log.conf");
        run("log", "new-key", folder.resolve("log.key").toString(), "--name", "log.example/1");
        Files.writeString(
                config, "key log.key\nfolder here\nlisten 127.0.0.1:0\nstation " + signer.verifierKey() + "\n");
        assertThat(run("log", "serve", "--append", config.toString(), "--take-over"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("LOG_CONFIG", "a line bucket");
        Files.writeString(config, Files.readString(config) + "bucket s3://logs/example\n");
        assertThat(run("log", "serve", "--append", config.toString(), "--validate"))
                .isEqualTo(ExitCode.OK);
        assertThat(run("log", "serve", "--append", config.toString())).isEqualTo(ExitCode.INTERNAL);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("LOG_STORAGE", "GET example/private/lock: expected an answer")
                .doesNotContain("hush");
        store = Map.of();
        assertThat(run("log", "serve", "--append", config.toString(), "--validate"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void servingNeedsALogAndAnAddress() {
        String log = folder.resolve("log").toString();
        assertThat(run("log", "serve", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("log", "serve", log, "--listen", "example.com:80")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("LISTEN", "an address in numbers");
    }
}
