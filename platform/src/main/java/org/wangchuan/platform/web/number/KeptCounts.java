package org.wangchuan.platform.web.number;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts what pages show as numbers. What takes no time is counted whenever somebody looks. What takes long, since there are years of it, is counted once
 * in a while: whoever looks meanwhile is told the last number and of when it is, and the counting goes on without them. Each process counts for itself.
 * Thread-safe.
 *
 * <p>Only for numbers that nobody acts on by themselves: what a run deletes, or what a gate lets through, is looked up then.
 */
@Component
public class KeptCounts {
    private static final Logger LOG = LoggerFactory.getLogger(KeptCounts.class);

    /** From here on a count is dear if the one before it was as well; a first one reads what is not in memory yet. */
    private static final Duration DEAR = Duration.ofMillis(10);

    /** From here on it is dear at once. */
    private static final Duration VERY_DEAR = Duration.ofSeconds(1);

    /** At most a fiftieth of the time is spent on counting the same. */
    private static final int REST = 50;

    /** What is older is of no use to anybody; then whoever looks waits. */
    private static final Duration OLDEST = Duration.ofDays(1);

    private static final int SLOTS_MAX = 10_000;

    private final NumberSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Executor beside;
    private final ConcurrentMap<Key, Slot> slots = new ConcurrentHashMap<>();

    @Autowired
    KeptCounts(NumberSettings settings, InstantSource clock) {
        this(settings, clock, System::nanoTime, task -> {
            Thread _ = Thread.ofVirtual().name("counts").start(task);
        });
    }

    /**
     * @param nanos measures how long something took; {@link System#nanoTime} but in tests
     * @param beside runs what nobody waits for
     */
    KeptCounts(NumberSettings settings, InstantSource clock, LongSupplier nanos, Executor beside) {
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
        this.beside = beside;
    }

    /**
     * @param what is counted
     * @param of whom or what for: all that makes another number of it, by its {@code equals}, and that whoever asks may see
     */
    private record Key(String what, Object of) {}

    /**
     * @param begun when its count began, by {@link #nanos}
     * @param took how long it took
     * @param tookBefore how long the one before it took; zero if there was none
     */
    private record Known(Object value, Instant at, long begun, Duration took, Duration tookBefore) {
        boolean isDear() {
            return took.compareTo(VERY_DEAR) > 0 || (took.compareTo(DEAR) > 0 && tookBefore.compareTo(DEAR) > 0);
        }
    }

    private static final class Slot {
        final Lock counting = new ReentrantLock();
        final AtomicBoolean isBeside = new AtomicBoolean();
        volatile @Nullable Known known;
    }

    /**
     * The number, counted now or a while ago.
     *
     * @param what is counted; the same for the same {@code count}
     * @param of all that makes another number of it, and that whoever asks may see: sites, zones, months. By its {@code equals}
     * @param count counts it, in a transaction of its own, perhaps in another thread and for somebody who looks later
     */
    public <V> Counted<V> get(String what, Object of, Supplier<V> count) {
        if (settings.countsKeptMinutes() == 0) {
            return new Counted<>(count.get(), Optional.empty());
        }
        if (slots.size() > SLOTS_MAX) {
            slots.clear();
        }
        Slot slot = slots.computeIfAbsent(new Key(what, of), _ -> new Slot());
        Optional<Known> usable = usable(slot);
        if (usable.isPresent()) {
            if (age(usable.get()).compareTo(keptFor(usable.get())) > 0) {
                beside(slot, count);
            }
            return kept(usable.get());
        }
        Known known = slot.known;
        if (known != null && !known.isDear()) {
            return fresh(slot, count);
        }
        // Of many who come at once, one counts.
        slot.counting.lock();
        try {
            Optional<Known> meanwhile = usable(slot);
            return meanwhile.isPresent() ? kept(meanwhile.get()) : fresh(slot, count);
        } finally {
            slot.counting.unlock();
        }
    }

    private Optional<Known> usable(Slot slot) {
        return Optional.ofNullable(slot.known)
                .filter(known -> known.isDear() && age(known).compareTo(OLDEST) < 0);
    }

    private Duration age(Known known) {
        return Duration.ofNanos(nanos.getAsLong() - known.begun());
    }

    private Duration keptFor(Known known) {
        Duration rest = known.took().multipliedBy(REST);
        return rest.compareTo(settings.kept()) > 0 ? rest : settings.kept();
    }

    private <V> Counted<V> fresh(Slot slot, Supplier<V> count) {
        Known before = slot.known;
        Instant at = clock.instant();
        long begun = nanos.getAsLong();
        V value = count.get();
        Duration took = Duration.ofNanos(nanos.getAsLong() - begun);
        slot.known = new Known(value, at, begun, took, before == null ? Duration.ZERO : before.took());
        return new Counted<>(value, Optional.empty());
    }

    /** Whoever looks does not wait for it. */
    private <V> void beside(Slot slot, Supplier<V> count) {
        if (!slot.isBeside.compareAndSet(false, true)) {
            return;
        }
        beside.execute(() -> {
            try {
                Counted<V> _ = fresh(slot, count);
            } catch (RuntimeException e) {
                LOG.warn("a number could not be counted anew: {}", e.getClass().getSimpleName());
            } finally {
                slot.isBeside.set(false);
            }
        });
    }

    @SuppressWarnings("unchecked") // the same key is of the same count
    private static <V> Counted<V> kept(Known known) {
        return new Counted<>((V) known.value(), Optional.of(known.at()));
    }
}
