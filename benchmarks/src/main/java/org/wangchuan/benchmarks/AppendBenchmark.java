package org.wangchuan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.append.AppendRequest;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;
import org.wangchuan.witness.config.AppendConfig;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.server.AppendServer;

/**
 * Appends over HTTP, the log in one process and its stations in another. {@code benchmarks/append.sh} runs it.
 *
 * <pre>
 * prepare FOLDER STATIONS INTERVAL_MILLIS     keys and a configuration
 * serve FOLDER                                as log serve --append does, until it is killed; says where in FOLDER/address
 * fsck FOLDER
 * load FOLDER STATIONS RATE WARM_UP SECONDS   RATE entries/s of all stations together; 0 for as many as are taken
 * </pre>
 *
 * <p>At a rate, entries come at fixed times, whatever the log does; a station sends what has come since its last request was
 * answered. The time of an entry is from when it came to when its station knows that it is integrated and durable.
 */
public final class AppendBenchmark {
    private static final int FULL_BATCH = 4096;

    private AppendBenchmark() {}

    /** Prints one line of figures. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "prepare" -> prepare(folder, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            case "serve" -> serve(folder);
            case "load" ->
                load(
                        folder,
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]));
            case "fsck" -> fsck(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void prepare(Path folder, int stations, int intervalMillis) throws IOException {
        VerifierKey log = LogKeyFile.create(folder.resolve("log.key"), "log.example/benchmark", LogKeyFile.Use.LOG)
                .verifierKey();
        Files.writeString(folder.resolve("log.vkey"), log.toString());
        StringBuilder config =
                new StringBuilder("key log.key\nfolder log\nlisten 127.0.0.1:0\ninterval " + intervalMillis + "\n");
        for (int i = 0; i < stations; i++) {
            NoteSigner station =
                    LogKeyFile.create(folder.resolve("station-" + i), "station.example/" + i, LogKeyFile.Use.STATION);
            config.append("station ").append(station.verifierKey()).append('\n');
        }
        Files.writeString(folder.resolve("log.conf"), config);
    }

    private static void serve(Path folder) throws IOException, ConfigException, InterruptedException {
        AppendConfig config = AppendConfig.read(folder.resolve("log.conf"));
        try (AppendServer server = AppendServer.start(config, line -> System.err.println(line))) {
            Files.writeString(folder.resolve("next"), server.uri().toString());
            Files.move(folder.resolve("next"), folder.resolve("address"));
            new CountDownLatch(1).await();
        }
    }

    private static void fsck(Path folder) throws IOException, VerificationException {
        VerifierKey log = VerifierKey.parse(Files.readString(folder.resolve("log.vkey")));
        LogFsck.Report report = LogFsck.check(folder.resolve("log"), Optional.of(log));
        System.out.printf(
                Locale.ROOT,
                "fsck of %d entries: %s%n",
                report.checkpoint().orElseThrow().size(),
                report.isSound() ? "sound" : report.findings());
    }

    /** What one station has measured. */
    private static final class Times {
        private long[] nanos = new long[1 << 16];
        private int count;

        void add(long each) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = each;
        }

        long[] all() {
            return Arrays.copyOf(nanos, count);
        }
    }

    /** When what begins, by {@link System#nanoTime}. */
    private record Plan(long begin, long measured, long end, double nanosBetween) {}

    private static void load(Path folder, int stations, int rate, int warmUp, int seconds)
            throws IOException, InterruptedException, ExecutionException, ConfigException, VerificationException {
        URI uri = URI.create(Files.readString(folder.resolve("address")));
        VerifierKey log = VerifierKey.parse(Files.readString(folder.resolve("log.vkey")));
        AtomicLong refused = new AtomicLong();
        AtomicLong requests = new AtomicLong();
        long begin = System.nanoTime();
        long measured = begin + warmUp * 1_000_000_000L;
        Plan plan =
                new Plan(begin, measured, measured + seconds * 1_000_000_000L, rate == 0 ? 0 : 1e9 * stations / rate);
        List<Future<Times>> running = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(stations)) {
            for (int i = 0; i < stations; i++) {
                AppendClient client = new AppendClient(
                        http,
                        uri,
                        LogKeyFile.read(folder.resolve("station-" + i), LogKeyFile.Use.STATION),
                        List.of(log),
                        Duration.ofSeconds(30));
                int number = i;
                running.add(threads.submit(() -> station(client, number, plan, requests, refused)));
            }
        }
        long[] times = new long[0];
        for (Future<Times> each : running) {
            long[] own = each.get().all();
            int at = times.length;
            times = Arrays.copyOf(times, at + own.length);
            System.arraycopy(own, 0, times, at, own.length);
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%s, %d stations: %.0f entries/s durable and answered; from append to integrated %.0f ms in the median, %.0f at 99 %%, %.0f at most; %d requests, %d told to come again%n",
                rate == 0 ? "as many as are taken" : rate + " entries/s offered",
                stations,
                times.length / (double) seconds,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                times[times.length - 1] / 1e6,
                requests.get(),
                refused.get());
    }

    /** Only entries whose answer comes in the measured time count. */
    private static Times station(AppendClient client, int number, Plan plan, AtomicLong requests, AtomicLong refused)
            throws InterruptedException {
        SplittableRandom random = new SplittableRandom(System.nanoTime() + number);
        Times times = new Times();
        long sent = 0;
        while (System.nanoTime() < plan.end()) {
            long now = System.nanoTime();
            long due = plan.nanosBetween() == 0
                    ? sent + FULL_BATCH
                    : (long) ((now - plan.begin()) / plan.nanosBetween()) + 1;
            int count = (int) Math.min(due - sent, AppendRequest.ENTRIES_MAX);
            if (count == 0) {
                long next = plan.begin() + (long) (sent * plan.nanosBetween());
                Thread.sleep(Duration.ofNanos(Math.max(next - now, 100_000)));
                continue;
            }
            List<NewEntry> batch = batch(random, count);
            while (!(client.append(batch) instanceof AppendReply.Done)) {
                refused.incrementAndGet();
                Thread.sleep(50);
            }
            requests.incrementAndGet();
            long done = System.nanoTime();
            for (int i = 0; i < count && done >= plan.measured() && done < plan.end(); i++) {
                long came = plan.nanosBetween() == 0 ? now : plan.begin() + (long) ((sent + i) * plan.nanosBetween());
                times.add(done - came);
            }
            sent += count;
        }
        return times;
    }

    private static List<NewEntry> batch(SplittableRandom random, int count) {
        List<NewEntry> out = new ArrayList<>(count);
        byte[] entry = new byte[NewEntry.LENGTH];
        for (int i = 0; i < count; i++) {
            random.nextBytes(entry);
            entry[0] = 1;
            out.add(new NewEntry(new UUID(random.nextLong(), random.nextLong()), entry));
        }
        return out;
    }
}
