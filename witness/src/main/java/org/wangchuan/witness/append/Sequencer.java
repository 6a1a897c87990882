package org.wangchuan.witness.append;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;

/**
 * The one writer of a log: collects requests until the interval ends, puts their entries into random order, and appends them
 * as one batch. Intervals lie on a fixed grid, so that when a checkpoint appears says no more than in which interval its
 * entries came. A batch that is full does not wait. Thread-safe.
 */
public final class Sequencer implements AutoCloseable {
    /** Most entries that wait, of all stations together. */
    public static final int WAITING_MAX = 8 * TileLog.BATCH_MAX;

    /** Most entries that wait of one station. */
    public static final int WAITING_OF_ONE_MAX = 4 * TileLog.BATCH_MAX;

    private final TileLog log;
    private final Padding padding;
    private final long intervalNanos;
    private final long gridNanos = System.nanoTime();
    private final Consumer<String> notes;
    private final SecureRandom random = new SecureRandom();
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Integer> waitingOf = new HashMap<>();
    private int waitingEntries;
    private long dueNanos;
    private boolean isStopping;

    /**
     * Entries that stand for nothing, so that a batch's size tells less: the byte 1 and 32 random bytes each, like all others
     * to whoever has no nonce. Which they are is not recorded.
     *
     * @param multiple a batch is filled up to a multiple of so many entries; 0 or 1 for no padding
     * @param whenIdle whether an interval without entries gets {@code multiple} of them too
     */
    public record Padding(int multiple, boolean whenIdle) {
        /** No padding. */
        public static final Padding NONE = new Padding(0, false);

        public Padding {
            if (multiple < 0 || multiple > TileLog.BATCH_MAX || (whenIdle && multiple == 0)) {
                throw new IllegalArgumentException("padding to a multiple of " + multiple);
            }
        }
    }

    private static final class Waiting {
        private final String station;
        private final List<NewEntry> entries;
        private final CompletableFuture<Appended> answer = new CompletableFuture<>();

        Waiting(String station, List<NewEntry> entries) {
            this.station = station;
            this.entries = entries;
        }
    }

    /** One entry of one request, on its way through a shuffled batch; without a request for padding. */
    private record Slot(@Nullable Waiting request, int position, NewEntry entry) {}

    private Sequencer(TileLog log, Duration interval, Padding padding, Consumer<String> notes) {
        this.log = log;
        this.intervalNanos = interval.toNanos();
        this.padding = padding;
        this.notes = notes;
        this.thread = Thread.ofPlatform().name("sequencer").unstarted(this::run);
    }

    /**
     * Starts to write.
     *
     * @param log that nobody else appends to meanwhile; it is not closed here
     * @param interval from the first entry to the batch, at most; more than zero
     * @param notes takes lines for whoever runs it: what goes wrong
     */
    public static Sequencer start(TileLog log, Duration interval, Padding padding, Consumer<String> notes) {
        Sequencer sequencer = new Sequencer(log, interval, padding, notes);
        sequencer.thread.start();
        return sequencer;
    }

    /**
     * Takes a request in.
     *
     * @param station name of the one that it comes from; event ids of different stations never meet
     * @return completes when all is durable, or with an {@link AppendException} if that is not known
     * @throws AppendException with code TOO_MANY, BUSY or STOPPING
     */
    public CompletableFuture<Appended> submit(String station, List<NewEntry> entries) throws AppendException {
        List<NewEntry> named = new ArrayList<>(entries.size());
        for (NewEntry entry : entries) {
            named.add(new NewEntry(EventName.of(station, entry.eventId()), entry.entry()));
        }
        Waiting request = new Waiting(station, named);
        lock.lock();
        try {
            if (isStopping) {
                throw new AppendException(AppendCode.STOPPING, "the log is being stopped");
            }
            int ofThis = waitingOf.getOrDefault(station, 0) + entries.size();
            if (ofThis > WAITING_OF_ONE_MAX) {
                throw new AppendException(AppendCode.TOO_MANY, "too many entries of this station are waiting");
            }
            if (waitingEntries + entries.size() > WAITING_MAX) {
                throw new AppendException(AppendCode.BUSY, "too many entries are waiting");
            }
            if (waiting.isEmpty()) {
                dueNanos = endOfInterval(System.nanoTime());
            }
            waiting.add(request);
            waitingOf.put(station, ofThis);
            waitingEntries += entries.size();
            changed.signal();
        } finally {
            lock.unlock();
        }
        return request.answer;
    }

    /** How many entries wait for their batch now. */
    public int waiting() {
        lock.lock();
        try {
            return waitingEntries;
        } finally {
            lock.unlock();
        }
    }

    private long endOfInterval(long nowNanos) {
        return nowNanos + intervalNanos - Math.floorMod(nowNanos - gridNanos, intervalNanos);
    }

