package org.wangchuan.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Owners who watch, and pages that are looked at meanwhile. {@code benchmarks/watchers.sh} runs it.
 *
 * <pre>
 * URL COUNT SECONDS COOKIE ORDER     the platform's address; of somebody who works there; the order that they look at
 * </pre>
 *
 * <p>Each owner holds one stream open. What is told there carries the time at which a station said it, in milliseconds, in the member
 * {@code remainingSeconds}.
 */
public final class WatchBenchmark {
    private static final Pattern SAID = Pattern.compile("\"remainingSeconds\":([0-9]{13})");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long WARM_UP_MILLIS = 5_000;

    private final HttpClient http;
    private final URI platform;
    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile long countsFrom;
    private volatile boolean isOver;

    private WatchBenchmark(HttpClient http, URI platform) {
        this.http = http;
        this.platform = platform;
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
        try {
            new WatchBenchmark(http, URI.create(arguments[0]))
                    .run(threads, count, Integer.parseInt(arguments[2]), arguments[3], arguments[4]);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // whatever is still open
    }

    private void run(ExecutorService threads, int count, int seconds, String session, String order) throws Exception {
        countsFrom = Long.MAX_VALUE;
        for (int i = 1; i <= count; i++) {
            int owner = i;
            var _ = threads.submit(() -> watch(owner));
        }
        long until = System.nanoTime() + LIMIT.toNanos();
        while (open.get() + refused.get() < count && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(50));
        }
        Thread.sleep(Duration.ofMillis(WARM_UP_MILLIS));
        countsFrom = System.currentTimeMillis();
        long end = countsFrom + seconds * 1_000L;
        List<Long> owners = new ArrayList<>();
        List<Long> staff = new ArrayList<>();
        while (System.currentTimeMillis() < end) {
            for (String name : List.of("watch", "device", "privacy")) {
                owners.add(look(link(1) + "/" + name, "owner=watched-browser-1"));
            }
            for (String path : List.of("/bench", "/intake", "/intake/" + order, "/stock")) {
                staff.add(look(path, session));
            }
        }
        isOver = true;
        long told = delays.size();
        System.out.printf(
                Locale.ROOT,
                "%d owners watch, %d were refused; %.2f times a second each was told, %s after a station said it%n",
                open.get(),
                refused.get(),
                told / (double) seconds / Math.max(1, open.get()),
                quantiles(delays.stream().toList()));
        System.out.printf(
                Locale.ROOT, "a page of an owner took %s, one of staff %s%n", quantiles(owners), quantiles(staff));
    }

    private static String link(int owner) {
        return String.format(Locale.ROOT, "/o/watched-link-number-%04d", owner);
    }

    private boolean watch(int owner) throws Exception {
        HttpResponse<Stream<String>> answer = http.send(
                request(link(owner) + "/progress", "owner=watched-browser-" + owner)
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            refused.incrementAndGet();
            return false;
        }
        open.incrementAndGet();
        try (Stream<String> lines = answer.body()) {
            lines.takeWhile(_ -> !isOver).forEach(this::heard);
        }
        return true;
    }

    private void heard(String line) {
        long now = System.currentTimeMillis();
        Matcher said = SAID.matcher(line);
        if (now >= countsFrom && said.find()) {
            delays.add((now - Long.parseLong(said.group(1))) * 1_000_000);
        }
    }

    private long look(String path, String cookie) throws Exception {
        long begin = System.nanoTime();
        HttpResponse<String> answer = http.send(request(path, cookie).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("expected a page at " + path + ", and found " + answer.statusCode());
        }
        return System.nanoTime() - begin;
    }

    private HttpRequest.Builder request(String path, String cookie) {
        return HttpRequest.newBuilder(platform.resolve(path))
                .timeout(Duration.ofMinutes(20))
                .header("Cookie", cookie);
    }

    private static String quantiles(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0
                ? "never"
                : String.format(
                        Locale.ROOT,
                        "%.0f ms (median), %.0f ms (99 %%), %.0f ms (at most)",
                        sorted[sorted.length / 2] / 1e6,
                        sorted[sorted.length * 99 / 100] / 1e6,
                        sorted[sorted.length - 1] / 1e6);
    }
}
