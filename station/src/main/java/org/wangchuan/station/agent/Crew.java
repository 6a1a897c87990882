package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.wangchuan.engine.job.JobControl;

/** Who works on which drive: one task a lane, each in a thread of its own. Thread-safe. */
final class Crew {
    /** So long a task that is over here, and not for the platform, may be on its way. */
    private static final Duration UNTOLD_LIMIT = Duration.ofSeconds(45);

    /** So often what passes is waited for: with the times between, more than a minute. */
    private static final int PASSING_WAITS = 4;

    private static final Duration MISSED_LIMIT = Duration.ofSeconds(20);

    private final Workshop shop;
    private final Ends ends;
    private final Times times;
    private final Map<UUID, Running> running = new HashMap<>();
    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final Map<UUID, Long> untold = new HashMap<>();
    private final Set<UUID> toldAgain = new HashSet<>();
    private final Map<UUID, Long> missed = new HashMap<>();
    private final Recipients recipients = new Recipients();
    private boolean isStopping;

    Crew(Workshop shop, Ends ends, Times times) {
        this.shop = shop;
        this.ends = ends;
        this.times = times;
    }

    /** How long to wait before a task is tried again, at first and at last. */
    record Times(Duration first, Duration longest) {
        static final Times DEFAULTS = new Times(Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    /**
     * What is under way, and how it is held.
     *
     * @param id of a task or a look
     */
    record Job(UUID id, JobControl control, boolean isLook) {}

    /** A task or look that is being worked on. */
    private static final class Running {
        private final Optional<Path> path;
        private final boolean isLook;
        private Optional<JobControl> job = Optional.empty();

        Running(Optional<Path> path, boolean isLook) {
            this.path = path;
            this.isLook = isLook;
        }
    }

    /** A task that is tried again later. */
    private static final class Waiting {
        private final Backoff backoff;
        private long notBeforeNanos = System.nanoTime();
        private int waits;
        private String told = "";

        Waiting(Times times) {
            this.backoff = new Backoff(times.first(), times.longest());
        }
    }

    /** The lanes in which something is under way. */
    synchronized Set<Path> busy() {
        return running.values().stream().flatMap(one -> one.path.stream()).collect(Collectors.toSet());
    }

    /** Starts on what is wanted and can be started on. */
    synchronized void dispatch(List<Task> wanted, List<BenchLane> lanes) throws IOException {
        for (TaskRecord record : shop.records().open()) {
            if (record.task().isPhone()) {
                continue; // another crew's
            }
            start(record.task(), Optional.of(record), laneOf(record, lanes));
        }
        Set<UUID> lost = isStopping ? Set.of() : shop.records().lost();
        for (Task task : wanted) {
            Optional<TaskRecord> record = shop.records().find(task.id());
            if (record.isEmpty() && task.isPhone()) {
                continue;
            }
            if (lost.contains(task.id())) {
                ends.lost(task);
            } else if (record.isEmpty()) {
                startNew(task, lanes);
            } else if (record.get().state() == TaskRecord.State.ENDED) {
                tellAgain(record.get());
            }
        }
        untold.keySet().retainAll(wanted.stream().map(Task::id).toList());
    }

    /** A drive may take a while to be there after the machine was started, and is not missed before. */
    private void startNew(Task task, List<BenchLane> lanes) {
        Optional<BenchLane> place = placeOf(task.id(), task.lane(), lanes);
        if (place.isPresent() || isMissed(task.id())) {
            start(task, Optional.empty(), place);
        }
    }

    private Optional<BenchLane> placeOf(UUID id, String name, List<BenchLane> lanes) {
        Optional<BenchLane> place =
                lanes.stream().filter(lane -> lane.state().lane().equals(name)).findFirst();
        if (place.isPresent()) {
            missed.remove(id);
        }
        return place;
    }

    private boolean isMissed(UUID id) {
        long now = System.nanoTime();
        return now - missed.computeIfAbsent(id, _ -> now) > MISSED_LIMIT.toNanos();
    }

    private static Optional<BenchLane> laneOf(TaskRecord record, List<BenchLane> lanes) {
        Optional<String> serial = record.task().serial();
        return lanes.stream()
                .filter(lane -> serial.isPresent()
                        ? lane.state().serial().equals(serial)
                        : record.task().lane().equals(lane.state().lane())
                                || record.task().lane().startsWith(lane.base() + "~"))
                .findFirst();
    }

    /** Its end may be on its way; if it does not arrive, the platform has lost it, and is told once more, and no more than once. */
    private void tellAgain(TaskRecord ended) throws IOException {
        UUID id = ended.task().id();
        long now = System.nanoTime();
        long since = untold.computeIfAbsent(id, _ -> now);
        if (shop.outbox().holds(id, Message.Kind.END)) {
            untold.put(id, now);
        } else if (now - since > UNTOLD_LIMIT.toNanos() && toldAgain.add(id)) {
            ends.queue(ended);
        }
    }

    /** Reads what is wanted once more and can be read. A lane in which anything is under way waits. */
    synchronized void dispatchLooks(List<Look> wanted, List<BenchLane> lanes) {
        recipients.keepOnly(wanted.stream().map(Look::id).toList());
        for (Look look : wanted) {
            Optional<BenchLane> place = placeOf(look.id(), look.lane(), lanes);
            if (place.isPresent() || isMissed(look.id())) {
                start(look.id(), "look-", place, true, held -> look(look, place, held));
            }
        }
    }

    private void start(Task task, Optional<TaskRecord> record, Optional<BenchLane> lane) {
        start(task.id(), "task-", lane, false, held -> work(task, record, lane, held));
    }

    private void start(UUID id, String name, Optional<BenchLane> lane, boolean isLook, Consumer<Waiting> body) {
        Optional<Path> path = lane.map(BenchLane::path);
        Waiting held = waiting.computeIfAbsent(id, _ -> new Waiting(times));
        if (isStopping
                || running.containsKey(id)
                || (path.isPresent() && busy().contains(path.get()))
                || System.nanoTime() < held.notBeforeNanos) {
            return;
        }
        running.put(id, new Running(path, isLook));
        Thread.ofPlatform().daemon().name(name + id).start(() -> body.accept(held));
    }

    private void look(Look look, Optional<BenchLane> lane, Waiting held) {
        try {
            new LookRun(shop, recipients, job -> began(look.id(), job), this::isStopping).run(look, lane);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            shop.notes().trouble(String.valueOf(e.getMessage()));
        } catch (PlatformRefusedException e) {
            shop.notes().held("look", e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            shop.notes().trouble(e.toString());
        } finally {
            left(look.id(), held, "");
        }
    }

    private void work(Task task, Optional<TaskRecord> record, Optional<BenchLane> lane, Waiting held) {
        TaskRun run = new TaskRun(
                shop,
                ends,
                new TaskRun.Control() {
                    @Override
                    public void began(Task begun, JobControl job) {
                        Crew.this.began(begun.id(), job);
                    }

                    @Override
                    public boolean isStopping() {
                        return Crew.this.isStopping();
                    }

                    @Override
                    public boolean waits() {
                        return Crew.this.waits(held);
                    }
                },
                held.told);
        try {
            if (record.isPresent()) {
                run.goOn(record.get(), lane);
            } else {
                run.begin(task, lane);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            shop.notes().trouble(String.valueOf(e.getMessage()));
        } catch (PlatformRefusedException e) {
            shop.notes().held("claim", e.code(), String.valueOf(e.getMessage()));
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

    private synchronized boolean waits(Waiting held) {
        return held.waits++ < PASSING_WAITS;
    }

    private synchronized boolean isStopping() {
        return isStopping;
    }

    private synchronized void began(UUID id, JobControl job) {
        Running one = running.get(id);
        if (one != null) {
            one.job = Optional.of(job);
        }
        if (isStopping) {
            job.stop();
        }
    }

    /** The jobs that are under way. */
    synchronized List<Job> jobs() {
        List<Job> out = new ArrayList<>();
        running.forEach((id, one) -> one.job.ifPresent(job -> out.add(new Job(id, job, one.isLook))));
        return out;
    }

    /** Nothing is begun any more, and what is under way stops where it can be gone on with. */
    synchronized void stop() {
        isStopping = true;
        for (Running one : running.values()) {
            one.job.ifPresent(JobControl::stop);
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
