package org.wangchuan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/**
 * The day of a large operator as fast as a platform, in another process, takes it: a plant's program registers devices and reads events,
 * and stations tell their lanes and hand in what they erased. {@code benchmarks/day.sh} runs it.
 *
 * <pre>
 * URL CODES WORK DEVICES KEY PID     the platform's address, a file with a code for each station, a folder of ours, a key of a program, and whose
 *                                    memory is looked at
 * </pre>
 *
 * <p>Of each device there are twelve events: it is registered, ten times it is told in which lane it lies, and its signed statements are handed in. Whatever is
 * not taken ends the run: a day has no errors. It is told in tenths, and what grows with the day stands beside.
 */
public final class DayBenchmark {
    private static final int TELLINGS = 10;
    private static final int EVENTS = 2 + TELLINGS;
    private static final int LANES = 4;
    private static final int BATCH = 500;
    private static final int CLIENTS = 8;
    private static final int TENTHS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Of both generations, as the serial collector tells them. */
    private static final Pattern USED =
            Pattern.compile("^(?:DefNew|Tenured) +total [0-9]+K, used ([0-9]+)K", Pattern.MULTILINE);

    private final HttpClient http;
    private final URI platform;
    private final List<LoadStation> stations;
    private final String key;
    private final int devices;
    private final String pid;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final long[] times;
    private final long[] ends = new long[TENTHS];
    private volatile long begun;

    private DayBenchmark(
            HttpClient http, URI platform, List<LoadStation> stations, String key, int devices, String pid) {
        this.http = http;
        this.platform = platform;
        this.stations = List.copyOf(stations);
        this.key = key;
        this.devices = devices;
        this.pid = pid;
        this.times = new long[devices];
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        URI platform = URI.create(arguments[0]);
        List<LoadStation> stations = new ArrayList<>();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (String code : Files.readAllLines(Path.of(arguments[1]))) {
                Path folder = Path.of(arguments[2]).resolve("station-" + stations.size());
                stations.add(LoadStation.pair(http, platform, code, folder));
            }
            new DayBenchmark(http, platform, stations, arguments[4], Integer.parseInt(arguments[3]), arguments[5])
                    .run();
        } finally {
            for (LoadStation station : stations) {
                station.close();
            }
        }
    }

    private static String serial(int device) {
        return "DAY-%07d".formatted(device);
    }

    private void run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d stations, %d devices, %d events: 1 registered, %d told in a lane, 1 erased and signed, of each%n",
                stations.size(),
                devices,
                (long) devices * EVENTS,
                TELLINGS);
        begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + 2)) {
            List<Future<Boolean>> running = new ArrayList<>();
            running.add(threads.submit(this::register));
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                running.add(threads.submit(() -> erase(client)));
            }
            Future<Boolean> reader = threads.submit(this::readEvents);
            try {
                for (Future<Boolean> one : running) {
                    boolean _ = one.get();
                }
                isOver.set(true);
                boolean _ = reader.get();
            } catch (Exception e) {
                threads.shutdownNow();
                throw e;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "in %.0f s: %.0f events/s, %.0f devices/s; no request was refused; %d events of the exchange read; a day of 24 h at this speed has %.1f million devices%n",
                seconds,
                devices * (double) EVENTS / seconds,
                devices / seconds,
                read.get(),
                devices / seconds * Duration.ofDays(1).toSeconds() / 1e6);
    }

    private boolean register() throws Exception {
        for (int from = 0; from < devices; from += BATCH) {
            List<JsonValue> assets = new ArrayList<>();
            for (int i = from; i < Math.min(devices, from + BATCH); i++) {
                assets.add(Json.object()
                        .put("externalId", "A-" + i)
                        .put("kind", "bare_drive")
                        .put("make", "WDC")
                        .put("model", "WD10EZEX")
                        .put("serial", serial(i))
                        .build());
            }
            String _ = send(request("/api/v1/assets")
                    .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.writeText(Json.object()
                            .put("batch", "lot " + from / BATCH)
                            .put("policy", "nist-clear")
                            .put("mayHoldStateSecrets", "no")
                            .put("assets", new JsonValue.Array(assets))
                            .build()))));
            // As fast as devices are erased, and no faster.
            while (from > next.get() + 2 * BATCH) {
                Thread.sleep(20);
            }
        }
        return true;
    }

    /** At every eighth station, one after another: a station signs one thing after another. */
    private boolean erase(int client) throws Exception {
        int turn = client;
        int device = next.getAndIncrement();
        while (device < devices) {
            LoadStation station = stations.get(turn % stations.size());
            turn += CLIENTS;
            List<String> inLanes = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                inLanes.add(serial(device + i));
            }
            for (int i = 0; i < TELLINGS; i++) {
                station.tellLanes(inLanes);
                int _ = told.incrementAndGet();
            }
            String body = station.next(serial(device));
            long from = System.nanoTime();
            station.deliver(body);
            times[device] = System.nanoTime() - from;
            tenth(device);
            device = next.getAndIncrement();
        }
        return true;
    }

    /** Says how it goes when a tenth of the devices is done. */
    private synchronized void tenth(int device) throws IOException {
        int each = devices / TENTHS;
        if ((device + 1) % each != 0) {
            return;
        }
        int number = (device + 1) / each - 1;
        ends[number] = System.nanoTime();
        long[] sorted = Arrays.copyOfRange(times, number * each, (number + 1) * each);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%3d %%: %.0f devices/s; an erasure taken after %.1f ms in the median, %.1f at 99 %%; %d MiB resident, %d MiB alive%n",
                (number + 1) * 100 / TENTHS,
                each / ((ends[number] - (number == 0 ? begun : ends[number - 1])) / 1e9),
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                residentMiB(pid),
                aliveMiB(pid));
    }

    /** What is left on its heap when all that nobody needs is gone: a heap takes what it may before it looks, so what is resident says little. */
    private static long aliveMiB(String pid) throws IOException {
        jcmd(pid, "GC.run");
        return USED.matcher(jcmd(pid, "GC.heap_info"))
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum()
                / 1024;
    }

    private static String jcmd(String pid, String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long residentMiB(String pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** As a plant's program does: from the beginning, by what the answer before says. */
    private boolean readEvents() throws Exception {
        String after = "";
        while (true) {
            boolean wasOver = isOver.get();
            Json.Fields answer = Json.in(CanonicalJson.readLenientObject(
                    send(request("/api/v1/events?limit=100" + after)).getBytes(StandardCharsets.UTF_8)));
            int found = answer.objects("events").size();
            int _ = read.addAndGet(found);
            if (answer.has("next")) {
                after = "&after=" + answer.text("next");
            }
            if (found == 0 && wasOver) {
                return true;
            }
            if (found == 0) {
                Thread.sleep(200);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(platform.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("expected 200, and found " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
