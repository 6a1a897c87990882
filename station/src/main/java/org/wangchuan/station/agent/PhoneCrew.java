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
    private final PortNames ports;
    private final Map<UUID, Running> running = new HashMap<>();
    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final Map<UUID, Long> missed = new HashMap<>();
    private final Map<UUID, DistantPeople> resting = new HashMap<>();
    private final Map<UUID, Unclaimed> unclaimed = new HashMap<>();
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
        private final Backoff backoff;
        private long notBeforeNanos = System.nanoTime();
        private String told = "";
        private String troubled = "";
        private boolean isToldOfTheOther;
        private boolean isTakenBack;

        Waiting(Times times) {
            this.backoff = new Backoff(times.first(), times.longest());
        }
    }

    /** A task whose claim was refused for good, and in how many lists it was named since. */
    private static final class Unclaimed {
        private final String code;
        private int named;

        Unclaimed(String code) {
            this.code = code;
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
            boolean isKnown = unclaimed.containsKey(task.id())
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
     * Takes what the platform has said last: what it does not want any more is put away, or closed as it is if something was set off, and answers go to those who
     * asked. A claimed task is gone from the list too when it was given up there: nobody there could answer anything any more.
     */
    synchronized void heard(List<Task> named, List<PhoneAnswer> answers) throws IOException {
        wanted = List.copyOf(named);
        over.clear();
        Set<UUID> there = wanted.stream().map(Task::id).collect(Collectors.toSet());
        missed.keySet().retainAll(there);
        for (TaskRecord record : shop.records().open()) {
            UUID id = record.task().id();
            if (record.task().isPhone() && !there.contains(id)) {
                over.add(id);
                withdraw(record);
            }
        }
        refuseUnclaimed();
        for (PhoneAnswer answer : answers) {
            Running one = running.get(answer.task());
            if (one != null) {
                one.people().answered(answer.question(), answer.said());
            }
        }
    }

    /** The first list may have been on its way when the claim was refused; by the second the platform goes on asking for what it does not let anybody begin. */
    private void refuseUnclaimed() throws IOException {
        unclaimed.keySet().retainAll(wanted.stream().map(Task::id).toList());
        for (Task task : wanted) {
            Unclaimed one = unclaimed.get(task.id());
            if (one != null && ++one.named > 1) {
                ends.refuse(TaskRecord.preparing(task), PhoneReasons.notClaimed(one.code));
                unclaimed.remove(task.id());
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

    private void start(Task task, Optional<TaskRecord> record, boolean isWithdrawn) {
        UUID id = task.id();
        Waiting held = waiting.computeIfAbsent(id, _ -> new Waiting(times));
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
        PhoneRun run = new PhoneRun(shop, ends, phones.get(), people, held.told);
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
        run.unclaimed().ifPresent(code -> unclaimed.put(id, new Unclaimed(code)));
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

    /** Places at which somebody works on a phone, or will in a moment, as their tasks name them: nobody else speaks to it. */
    synchronized Set<String> places() {
        Set<String> out = new HashSet<>();
        running.values().forEach(one -> out.add(one.place()));
        wanted.stream().filter(Task::isPhone).forEach(task -> out.add(task.lane()));
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
