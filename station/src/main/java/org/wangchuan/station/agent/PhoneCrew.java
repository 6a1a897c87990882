package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.station.ordered.DistantPeople;
import org.wangchuan.station.ordered.PhoneAnswer;
import org.wangchuan.station.phone.PhoneCable;
import org.wangchuan.station.phone.PhoneStore;

/** Who works on which phone: one task a place, each in a thread of its own. Thread-safe. */
final class PhoneCrew {
    private final Workshop shop;
    private final Ends ends;
    private final Optional<PhoneRun.Phones> phones;
    private final Times times;
    private final PhoneStore store;
    private final PortNames ports;
    private final Map<UUID, Running> running = new HashMap<>();
    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final Map<UUID, Long> missed = new HashMap<>();
    private final Map<UUID, DistantPeople> resting = new HashMap<>();
    private final UnclaimedTasks unclaimed = new UnclaimedTasks();
    private final Set<UUID> over = new HashSet<>();
    private List<Task> wanted = List.of();
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
        this.ports = new PortNames(phones.map(PhoneRun.Phones::bench));
    }

    /** A task that is being worked on. */
    private record Running(String place, DistantPeople people, PhoneRun run) {}

    /** A task that is tried again later. */
    private static final class Waiting {
        private final TaskSocket socket;
        private final Backoff backoff;
        private long notBeforeNanos = System.nanoTime();
        private String told = "";
        private String troubled = "";
        private boolean isToldOfTheOther;
        private boolean isTakenBack;

        Waiting(TaskSocket socket, Times times) {
            this.socket = socket;
            this.backoff = new Backoff(times.first(), times.longest());
        }
    }

    /** Starts on what was heard last to be wanted and can be started on. */
    synchronized void dispatch() throws IOException {
        if (isStopping) {
            return;
        }
        for (TaskRecord record : shop.records().open()) {
            boolean isOver = over.contains(record.task().id());
            if (record.task().isPhone() && (isOver || mayBegin(record.task(), record.isClaimed()))) {
                start(record.task(), Optional.of(record), isOver);
            }
        }
        Set<UUID> lost = shop.records().lost();
        for (Task task : wanted) {
            boolean isKnown = unclaimed.contains(task.id())
                    || shop.records().find(task.id()).isPresent();
            if (!task.isPhone() || isKnown) {
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
                || held(task).socket.cable().flatMap(PhoneCable::now).isPresent();
        if (isThere) {
            missed.remove(task.id());
            return true;
        }
        long now = System.nanoTime();
        long since = missed.computeIfAbsent(task.id(), _ -> now);
        return now - since > times.missing().toNanos();
    }

    /**
     * Takes what the platform has said last: what it does not want any more is put away, or closed as it is if something was set off, and answers go to those who
     * asked. A claimed task is gone from the list too when it was given up there: nobody there could answer anything any more.
     */
    synchronized void heard(List<Task> named, List<PhoneAnswer> answers) throws IOException {
        wanted = List.copyOf(named);
        over.clear();
        Set<UUID> there = wanted.stream().map(Task::id).collect(Collectors.toSet());
        missed.keySet().retainAll(there);
        wanted.stream().filter(Task::isPhone).forEach(this::held);
        Set<UUID> kept = new HashSet<>(there);
        kept.addAll(running.keySet());
        for (TaskRecord record : shop.records().open()) {
            UUID id = record.task().id();
            kept.add(id);
            if (record.task().isPhone() && !there.contains(id)) {
                over.add(id);
                withdraw(record);
            }
        }
        waiting.keySet().retainAll(kept);
        unclaimed.named(wanted, ends);
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
        } else if (!one.people().isWithdrawn()) {
            one.people().withdraw();
            one.run().stop();
        }
    }

    /** What is kept of an open task from when it was heard of, and with it its socket: what hung there then is what was chosen. */
    private Waiting held(Task task) {
        return waiting.computeIfAbsent(
                task.id(),
                id -> new Waiting(new TaskSocket(task.lane(), phones.map(PhoneRun.Phones::bench), hasJob(id)), times));
    }

    private boolean hasJob(UUID id) {
        try {
            return store.findOrFail(id).isPresent();
        } catch (IOException _) {
            return true; // there is one, and whoever begins says what is wrong
        }
    }

    private void start(Task task, Optional<TaskRecord> record, boolean isWithdrawn) {
        UUID id = task.id();
        Waiting held = held(task);
        Optional<String> other = running.values().stream()
                .map(Running::place)
                .filter(place -> ports.isOnePort(place, task.lane()))
                .findFirst();
        boolean isTaken = running.containsKey(id) || other.isPresent();
        if (!running.containsKey(id)) {
            other.filter(place -> !place.equals(task.lane())).ifPresent(place -> waitsFor(place, task, held));
        }
        boolean isEarly = isWithdrawn == held.isTakenBack && held.notBeforeNanos - System.nanoTime() > 0;
        if (isStopping || isTaken || isEarly || phones.isEmpty()) {
            return;
        }
        DistantPeople people = new DistantPeople();
        if (isWithdrawn) {
            people.withdraw();
        }
        held.isTakenBack = isWithdrawn;
        resting.remove(id);
        PhoneRun run = new PhoneRun(shop, ends, phones.get(), people, held.socket, held.told);
        running.put(id, new Running(task.lane(), people, run));
        Thread.ofPlatform().daemon().name("phone-" + id).start(() -> work(task, record, run, held));
    }

    /** Whoever chose it sees two places by now, of which the other is worked at: nobody would know what it waits for. */
    private void waitsFor(String place, Task task, Waiting held) {
        if (!held.isToldOfTheOther) {
            held.isToldOfTheOther = true;
            shop.notes()
                    .trouble("the task of order " + task.order() + " at " + task.lane() + " waits for the one at "
                            + place + ", which is, or was taken for, the same port");
        }
    }

    private void work(Task task, Optional<TaskRecord> record, PhoneRun run, Waiting held) {
        String trouble = "";
        try {
            run.run(task, record);
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
        } catch (RuntimeException | VirtualMachineError e) {
            trouble = e.toString();
        } finally {
            left(task.id(), held, run, trouble);
        }
    }

    private synchronized void left(UUID id, Waiting held, PhoneRun run, String trouble) {
        Running gone = running.remove(id);
        run.unclaimed().ifPresent(code -> unclaimed.add(id, code));
        if (gone != null && isOpen(id)) {
            resting.put(id, gone.people()); // they are told that nothing is asked just now
        }
        if (!trouble.isEmpty() && !trouble.equals(held.troubled)) {
            shop.notes().trouble(trouble);
        }
        held.troubled = trouble;
        held.told = run.told();
        held.notBeforeNanos = System.nanoTime() + held.backoff.failed().toNanos();
        notifyAll();
    }

    private boolean isOpen(UUID id) {
        try {
            return shop.records()
                    .find(id)
                    .filter(record -> record.state() != TaskRecord.State.ENDED)
                    .isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    /** Sockets at which somebody works on a phone, or will in a moment: nobody else speaks to it. First those where somebody does, then by name. */
    synchronized List<TaskSocket> sockets() {
        Map<UUID, Task> open = new HashMap<>();
        wanted.stream().filter(Task::isPhone).forEach(task -> open.put(task.id(), task));
        try {
            shop.records().open().stream()
                    .map(TaskRecord::task)
                    .filter(Task::isPhone)
                    .forEach(task -> open.put(task.id(), task));
        } catch (IOException _) {
            // whoever dispatches says it
        }
        List<TaskSocket> out = new ArrayList<>();
        running.keySet().forEach(id -> Optional.ofNullable(waiting.get(id)).ifPresent(one -> out.add(one.socket)));
        open.values().stream()
                .filter(task -> !running.containsKey(task.id()))
                .map(task -> held(task).socket)
                .sorted(Comparator.comparing(TaskSocket::name))
                .forEach(out::add);
        return out;
    }

    /** The people of each task that is being worked on, or will be again: those are asked nothing meanwhile. */
    synchronized Map<UUID, DistantPeople> talking() {
        Map<UUID, DistantPeople> out = new HashMap<>(resting);
        running.forEach((id, one) -> out.put(id, one.people()));
        return out;
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
