package org.wangchuan.platform.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.bench.BenchTasks;
import org.wangchuan.platform.bench.Standing;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.process.Loop;

/**
 * What those are told who watch: looked up each second in a handful of queries for all watched orders together, so that a thousand pages
 * cost the database what one costs. Nothing is asked while nobody watches. Thread-safe.
 */
@Component
class WatchBoard extends Loop {
    /** Of one order, so that no owner takes the places of the others: their browsers, the counter's, and a tab or two. */
    static final int OF_ORDER = 12;

    private static final Duration STEP = Duration.ofSeconds(1);

    private final Orders orders;
    private final Batches batches;
    private final BenchTasks bench;
    private final OrderCards cards;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Sheet> sheets = new HashMap<>();

    WatchBoard(Orders orders, Batches batches, BenchTasks bench, OrderCards cards) {
        super("watched", STEP);
        this.orders = orders;
        this.batches = batches;
        this.bench = bench;
        this.cards = cards;
    }

    /**
     * What a page is told.
     *
     * @param state of the order, and of a phone on a cable the step after a colon, of any what was said or seen of its cards last after a tilde; of a list, how many
     *     are in which
     * @param isSilent whether the station has not been heard of for a while
     */
    record Told(
            String state, boolean isSilent, String phase, int pass, int passes, int percent, long remainingSeconds) {
        private static Told of(OrderState state, Optional<Standing> standing, Optional<String> cards) {
            boolean isSilent = standing.map(Standing::isSilent).orElse(false);
            String said = state(state, standing, cards);
            return standing.flatMap(Standing::progress)
                    .map(progress -> new Told(
                            said,
                            isSilent,
                            progress.phase(),
                            progress.pass(),
                            progress.passes(),
                            progress.percent(),
                            progress.remainingSeconds()))
                    .orElseGet(() -> new Told(said, isSilent, "", 0, 0, 0, 0));
        }

        /** What a page shows that has nothing but words: another word is another page. */
        static String state(OrderState state, Optional<Standing> standing, Optional<String> cards) {
            return state.id()
                    + standing.flatMap(Standing::step).map(step -> ":" + step).orElse("")
                    + cards.map(mark -> "~" + mark).orElse("");
        }

        /** Of a list it is told that something has moved; the page asks what. */
        private static Told ofList(String movement) {
            return new Told(movement, false, "", 0, 0, 0, 0);
        }
    }

    /** What is told of one order, to all who watch it. Thread-safe. */
    static final class Sheet {
        private final Optional<UUID> list;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition turned = lock.newCondition();
        private Told told;
        private long askedAt;
        private long rounds;
        private int watchers; // by the lock of the board

        private Sheet(Optional<UUID> list, Told told, long nanos) {
            this.list = list;
            this.told = told;
            this.askedAt = nanos;
        }

        private Sheet entered() {
            watchers++;
            return this;
        }

        /** What is known now. */
        Told now() {
            lock.lock();
            try {
                return told;
            } finally {
                lock.unlock();
            }
        }

        /** Waits until it was looked up again; false if that did not happen within a time. */
        boolean awaitNext(Duration limit) throws InterruptedException {
            lock.lock();
            try {
                long before = rounds;
                long left = limit.toNanos();
                while (rounds == before && left > 0) {
                    left = turned.awaitNanos(left);
                }
                return rounds != before;
            } finally {
                lock.unlock();
            }
        }

        /** What was asked for later counts, whichever answer came first. */
        private void put(Told now, long nanos) {
            lock.lock();
            try {
                if (nanos - askedAt >= 0) {
                    told = now;
                    askedAt = nanos;
                }
                rounds++;
                turned.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * One more watches an order; empty if too many do. Each is to {@link #leave}. It is looked up at once, also if others watch it: what a page
     * is told first is never older than the page.
     */
    Optional<Sheet> enter(UUID order) {
        long nanos = System.nanoTime();
        Optional<UUID> list = batches.ledBy(order).map(Batch::id); // asks the database, and holds nobody up
        Told now = list.map(batch -> Told.ofList(batches.movement(batch)))
                .orElseGet(() ->
                        Optional.ofNullable(ofOrders(Set.of(order)).get(order)).orElseThrow());
        lock.lock();
        try {
            Sheet sheet = sheets.computeIfAbsent(order, _ -> new Sheet(list, now, nanos));
            if (sheet.watchers == OF_ORDER) {
                return Optional.empty();
            }
            sheet.put(now, nanos);
            return Optional.of(sheet.entered());
        } finally {
            lock.unlock();
        }
    }

    /** One of those that entered watches no more. */
    void leave(UUID order) {
        lock.lock();
        try {
            Sheet known = sheets.get(order);
            if (known != null && --known.watchers == 0) {
                sheets.remove(order);
            }
        } finally {
            lock.unlock();
        }
    }

    private Map<UUID, Sheet> watched() {
        lock.lock();
        try {
            return Map.copyOf(sheets);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected boolean work() {
        long nanos = System.nanoTime();
        Map<UUID, Sheet> watched = watched();
        Set<UUID> lists = new HashSet<>();
        Set<UUID> single = new HashSet<>();
        watched.forEach((order, sheet) -> sheet.list.ifPresentOrElse(lists::add, () -> single.add(order)));
        Map<UUID, Told> told = ofOrders(single);
        Map<UUID, String> movements = batches.movements(lists);
        watched.forEach((order, sheet) -> sheet.put(
                sheet.list
                        .map(list -> Told.ofList(movements.getOrDefault(list, "")))
                        .orElseGet(() -> told.getOrDefault(order, sheet.now())),
                nanos));
        succeeded();
        return true;
    }

    private Map<UUID, Told> ofOrders(Set<UUID> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Standing> standing = bench.standing(asked);
        Map<UUID, String> marks = cards.marks(asked);
        Map<UUID, Told> out = new HashMap<>();
        orders.states(asked)
                .forEach((order, state) -> out.put(
                        order,
                        Told.of(
                                state,
                                Optional.ofNullable(standing.get(order)),
                                Optional.ofNullable(marks.get(order)))));
        return out;
    }
}
