package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.wangchuan.proof.log.FolderLog;
import org.wangchuan.proof.log.NewEntry;
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
        try (FolderLog log = FolderLog.open(folder.resolve("log"), signer, Optional.empty())) {
            for (int i = 0; i < 3; i++) {
                log.append(new UUID(1, i), new byte[NewEntry.LENGTH]);
            }
        }
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
    void servingNeedsALogAndAnAddress() {
        String log = folder.resolve("log").toString();
        assertThat(run("log", "serve", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("log", "serve", log, "--listen", "example.com:80")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("LISTEN", "an address in numbers");
    }
}
