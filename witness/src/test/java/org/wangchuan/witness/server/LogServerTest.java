package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.witness.client.HttpLogSource;
import org.wangchuan.witness.testing.GrowingLog;
import org.wangchuan.witness.testing.ScriptedWitness;

/** A log that is served, and checked from afar. */
class LogServerTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private GrowingLog log;
    private LogServer server;

    @BeforeEach
    void start() throws IOException {
        log = new GrowingLog(folder.resolve("log"), GrowingLog.signer("log.example"), 1);
        log.grow(600);
        server = LogServer.start(
                folder.resolve("log"), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), notes::add);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        log.close();
        http.close();
    }

    private HttpResponse<byte[]> request(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(TIMEOUT)
                .method(method, BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private LogFsck.Report check(LogSource source) throws IOException {
        return LogFsck.check(source, log.signer.verifierKey());
    }

    private LogSource source() {
        return new HttpLogSource(http, server.uri(), TIMEOUT);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    void aLogIsCheckedFromAfar() throws Exception {
        LogFsck.Report report = check(source());
        assertThat(report.findings()).isEmpty();
        assertThat(report.checkpoint()).contains(log.checkpoint().checkpoint());
        assertThat(report.signatureChecked()).isTrue();
        assertThat(report.onlyPublished()).isTrue();
        // The checkpoint, three bundles, three tiles, one above them; some are read for the root, and once more on the
        // way down.
        assertThat(report.filesRead()).isBetween(8L, 16L);
        assertThat(LogFsck.check(folder.resolve("log"), Optional.empty()).onlyPublished())
                .isFalse();
    }

    @Test
    void whatWasTamperedWithIsFoundFromAfar() throws Exception {
        for (String path :
                List.of("tile/0/001", "tile/entries/000", "tile/1/000.p/2", "tile/entries/002.p/88", "checkpoint")) {
            Path file = folder.resolve("log").resolve(path);
            byte[] sound = Files.readAllBytes(file);
            byte[] flipped = sound.clone();
            flipped[40] ^= 1;
            Files.write(file, flipped);
            assertThat(check(source()).findings()).as(path).isNotEmpty();
            Files.delete(file);
            assertThat(check(source()).findings()).as("without %s", path).isNotEmpty();
            Files.write(file, sound);
        }
        assertThat(check(source()).isSound()).isTrue();
        assertThat(LogFsck.check(source(), GrowingLog.signer("log.example").verifierKey())
                        .findings())
                .isNotEmpty();
    }

    /** The checkpoint is read, and the log grows: its partial tiles are gone, full ones are there. */
    @Test
    void aLogMayGrowWhileItIsChecked() throws Exception {
        LogSource slow = path -> {
            Optional<byte[]> bytes = source().read(path);
            if (path.equals("checkpoint")) {
                log.grow(500);
            }
            return bytes;
        };
        LogFsck.Report report = check(slow);
        assertThat(folder.resolve("log/tile/entries/002.p/88")).doesNotExist();
        assertThat(report.findings()).isEmpty();
        assertThat(report.checkpoint().orElseThrow().size()).isEqualTo(600);
    }

    @Test
    void eachFileHasItsTypeAndHowLongItMayBeKept() throws Exception {
        HttpResponse<byte[]> checkpoint = request("GET", "/checkpoint");
        assertThat(checkpoint.statusCode()).isEqualTo(200);
        assertThat(checkpoint.body()).isEqualTo(log.checkpoint().toBytes());
        assertThat(header(checkpoint, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(header(checkpoint, "Cache-Control")).isEqualTo("no-cache");
        for (String tile : List.of("/tile/0/000", "/tile/entries/002.p/88")) {
            HttpResponse<byte[]> response = request("GET", tile);
            assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
            assertThat(header(response, "Cache-Control")).isEqualTo(IMMUTABLE);
            HttpResponse<byte[]> head = request("HEAD", tile);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "Content-Length")).isEqualTo(response.body().length + "");
        }
        HttpResponse<byte[]> notYet = request("GET", "/tile/0/003");
        assertThat(notYet.statusCode()).isEqualTo(404);
        assertThat(header(notYet, "Cache-Control")).isEqualTo("none");
        assertThat(request("POST", "/checkpoint").statusCode()).isEqualTo(405);
    }

    @Test
    void nothingElseIsServed() throws Exception {
        Files.writeString(folder.resolve("secret"), "secret");
        for (String path : List.of(
                "/",
                "/private/write-ahead",
                "/private/signed",
                "/checkpoint/",
                "//checkpoint",
                "/../secret",
                "/%2e%2e/secret",
                "/tile/0/../../../secret",
                "/tile/0",
                "/tile/0/000.p/256",
                "/tile/0/x000/000")) {
            assertThat(request("GET", path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void aServerThatAnswersOtherwiseIsAnErrorAndNotAMissingFile() throws Exception {
        // Its only path is another one: what is not there is 404, what fails is not.
        try (ScriptedWitness broken = new ScriptedWitness(new ScriptedWitness.Scripted(500, "text/plain", "sorry"))) {
            LogSource add = new HttpLogSource(http, URI.create(broken.uri() + "/add-checkpoint"), TIMEOUT);
            assertThatThrownBy(() -> check(add)).isInstanceOf(IOException.class);
            assertThat(check(new HttpLogSource(http, URI.create(broken.uri() + "/elsewhere"), TIMEOUT))
                            .findings())
                    .singleElement()
                    .asString()
                    .contains("checkpoint: expected a checkpoint, found no file");
        }
    }

    @Test
    @Timeout(300)
    void whatALinkLeadsToAndWhatIsNoFileIsNotServed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path checkpoint = folder.resolve("log/checkpoint");
        Files.delete(checkpoint);
        for (Path to : List.of(secret, Path.of("private/signed"), Path.of("/dev/zero"), Path.of("nowhere"))) {
            Files.createSymbolicLink(checkpoint, to);
            assertThat(request("GET", "/checkpoint").statusCode()).as("%s", to).isEqualTo(404);
            Files.delete(checkpoint);
        }
        Files.createDirectory(checkpoint);
        assertThat(request("GET", "/checkpoint").statusCode()).as("a folder").isEqualTo(404);
        Files.delete(checkpoint);
        assertThat(new ProcessBuilder("mkfifo", checkpoint.toString()).start().waitFor())
                .isZero();
        assertThat(request("GET", "/checkpoint").statusCode()).as("a pipe").isEqualTo(404);

        Files.move(folder.resolve("log/tile/0"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("log/tile/0"), folder.resolve("elsewhere"));
        assertThat(request("GET", "/tile/0/000").statusCode())
                .as("in a folder elsewhere")
                .isEqualTo(404);
        assertThat(request("GET", "/tile/entries/000").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsTooLargeIsNotReadIntoMemory() throws Exception {
        try (RandomAccessFile huge =
                new RandomAccessFile(folder.resolve("log/tile/0/000").toFile(), "rw")) {
            huge.setLength(3L << 30); // sparse
        }
        assertThat(request("GET", "/tile/0/000").statusCode()).isEqualTo(500);
        assertThat(notes).singleElement().asString().contains("tile/0/000", "expected at most");
    }

    @Test
    void aFolderThatIsItselfALinkIsServed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("log"));
        try (LogServer other =
                LogServer.start(link, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), notes::add)) {
            assertThat(check(new HttpLogSource(http, other.uri(), TIMEOUT)).isSound())
                    .isTrue();
        }
    }
}
