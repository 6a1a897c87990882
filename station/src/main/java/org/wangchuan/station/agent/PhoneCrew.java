package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.ordered.DistantPeople;
import org.wangchuan.station.ordered.PhoneAnswer;
import org.wangchuan.station.phone.PhoneStore;

/** Who works on which phone: one task a place, each in a thread of its own. Thread-safe. */
final class PhoneCrew {
    private final Workshop shop;
    private final Ends ends;
    private final Optional<PhoneRun.Phones> phones;
    private final Times times;
    private final PhoneStore store;
    private final Map<UUID, Running> running = new HashMap<>();
    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final Map<UUID, Long> missed = new HashMap<>();
    private boolean isStopping;

    /**
     * How long to wait.
     *
     * @param first before a task is tried again, at first
     * @param longest and at last
     * @param missing for a phone that may not have been seen yet, after the machine was started
     */
    record Times(Duration first, Duration longest, Duration missing) {
        static final Times DEFAULTS = new Times(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(20));
    }

    /** @param phones absent where there are no phone cables */
    PhoneCrew(Workshop shop, Ends ends, Optional<PhoneRun.Phones> phones, Times times) {
        this.shop = shop;
        this.ends = ends;
        this.phones = phones;
        this.times = times;
        this.store = new PhoneStore(shop.home());
    }

    /** A task that is being worked on. */
    private record Running(String place, DistantPeople people, PhoneRun run) {}

    /** A task that is tried again later. */
    private static final class Waiting {
        private final Backoff backoff;
        private long notBeforeNanos = System.nanoTime();
        private String told = "";

        Waiting(Times times) {
            this.backoff = new Backoff(times.first(), times.longest());
        }
    }

    /** Starts on what is wanted and can be started on. */
    synchronized void dispatch(List<Task> wanted) throws IOException {
        if (isStopping) {
            return;
        }
        for (TaskRecord record : shop.records().open()) {
            if (record.task().isPhone() && mayBegin(record.task(), record.isClaimed())) {
                start(record.task(), Optional.of(record), false);
            }
        }
        Set<UUID> lost = shop.records().lost();
        for (Task task : wanted) {
            if (!task.isPhone() || shop.records().find(task.id()).isPresent()) {
                continue;
            }
            if (phones.isEmpty()) {
                ends.refuse(TaskRecord.preparing(task), Refusals.laneDiffers());
            } else if (lost.contains(task.id()) && store.find(task.id()).isEmpty()) {
                ends.lost(task);
            } else if (mayBegin(task, false)) {
                start(task, Optional.empty(), false);
            }
        }
    }

    /** A phone may take a while to be seen after the machine was started, and is not missed before; one whose job is under way is waited for by its lane. */
    private boolean mayBegin(Task task, boolean isClaimed) throws IOException {
        boolean isThere = isClaimed
                || store.find(task.id()).isPresent()
                || UsbPlace.parse(task.lane())
                        .flatMap(place ->
                                phones.flatMap(all -> all.bench().at(place).now()))
                        .isPresent();
        if (isThere) {
            missed.remove(task.id());
            return true;
        }
        long now = System.nanoTime();
        long since = missed.computeIfAbsent(task.id(), _ -> now);
        return now - since > times.missing().toNanos();
    }

    /**
     * Takes what the platform has said: what it does not want any more is put away if nothing was claimed of it, and answers go to those who asked. Only for what
     * was heard last.
     */
    synchronized void heard(List<Task> wanted, List<PhoneAnswer> answers) throws IOException {
        Set<UUID> there = wanted.stream().map(Task::id).collect(Collectors.toSet());
        missed.keySet().retainAll(there);
        for (TaskRecord record : shop.records().open()) {
            UUID id = record.task().id();
            if (record.state() == TaskRecord.State.PREPARING && !there.contains(id)) {
                withdraw(record);
            }
        }
        for (PhoneAnswer answer : answers) {
            Running one = running.get(answer.task());
            if (one != null) {
                one.people().answered(answer.question(), answer.said());
            }
        }
    }

    private void withdraw(TaskRecord record) {
        Running one = running.get(record.task().id());
        if (one == null) {
            start(record.task(), Optional.of(record), true);
        } else if (one.people().withdraw()) {
            one.run().stop();
        }
    }

    private void start(Task task, Optional<TaskRecord> record, boolean isWithdrawn) {
        UUID id = task.id();
        Waiting held = waiting.computeIfAbsent(id, _ -> new Waiting(times));
        boolean isTaken = running.containsKey(id)
                || running.values().stream().anyMatch(one -> one.place().equals(task.lane()));
        boolean isEarly = !isWithdrawn && held.notBeforeNanos - System.nanoTime() > 0;
        if (isStopping || isTaken || isEarly || phones.isEmpty()) {
            return;
        }
        DistantPeople people = new DistantPeople();
        if (isWithdrawn) {
            boolean _ = people.withdraw();
        }
        PhoneRun run = new PhoneRun(shop, ends, phones.get(), people, held.told);
        running.put(id, new Running(task.lane(), people, run));
        Thread.ofPlatform().daemon().name("phone-" + id).start(() -> work(task, record, run, held));
    }

    private void work(Task task, Optional<TaskRecord> record, PhoneRun run, Waiting held) {
        try {
            run.run(task, record);
        } catch (IOException e) {
            shop.notes().trouble(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            shop.notes().trouble(e.toString());
        } finally {
            left(task.id(), held, run.told());
        }
    }

    private synchronized void left(UUID id, Waiting held, String told) {
        running.remove(id);
        held.told = told;
        held.notBeforeNanos = System.nanoTime() + held.backoff.failed().toNanos();
        notifyAll();
    }

    /** Places at which somebody works on a phone, or will again in a moment: nobody else speaks to it. */
    synchronized Set<String> places() {
        Set<String> out = new HashSet<>();
        running.values().forEach(one -> out.add(one.place()));
        try {
            shop.records().open().stream()
                    .map(TaskRecord::task)
                    .filter(Task::isPhone)
                    .forEach(task -> out.add(task.lane()));
        } catch (IOException _) {
            // whoever dispatches says it
        }
        return out;
    }

    /** The people of each task that is being worked on. */
    synchronized Map<UUID, DistantPeople> talking() {
        return running.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().people()));
    }

    /** Nothing is begun any more, and what is under way stops where it can be gone on with. */
    synchronized void stop() {
        isStopping = true;
        for (Running one : running.values()) {
            one.run().stop();
            one.people().stop();
        }
    }

    /** Waits until nobody works any more, or the time is up. */
    synchronized void awaitIdle(Duration limit) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (!running.isEmpty()) {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }
}
