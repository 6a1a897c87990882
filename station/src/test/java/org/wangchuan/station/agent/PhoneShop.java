package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.phone.PhoneLane;
import org.wangchuan.station.phone.PhoneMoment;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTicket;
import org.wangchuan.station.phone.PhoneTimes;
import org.wangchuan.station.testing.InMemoryPlatform;

/** A station with made phones on its cables, a platform, and people there. */
final class PhoneShop implements AutoCloseable {
    static final String POLICY = "gb-46864-2025";
    static final String ORDER = "7F3K-22QX";
    static final String LABEL = "WC-0001";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Long enough for people who look at a page every 200 ms. */
    private static final PhoneTimes TIMES = new PhoneTimes(
            Duration.ofMillis(2),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));

    final StationHome home;
    final InMemoryPlatform platform = new InMemoryPlatform();
    final MadeHub hub = new MadeHub();
    /** What each start of the station has; closed with it. */
    Supplier<PhoneSockets> sockets = () -> hub;

    final MadeCounter counter = new MadeCounter(platform.phoneDesk());
    final List<String> troubles = new CopyOnWriteArrayList<>();
    volatile Consumer<Step> steps = _ -> {};
    volatile PhoneMoment.Listener moments = PhoneMoment.Listener.NOBODY;
    Optional<Bench.Certifying> certifying = Optional.empty();
    private Optional<BenchAgent> agent = Optional.empty();

    PhoneShop(Path folder) {
        this.home = new StationHome(folder.resolve("station"));
    }

    /** What dies is not caught by anything. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    void start() throws IOException {
        PhoneLane.Means means = new PhoneLane.Means(
                InstantSource.system(), "wangchuan test", TIMES, new SecureRandom(), moment -> moments.at(moment));
        Duration soon = Duration.ofMillis(50);
        Duration later = Duration.ofMillis(200);
        agent = Optional.of(BenchAgent.start(
                home,
                InstantSource.system(),
                "wangchuan test",
                platform,
                new BenchAgentTest.Silent() {
                    @Override
                    public void trouble(String reason) {
                        troubles.add(reason);
                    }
                },
                new BenchAgent.Options(List.of(), false, certifying, Optional.empty(), Optional.of(sockets.get())),
                step -> steps.accept(step),
                new BenchAgent.PhoneWork(
                        means,
                        new PhoneCrew.Times(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1)),
                        soon,
                        later)));
    }

    /** Somebody chooses the phone that hangs at this place for an order. */
    Task queue(String place, MadePhone phone) {
        Task task = new Task(UUID.randomUUID(), ORDER, place, Optional.empty(), POLICY, 1, LABEL, Task.Kind.PHONE);
        counter.serve(task.id(), phone);
        platform.queue(task);
        return task;
    }

    void stop() throws IOException {
        if (agent.isPresent()) {
            agent.get().close();
        }
        agent = Optional.empty();
    }

    PhoneStore store() {
        return new PhoneStore(home);
    }

    /** How many statements the station has signed. */
    long signed() throws IOException {
        return StationBooks.open(home, InstantSource.system())
                .checkpoint()
                .checkpoint()
                .size();
    }

    int outbox() throws IOException {
        return new Outbox(home).length();
    }

    /** The jobs that are under way. */
    List<PhoneTicket> jobs() {
        try {
            return store().open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing of any task or job is under way. */
    boolean isIdle() throws IOException {
        try {
            return AgentStatus.of(home).open().isEmpty() && store().open().isEmpty() && outbox() == 0;
        } catch (NoSuchFileException _) {
            return false; // it goes away just now
        }
    }

    long receipts(UUID task) throws IOException {
        Path folder = home.agent().resolve("receipts").resolve(task.toString());
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".receipt.json"))
                    .count();
        }
    }

    /** Something that comes about. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
