package org.wangchuan.witness.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.witness.LogFollower;
import org.wangchuan.witness.append.AppendRequest;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.client.HttpLogSource;
import org.wangchuan.witness.config.AppendConfig;
import org.wangchuan.witness.testing.Soon;
import org.wangchuan.witness.testing.Stations;

/** A real server over real HTTP, on a real folder. */
class AppendServerTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private Stations stations;
    private AppendServer server;

    @BeforeEach
    void start() throws Exception {
        stations = new Stations(folder, folder.resolve("log"), 2, "interval 20\n");
        server = AppendServer.start(AppendConfig.read(stations.config), notes::add);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        stations.close();
        http.close();
        assertThat(LogFsck.check(folder.resolve("log"), Optional.of(stations.log.verifierKey()))
                        .findings())
                .isEmpty();
    }

    private Appended append(int station, List<NewEntry> entries) throws InterruptedException {
        AppendReply reply = stations.client(server.uri(), station).append(entries);
        assertThat(reply).isInstanceOf(AppendReply.Done.class);
        return ((AppendReply.Done) reply).appended();
    }

    private HttpResponse<String> post(byte[] body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/append"))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whatIsAppendedCanBeProvedFromTheFiles() throws Exception {
        AppendClient client = stations.client(server.uri(), 0);
        List<NewEntry> entries = Stations.batch(random, 300);
        Appended first = append(0, entries);
        append(1, Stations.batch(random, 700));
        for (int i = 0; i < entries.size(); i += 37) {
            long index = first.indexes().get(i).orElseThrow();
            // Also under the checkpoint of then: its partial tiles have become parts of full ones since.
            assertThat(client.prove(index, entries.get(i).entry(), first.checkpoint())
                            .index())
                    .isEqualTo(index);
            long other = (index + 1) % 300;
            int own = i;
            assertThatThrownBy(() -> client.prove(other, entries.get(own).entry(), first.checkpoint()))
                    .isInstanceOf(VerificationException.class);
        }
        assertThat(append(0, entries).indexes()).isEqualTo(first.indexes());
        assertThat(notes).isEmpty();
    }

    @Test
    void anotherEntryForAnEventIs409AndTellsWhich() throws Exception {
        List<NewEntry> entries = Stations.batch(random, 3);
        append(0, entries);
        NewEntry other = new NewEntry(
                entries.get(1).eventId(), Stations.batch(random, 1).getFirst().entry());
        Appended mixed = append(0, List.of(entries.get(0), other));
        assertThat(mixed.isComplete()).isFalse();
        assertThat(mixed.indexes().get(0)).isPresent();
        assertThat(mixed.indexes().get(1)).isEmpty();
        byte[] body = AppendRequest.encode(stations.station(0), "log.example", List.of(other));
        assertThat(post(body).statusCode()).isEqualTo(409);
    }

    @Test
    void refusalsHaveACode() throws Exception {
        List<NewEntry> entries = Stations.batch(random, 2);
        NoteSigner stranger = new NoteSigner("station.example/0", SigningKey.generate());
        HttpResponse<String> unknown = post(AppendRequest.encode(stranger, "log.example", entries));
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).startsWith("UNKNOWN_STATION ");
        HttpResponse<String> other = post(AppendRequest.encode(stations.station(0), "other.example", entries));
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).startsWith("OTHER_LOG ");
        byte[] forged = AppendRequest.encode(stations.station(0), "log.example", entries);
        String text = new String(forged, StandardCharsets.ISO_8859_1).replaceFirst("log.example", "log.exampel");
        assertThat(post(text.getBytes(StandardCharsets.ISO_8859_1)).body()).startsWith("SIGNATURE ");
        HttpResponse<String> malformed = post("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).startsWith("MALFORMED ");
        HttpResponse<String> large = post(new byte[AppendRequest.BYTES_MAX + 1]);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).startsWith("TOO_LARGE ");
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(server.uri() + "/append"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(SignedCheckpoint.parse(Files.readAllBytes(folder.resolve("log/checkpoint")))
                        .checkpoint()
                        .size())
                .isZero();
        assertThat(notes).isEmpty();
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefused() throws Exception {
        AppendConfig config = AppendConfig.read(stations.config);
        assertThatThrownBy(() -> AppendServer.start(config, notes::add))
                .isInstanceOfSatisfying(
                        LogRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(LogRefusedException.Reason.LOCKED));
        append(0, Stations.batch(random, 1));
    }

    @Test
    void whatWasTakenInIsAnsweredWhenItStops() throws Exception {
        server.close();
        Files.writeString(
                stations.config, Files.readString(stations.config).replace("interval 20", "interval 3600000"));
        server = AppendServer.start(AppendConfig.read(stations.config), notes::add);
        URI uri = server.uri();
        List<AppendReply> replies = new ArrayList<>();
        Thread station = Thread.ofPlatform().start(() -> {
            try {
                replies.add(stations.client(uri, 0).append(Stations.batch(random, 5)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Soon.until("a station waits", () -> server.waiting() > 0);
        server.close();
        station.join();
        assertThat(replies).hasSize(1);
        assertThat(replies.getFirst()).isInstanceOf(AppendReply.Done.class);
    }

    @Test
    void theFilesAreServedAndCanBeFollowed() throws Exception {
        HttpLogSource source = new HttpLogSource(http, server.uri(), Duration.ofSeconds(20));
        try (LogFollower follower = LogFollower.open(folder.resolve("monitor"), stations.log.verifierKey())) {
            for (int round = 0; round < 5; round++) {
                append(round % 2, Stations.batch(random, 1 + round * 100));
                assertThat(follower.step(source, LogFollower.Start.AT_THE_BEGINNING, () -> false))
                        .isInstanceOf(LogFollower.Step.Grown.class);
            }
            assertThat(follower.last().orElseThrow().size()).isEqualTo(1 + 101 + 201 + 301 + 401);
        }
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(server.uri() + "/private/events/000.p/1"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }
}
