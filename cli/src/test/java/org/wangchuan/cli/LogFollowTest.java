package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.config.LogKeyFile;

/** A log that one command runs, a station appends to, and another command follows. */
class LogFollowTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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

    private static List<NewEntry> entries(int first, int count) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            byte[] entry = new byte[NewEntry.LENGTH];
            entry[0] = 1;
            entry[1] = (byte) i;
            entry[2] = (byte) (i >> 8);
            out.add(new NewEntry(new UUID(1, i), entry));
        }
        return out;
    }

    private ExitCode follow(String address, String key) {
        return run(
                "log",
                "follow",
                address,
                "--key",
                key,
                "--state",
                folder.resolve("seen").toString(),
                "--once");
    }

    private Path config() throws IOException {
        assertThat(run("log", "new-key", folder.resolve("log.key").toString(), "--name", "log.example/1"))
                .isEqualTo(ExitCode.OK);
        String key = out().strip();
        assertThat(run(
                        "log",
                        "new-key",
                        folder.resolve("bench.key").toString(),
                        "--station",
                        "--name",
                        "bench.example"))
                .isEqualTo(ExitCode.OK);
        Path config = folder.resolve("log.conf");
        Files.writeString(
                config, "key log.key\nfolder log\nlisten 127.0.0.1:0\ninterval 10\nstation " + out().strip() + "\n");
        Files.writeString(folder.resolve("log.vkey"), key);
        return config;
    }

    @Test
    void validatingTouchesNothingAndNamesMistakes() throws IOException {
        Path config = config();
        assertThat(run("log", "serve", "--append", config.toString(), "--validate"))
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("sound; 1 stations, verifier key log.example/1+");
        assertThat(folder.resolve("log")).doesNotExist();

        assertThat(run("log", "new-key", folder.resolve("log.key").toString(), "--name", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("FILE_EXISTS");
        Files.writeString(config, Files.readString(config).replace("key log.key", "key bench.key"));
        assertThat(run("log", "serve", "--append", config.toString(), "--validate"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("LOG_CONFIG", "wangchuan-log-key/v1");
    }

    @Test
    @Tag("slow")
    void aLogIsAppendedToAndFollowedUntilItForks() throws Exception {
        Path config = config();
        String vkey = Files.readString(folder.resolve("log.vkey"));
        String address;
        try (HttpClient http = HttpClient.newHttpClient();
                ServingProcess server = new ServingProcess(
                        folder.resolve("said"),
                        folder.resolve("home"),
                        "log",
                        "serve",
                        "--append",
                        config.toString())) {
            address = server.address();
            AppendClient client = new AppendClient(
                    http,
                    URI.create(address),
                    LogKeyFile.read(folder.resolve("bench.key"), LogKeyFile.Use.STATION),
                    List.of(VerifierKey.parse(vkey)),
                    Duration.ofSeconds(20));
            assertThat(client.append(entries(0, 600))).isInstanceOf(AppendReply.Done.class);
            assertThat(follow(address, vkey)).isEqualTo(ExitCode.OK);
            assertThat(out()).contains("600 entries, 600 of them new");
            assertThat(client.append(entries(600, 1))).isInstanceOf(AppendReply.Done.class);
            assertThat(follow(address + "/", vkey)).isEqualTo(ExitCode.OK);
            assertThat(out()).contains("601 entries, 1 of them new");
            assertThat(follow(address, vkey)).isEqualTo(ExitCode.OK);
            assertThat(out()).contains("unchanged; 601 entries");
            assertThat(run("log", "fsck", address, "--key", vkey)).isEqualTo(ExitCode.OK);
            // A second writer on the folder is refused, also as a command.
            assertThat(run("log", "serve", "--append", config.toString())).isEqualTo(ExitCode.REFUSED);
            assertThat(err()).contains("LOG_LOCKED");
            assertThat(server.terminate()).isZero();
        }
        assertThat(follow(address, vkey)).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("CANNOT_READ");
        requireAlarms(LogKeyFile.read(folder.resolve("log.key"), LogKeyFile.Use.LOG), vkey);
    }

    /** The operator makes other logs under the same key, and shows each of them to the follower. */
    private void requireAlarms(NoteSigner signer, String vkey) throws Exception {
        requireAlarm(signer, vkey, 601, "has forked", Contradiction.Kind.FORK);
        requireAlarm(signer, vkey, 500, "smaller log", Contradiction.Kind.SHRUNK);
        requireAlarm(signer, vkey, 700, "does not contain", Contradiction.Kind.UNPROVED);
        NoteSigner other = LogKeyFile.create(folder.resolve("other.key"), "log.example/1", LogKeyFile.Use.LOG);
        Path elsewhere = Files.createTempDirectory(folder, "other");
        try (TileLog log = TileLog.open(elsewhere, other, Optional.empty())) {
            log.append(entries(0, 5));
        }
        try (ServingProcess server = serve(elsewhere)) {
            assertThat(follow(server.address(), vkey)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(err()).contains("FOLLOW_NOTE_SIGNATURE", "ALARM");
            assertThat(follow(server.address(), other.verifierKey().toString())).isEqualTo(ExitCode.REFUSED);
            assertThat(err()).contains("FOLLOW_OTHER_LOG");
        }
    }

    private void requireAlarm(NoteSigner signer, String vkey, int size, String words, Contradiction.Kind kind)
            throws Exception {
        Path forked = Files.createTempDirectory(folder, "fork");
        try (TileLog log = TileLog.open(forked, signer, Optional.empty())) {
            log.append(entries(1000, size));
        }
        try (ServingProcess server = serve(forked)) {
            assertThat(follow(server.address(), vkey)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(err()).contains("ALARM", words);
        }
        List<Contradiction> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("seen/evidence"))) {
            for (Path file : files.toList()) {
                kept.add(read(file));
            }
        }
        assertThat(kept).filteredOn(each -> each.kind() == kind).hasSize(1);
        for (Contradiction each : kept) {
            each.verify(List.of(signer.verifierKey()));
        }
    }

    private static Contradiction read(Path file) throws IOException, VerificationException {
        return Contradiction.parse(Files.readAllBytes(file));
    }

    private ServingProcess serve(Path log) throws IOException {
        return new ServingProcess(
                folder.resolve("said"),
                folder.resolve("home"),
                "log",
                "serve",
                log.toString(),
                "--listen",
                "127.0.0.1:0");
    }
}
