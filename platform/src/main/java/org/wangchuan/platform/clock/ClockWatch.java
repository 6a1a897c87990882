package org.wangchuan.platform.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.Loop;

/**
 * Looks at this machine's clock while the platform runs. It can't tell which time is right; it tells that one of two is wrong. What it has noticed and
 * the database does not take is kept until it does.
 */
@Component
class ClockWatch extends Loop {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** In looks: how often what this process reads is kept, and held against the database's clock. */
    private static final int KEEP = 15;
    /** A clock that is set again and again fills no table: so many wait at most. */
    private static final int WAITING_MAX = 1000;

    private final Steps steps;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final StepDetector detector;
    private final Deque<Steps.Step> waiting = new ArrayDeque<>();
    private int looks;
    private boolean hasBegun;
    private volatile double besideDatabaseSeconds = Double.NaN;

    ClockWatch(Steps steps, JdbcClient jdbc, InstantSource clock, MeterRegistry registry) {
        super("clock watch", LOOK);
        this.steps = steps;
        this.jdbc = jdbc;
        this.clock = clock;
        this.detector = new StepDetector(clock, new Uptime()::nanos);
        Gauge.builder("wangchuan.clock.beside.database", () -> besideDatabaseSeconds)
                .baseUnit("seconds")
                .description("By how much this process's clock is ahead of the database's; negative if behind")
                .register(registry);
    }

    @Override
    protected boolean work() {
        Optional<Steps.Step> step = detector.look();
        step.filter(_ -> waiting.size() < WAITING_MAX).ifPresent(found -> {
            // Told at once: the database may be what is not there.
            LOG.warn(
                    "this machine's clock was set from {} to {}, by {} s: what is written down now bears the new time, see /clock",
                    found.before(),
                    found.after(),
                    found.ahead().toSeconds());
            waiting.add(found);
        });
        if (!hasBegun) {
            begin();
            hasBegun = true;
        }
        while (!waiting.isEmpty()) {
            steps.note(waiting.element());
            waiting.remove();
        }
        if (looks % KEEP == 0 || step.isPresent()) {
            steps.read(clock.instant());
            besideDatabaseSeconds = besideDatabase();
        }
        looks = looks % KEEP + 1;
        succeeded();
        return true;
    }

    /** Against what was read last, by whichever process: a clock that is ahead can't be told from a platform that was off. */
    private void begin() {
        Instant now = clock.instant();
        steps.lastRead()
                .filter(last -> Duration.between(now, last).compareTo(StepDetector.LEAST) >= 0)
                .ifPresent(last -> {
                    LOG.warn(
                            "this machine's clock says {}, and a process of the platform had read {}: see /clock",
                            now,
                            last);
                    waiting.addFirst(new Steps.Step(
                            Steps.Noticed.BEGUN,
                            last,
                            now,
                            Duration.ofSeconds(Duration.between(last, now).toSeconds())));
                });
    }

    /** In seconds, less than the time that the question takes beside the truth. */
    private double besideDatabase() {
        Instant before = clock.instant();
        Instant there = jdbc.sql("SELECT clock_timestamp()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        Instant after = clock.instant();
        Instant here = before.plus(Duration.between(before, after).dividedBy(2));
        return Duration.between(there, here).toMillis() / 1e3;
    }
}
