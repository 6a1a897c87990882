package org.wangchuan.witness.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.EntryBundle;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.log.TilePath;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.config.LogKeyFile;

/** Stations that append to one log, remember what was acknowledged, and repeat what was not. */
public final class Stations implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    public final NoteSigner log;
    public final Path config;
    private final Path folder;
    private final List<NoteSigner> stations = new ArrayList<>();
    private final List<List<NewEntry>> unsure = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<UUID, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<UUID, NewEntry> sent = new ConcurrentHashMap<>();
    private final AtomicInteger again = new AtomicInteger();

    /** Writes keys and a configuration. */
    public Stations(Path folder, Path logFolder, int count, String more) throws IOException {
        this.folder = logFolder;
        log = LogKeyFile.create(folder.resolve("log.key"), "log.example", LogKeyFile.Use.LOG);
        StringBuilder text = new StringBuilder(
                "key log.key\nfolder " + logFolder.toAbsolutePath() + "\nlisten 127.0.0.1:0\n" + more);
        for (int i = 0; i < count; i++) {
            NoteSigner station = LogKeyFile.create(
                    folder.resolve("station-" + i + ".key"), "station.example/" + i, LogKeyFile.Use.STATION);
            stations.add(station);
            unsure.add(List.of());
            text.append("station ").append(station.verifierKey()).append('\n');
        }
        config = folder.resolve("log.conf");
        Files.writeString(config, text);
    }

    public NoteSigner station(int number) {
        return stations.get(number);
    }

    public AppendClient client(URI uri, int station) {
        return new AppendClient(http, uri, stations.get(station), List.of(log.verifierKey()), TIMEOUT);
    }

    /** Batches of random entries with random event ids. */
    public static List<NewEntry> batch(Random random, int count) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[NewEntry.LENGTH];
            random.nextBytes(entry);
            entry[0] = 1;
            out.add(new NewEntry(new UUID(random.nextLong(), random.nextLong()), entry));
        }
        return out;
    }

    /** One request of one station: what it is not sure of first. Returns whether it was acknowledged. */
    public boolean sendOne(URI uri, int station, Random random) throws InterruptedException {
        List<NewEntry> batch = unsure.get(station);
        if (batch.isEmpty()) {
            batch = batch(random, 1 + random.nextInt(400));
            unsure.set(station, batch);
            batch.forEach(entry -> sent.put(entry.eventId(), entry));
        }
        AppendReply reply = client(uri, station).append(batch);
        if (reply instanceof AppendReply.Done done) {
            acknowledge(batch, done.appended());
            // Some are sent once more later: nothing may change by that.
            unsure.set(station, random.nextInt(8) == 0 ? batch : List.of());
            return true;
        }
        assertThat(reply).isInstanceOf(AppendReply.Again.class);
        again.incrementAndGet();
        return false;
    }

    private void acknowledge(List<NewEntry> batch, Appended appended) {
        assertThat(appended.isComplete()).isTrue();
        for (int i = 0; i < batch.size(); i++) {
            long index = appended.indexes().get(i).orElseThrow();
            Long before = acknowledged.put(batch.get(i).eventId(), index);
            assertThat(before == null || before == index)
                    .as("an event has one index, not %s and %d", before, index)
                    .isTrue();
        }
    }

    public int acknowledged() {
        return acknowledged.size();
    }

    /** How often a request was not acknowledged. */
    public int again() {
        return again.get();
    }

    /** Sends until nothing is unsure. */
    public void settle(URI uri) throws InterruptedException {
        for (int station = 0; station < stations.size(); station++) {
            Random random = new Random(station);
            while (!unsure.get(station).isEmpty()) {
                assertThat(sendOne(uri, station, random)).isTrue();
            }
        }
    }

    /**
     * Under the checkpoint that the dead writer has published each acknowledged entry is at its index, and each that was sent
     * is there at most once; and so it is after the next start, which finishes the batch that was under way. Then the files
     * are whole.
     */
    public void requireNothingLost() throws IOException, VerificationException {
        if (Files.exists(folder.resolve("checkpoint"))) {
            requireAcknowledged();
        }
        TileLog.open(folder, log, Optional.empty()).close();
        requireAcknowledged();
        LogFsck.Report report = LogFsck.check(folder, Optional.of(log.verifierKey()));
        assertThat(report.findings()).isEmpty();
    }

    private void requireAcknowledged() throws IOException, VerificationException {
        VerifierKey key = log.verifierKey();
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(Files.readAllBytes(folder.resolve("checkpoint")));
        List<byte[]> entries = entries(checkpoint.checkpoint().size());
        Map<String, Integer> times = new HashMap<>();
        entries.forEach(entry -> times.merge(HexFormat.of().formatHex(entry), 1, Integer::sum));
        sent.values()
                .forEach(entry -> assertThat(times.getOrDefault(HexFormat.of().formatHex(entry.entry()), 0))
                        .isLessThanOrEqualTo(1));
        acknowledged.forEach((event, index) -> assertThat(Arrays.equals(
                        entries.get(Math.toIntExact(index)),
                        Objects.requireNonNull(sent.get(event)).entry()))
                .as("the entry of an acknowledged event is at %d", index)
                .isTrue());
        int proved = 0;
        for (Map.Entry<UUID, Long> each : acknowledged.entrySet()) {
            if (proved++ == 50) {
                break;
            }
            TlogProof proof = TlogProof.read(
                    path -> Files.exists(folder.resolve(path))
                            ? Optional.of(Files.readAllBytes(folder.resolve(path)))
                            : Optional.empty(),
                    each.getValue(),
                    checkpoint);
            assertThat(proof.verify(
                            Objects.requireNonNull(sent.get(each.getKey())).entry(), List.of(key)))
                    .containsExactly(key);
        }
    }

    private List<byte[]> entries(long size) throws IOException, VerificationException {
        List<byte[]> out = new ArrayList<>();
        while (out.size() < size) {
            TilePath path = TilePath.inTree(TilePath.ENTRIES, out.size() / TilePath.WIDTH, size)
                    .orElseThrow();
            out.addAll(EntryBundle.parse(Files.readAllBytes(folder.resolve(path.path())), path.width()));
        }
        return out;
    }

    @Override
    public void close() {
        http.close();
    }
}
