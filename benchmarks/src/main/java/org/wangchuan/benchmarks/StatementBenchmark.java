package org.wangchuan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Statements that a platform, in another process, accepts, verifies, stores and brings into its log; and how long its pages take
 * meanwhile. {@code benchmarks/statements.sh} runs it.
 *
 * <pre>
 * URL DATA WORK COUNT CLIENTS     the platform's address and folder, and one of ours
 * </pre>
 *
 * <p>All statements are signed before the first is sent. First as many as are taken, by so many clients that each wait for their
 * answer; then half as many a second, at fixed times, while somebody looks at pages one after another.
 */
public final class StatementBenchmark {
    private static final int WARM_UP = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<String> PAGES = List.of("/verify", "/sign-in", "/guides");

    private final HttpClient http;
    private final URI platform;
    private final int clients;

    /** What a station has signed, ready to be handed in by it. */
    private record Signed(LoadStation station, String body) {}

    private StatementBenchmark(HttpClient http, URI platform, int clients) {
        this.http = http;
        this.platform = platform;
        this.clients = clients;
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        URI platform = URI.create(arguments[0]);
        Path folder = Path.of(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        int clients = Integer.parseInt(arguments[4]);
        List<LoadStation> stations = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (String code : Files.readAllLines(Path.of(arguments[1]))) {
                stations.add(LoadStation.pair(http, platform, code, folder.resolve("station-" + stations.size())));
            }
            new StatementBenchmark(http, platform, clients).run(stations, count);
        } finally {
            for (LoadStation station : stations) {
                station.close();
            }
        }
    }

    private void run(List<LoadStation> stations, int count) throws Exception {
        List<Signed> bodies = new ArrayList<>();
        for (int i = 0; i < WARM_UP + 2 * count; i++) {
            LoadStation station = stations.get(i % stations.size());
            bodies.add(new Signed(station, station.next()));
        }
        System.out.printf(
                Locale.ROOT,
                "%d statements signed by %d stations, %.1f KB each%n",
                bodies.size(),
                stations.size(),
                bodies.getFirst().body().length() / 1000.0);
        long logged = size();
        long[] _ = send(bodies.subList(0, WARM_UP), 0);
        await(logged + 2 * WARM_UP);

        long from = System.nanoTime();
        long[] times = send(bodies.subList(WARM_UP, WARM_UP + count), 0);
        double accepted = seconds(from);
        await(logged + 2L * (WARM_UP + count));
        double inLog = seconds(from);
        System.out.printf(
                Locale.ROOT,
                "as many as are taken, %d clients: %.0f statements/s accepted, verified and stored; %.0f/s until all were in the log; an answer after %s%n",
                clients,
                count / accepted,
                count / inLog,
                quantiles(times));

        double half = count / inLog / 2;
        AtomicBoolean isOver = new AtomicBoolean();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<long[]> pages = threads.submit(() -> look(isOver));
            times = send(bodies.subList(WARM_UP + count, bodies.size()), half);
            isOver.set(true);
            System.out.printf(
                    Locale.ROOT,
                    "at half of that, %.0f/s: an answer after %s; a page after %s%n",
                    half,
                    quantiles(times),
                    quantiles(pages.get()));
        }
    }

    /**
     * @param rate a second, of all clients together; 0 for as many as are taken
     * @return how long each took, from when it was due
     */
    private long[] send(List<Signed> bodies, double rate) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        long[] times = new long[bodies.size()];
        long begin = System.nanoTime();
        List<Future<Boolean>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> {
                    int one = next.getAndIncrement();
                    while (one < times.length) {
                        long due = rate == 0 ? System.nanoTime() : begin + (long) (one * 1e9 / rate);
                        long early = due - System.nanoTime();
                        if (early > 0) {
                            Thread.sleep(Duration.ofNanos(early));
                        }
                        Signed signed = bodies.get(one);
                        signed.station().deliver(signed.body());
                        times[one] = System.nanoTime() - due;
                        one = next.getAndIncrement();
                    }
                    return true;
                }));
            }
        }
        for (Future<Boolean> each : running) {
            boolean _ = each.get();
        }
        return times;
    }

    private long[] look(AtomicBoolean isOver) throws IOException, InterruptedException {
        List<Long> out = new ArrayList<>();
        while (!isOver.get()) {
            long from = System.nanoTime();
            String _ = get(PAGES.get(out.size() % PAGES.size()));
            out.add(System.nanoTime() - from);
            Thread.sleep(20);
        }
        return out.stream().mapToLong(Long::longValue).toArray();
    }

    /** Waits until the log has so many entries. */
    private void await(long size) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (size() < size) {
            if (System.nanoTime() > end) {
                throw new IOException("expected " + size + " entries in the log, and found " + size());
            }
            Thread.sleep(20);
        }
    }

    private long size() throws IOException, InterruptedException {
        List<String> lines = get("/log/checkpoint").lines().toList();
        return Long.parseLong(lines.get(1));
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(platform.resolve(path)).timeout(LIMIT).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("expected 200 of " + path + ", and found " + answer.statusCode());
        }
        return answer.body();
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    private static String quantiles(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.1f ms in the median, %.1f at 99 %%, %.1f at most",
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }
}