    private void run() {
        for (List<Waiting> batch = take(); batch != null; batch = take()) {
            append(batch);
        }
    }

    /** Waits for the next batch; null when all is done and nothing more will come. */
    private @Nullable List<Waiting> take() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                dueNanos = endOfInterval(System.nanoTime());
            }
            while (!isStopping && waitingEntries < TileLog.BATCH_MAX) {
                boolean mayBeIdle = waiting.isEmpty() && !padding.whenIdle();
                long left = dueNanos - System.nanoTime();
                if (!mayBeIdle && left <= 0) {
                    break;
                }
                if (mayBeIdle) {
                    changed.await();
                } else {
                    long _ = changed.awaitNanos(left);
                }
            }
            return isStopping && waiting.isEmpty() ? null : takeUpToMax();
        } catch (InterruptedException e) {
            return takeUpToMax(); // nobody interrupts this thread; should somebody, the batch comes early
        } finally {
            lock.unlock();
        }
    }

    private List<Waiting> takeUpToMax() {
        List<Waiting> batch = new ArrayList<>();
        int count = 0;
        while (!waiting.isEmpty() && count + waiting.getFirst().entries.size() <= TileLog.BATCH_MAX) {
            Waiting next = waiting.removeFirst();
            count += next.entries.size();
            batch.add(next);
            waitingEntries -= next.entries.size();
            waitingOf.merge(next.station, -next.entries.size(), Integer::sum);
            waitingOf.remove(next.station, 0);
        }
        // What is left did not fit: it goes next, without waiting once more.
        dueNanos = System.nanoTime();
        return batch;
    }

    private void append(List<Waiting> batch) {
        try {
            List<Slot> slots = slots(batch);
            Collections.shuffle(slots, random);
            List<OptionalLong> indexes =
                    log.appendEach(slots.stream().map(Slot::entry).toList());
            answer(batch, slots, indexes);
        } catch (LogRefusedException e) {
            fail(batch, AppendCode.LOG_REFUSED, "the log refuses to go on: " + e.reason(), e);
        } catch (IOException e) {
            fail(batch, AppendCode.STORAGE, "what was sent may or may not be in the log; send the same again", e);
        } catch (RuntimeException | Error e) { // whoever waits must hear of it, whatever it is
            fail(batch, AppendCode.STORAGE, "what was sent may or may not be in the log; send the same again", e);
        }
    }

    private List<Slot> slots(List<Waiting> batch) throws IOException {
        List<Slot> slots = new ArrayList<>();
        for (Waiting request : batch) {
            for (int i = 0; i < request.entries.size(); i++) {
                slots.add(new Slot(request, i, request.entries.get(i)));
            }
        }
        for (int left = paddingFor(slots); left > 0; left--) {
            byte[] entry = new byte[NewEntry.LENGTH];
            random.nextBytes(entry);
            entry[0] = 1;
            slots.add(new Slot(null, 0, new NewEntry(new UUID(random.nextLong(), random.nextLong()), entry)));
        }
        return slots;
    }

    private int paddingFor(List<Slot> slots) throws IOException {
        if (padding.multiple() < 2) {
            return slots.isEmpty() ? padding.multiple() : 0;
        }
        Set<UUID> fresh = new HashSet<>();
        for (Slot slot : slots) { // what is there already does not count: a retry must not show
            if (log.find(slot.entry().eventId()).isEmpty()) {
                fresh.add(slot.entry().eventId());
            }
        }
        if (fresh.isEmpty() && !padding.whenIdle()) {
            return 0;
        }
        int over = fresh.size() % padding.multiple();
        int wanted = over == 0 && !fresh.isEmpty() ? 0 : padding.multiple() - over;
        return Math.min(wanted, TileLog.BATCH_MAX - slots.size());
    }

    private void answer(List<Waiting> batch, List<Slot> slots, List<OptionalLong> indexes) {
        Map<Waiting, OptionalLong[]> of = new HashMap<>();
        batch.forEach(request -> of.put(request, new OptionalLong[request.entries.size()]));
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            OptionalLong[] own = slot.request() == null ? null : of.get(slot.request());
            if (own != null) {
                own[slot.position()] = indexes.get(i);
            }
        }
        of.forEach((request, own) -> request.answer.complete(new Appended(log.checkpoint(), Arrays.asList(own))));
    }

    private void fail(List<Waiting> batch, AppendCode code, String sentence, Throwable cause) {
        notes.accept("a batch was not appended (" + code + "): " + cause);
        batch.forEach(request -> request.answer.completeExceptionally(new AppendException(code, sentence)));
    }

    /** Takes nothing more in; what waits is appended at once. Does not wait for it. */
    public void stop() {
        lock.lock();
        try {
            isStopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #stop}, and waits until all that was taken in is answered. */
    @Override
    public void close() {
        stop();
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
