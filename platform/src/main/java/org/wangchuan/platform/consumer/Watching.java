package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.bench.BenchTasks;
import org.wangchuan.platform.bench.Progress;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.process.Ending;

/** Tells a page how far an erasure is, each second, until the page is gone. Thread-safe. */
@Component
class Watching {
    static final int AT_ONCE = 200;

    /** Of one order, so that no owner takes the places of the others: their browsers, the counter's, and a tab or two. */
    static final int OF_ORDER = 12;

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofSeconds(1);

    /** Also what is no news is told now and then: a page that hears nothing knows that it is cut off, and says so. */
    private static final int TELL_AGAIN_STEPS = 10;

    private final Orders orders;
    private final Batches batches;
    private final BenchTasks bench;
    private final Ending ending;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<UUID, Integer> ofOrder = new ConcurrentHashMap<>();

    Watching(Orders orders, Batches batches, BenchTasks bench, Ending ending) {
        this.ending = ending;
        this.orders = orders;
        this.batches = batches;
        this.bench = bench;
    }

    /**
     * What a page is told.
     *
     * @param state of the order; of a list, how many are in which
     * @param isSilent whether the station has not been heard of for a while
     */
    record Told(
            String state, boolean isSilent, String phase, int pass, int passes, int percent, long remainingSeconds) {}

    SseEmitter watch(UUID order) {
        if (!enter(order)) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE); // the page then asks again by itself
        }
        SseEmitter emitter = new SseEmitter(LIMIT.plusMinutes(1).toMillis());
        Thread.startVirtualThread(() -> {
            try {
                tell(order, emitter);
            } finally {
                leave(order);
            }
        });
        return emitter;
    }

    /** How many watch now. */
    int count() {
        return AT_ONCE - places.availablePermits();
    }

    private boolean enter(UUID order) {
        if (ofOrder.merge(order, 1, Integer::sum) <= OF_ORDER && places.tryAcquire()) {
            return true;
        }
        uncount(order);
        return false;
    }

    private void leave(UUID order) {
        places.release();
        uncount(order);
    }

    private void uncount(UUID order) {
        ofOrder.computeIfPresent(order, (_, count) -> count > 1 ? count - 1 : null);
    }

    private void tell(UUID order, SseEmitter emitter) {
        try {
            Optional<UUID> list = batches.ledBy(order).map(Batch::id);
            Optional<Told> last = Optional.empty();
            long end = System.nanoTime() + LIMIT.toNanos();
            for (int round = 0; System.nanoTime() < end && !ending.isEnding(); round++) {
                Told now = list.map(this::toldOfList).orElseGet(() -> told(order));
                boolean isNews = !last.equals(Optional.of(now));
                if (isNews || round % TELL_AGAIN_STEPS == 0) {
                    emitter.send(SseEmitter.event().data(now, MediaType.APPLICATION_JSON));
                }
                last = Optional.of(now);
                Thread.sleep(STEP);
            }
            emitter.complete();
        } catch (IOException | IllegalStateException | DataAccessException e) {
            emitter.complete(); // the page is gone, or the database: the browser comes back by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    /** Of a list it is told that something has moved; the page asks what. */
    private Told toldOfList(UUID batch) {
        return new Told(batches.movement(batch), false, "", 0, 0, 0, 0);
    }

    private Told told(UUID order) {
        OrderState state = orders.find(order).orElseThrow().state();
        boolean isSilent = bench.isSilent(order);
        return bench.progress(order)
                .map(progress -> of(state, isSilent, progress))
                .orElseGet(() -> new Told(state.id(), isSilent, "", 0, 0, 0, 0));
    }

    private static Told of(OrderState state, boolean isSilent, Progress progress) {
        return new Told(
                state.id(),
                isSilent,
                progress.phase(),
                progress.pass(),
                progress.passes(),
                progress.percent(),
                progress.remainingSeconds());
    }
}
