package org.wangchuan.station.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.station.agent.LaneState;
import org.wangchuan.station.agent.Message;
import org.wangchuan.station.agent.PhoneState;
import org.wangchuan.station.agent.Platform;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.Task;
import org.wangchuan.station.agent.TaskProgress;

/** A platform by the rules of the Station API, in memory. It outlives the agents that work for it. Thread-safe. */
public final class InMemoryPlatform implements Platform {
    private static final int CONFLICT = 409;
    private static final int MISSING = 404;
    private static final int UNAVAILABLE = 503;

    private final Map<UUID, Entry> entries = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private List<LaneState> lanes = List.of();
    private List<PhoneState> phones = List.of();
    private List<String> rules = List.of();
    private List<String> named = List.of();
    private boolean isGone;
    private Optional<UUID> epoch = Optional.empty();
    private Predicate<Message> hasNoRoom = _ -> false;
    private Function<Message, Optional<PlatformRefusedException>> answers = _ -> Optional.empty();
    private Optional<PlatformRefusedException> answersTrust = Optional.empty();
    private Optional<PlatformRefusedException> answersPhones = Optional.empty();
    private Optional<PlatformRefusedException> answersClaims = Optional.empty();
    private final InMemoryPhones desk = new InMemoryPhones(this::isGone, this::isOpen);
    private final List<Message> delivered = new ArrayList<>();

    /** A task and what has become of it. */
    private static final class Entry {
        private final Task task;
        private boolean isClaimed;
        private boolean isWithdrawn;
        private boolean isGivenUp;
        private Optional<String> noted = Optional.empty();
        private Optional<String> claimedAs = Optional.empty();
        private int claims;
        private Optional<JsonValue.Obj> end = Optional.empty();
        private final List<String> ends = new ArrayList<>();
        private final List<String> codes = new ArrayList<>();

        Entry(Task task) {
            this.task = task;
        }
    }

    /** Without any task. */
    public InMemoryPlatform() {}

    /** What a technician chooses: an order goes to a lane as it was told last. */
    public synchronized Task queue(LaneState lane, String policy) {
        Task task =
                new Task(UUID.randomUUID(), "7F3K-22QX", lane.lane(), lane.serial(), policy, newest(policy), "WC-0001");
        entries.put(task.id(), new Entry(task));
        return task;
    }

    /** The same, with every word chosen by the test. */
    public synchronized void queue(Task task) {
        entries.put(task.id(), new Entry(task));
    }

    /** The owner has changed their mind: before the claim alone. */
    public synchronized void withdraw(UUID task) {
        if (entry(task).task.isPhone() && entry(task).isClaimed) {
            throw new IllegalStateException("too late to take it back");
        }
        entry(task).isWithdrawn = true;
    }

    /** The serial number that the counter has noted of a phone. */
    public synchronized void notes(UUID task, String serial) {
        entry(task).noted = Optional.of(serial);
    }

    /** The number under which a task was claimed last. */
    public synchronized Optional<String> claimedAs(UUID task) {
        return entry(task).claimedAs;
    }

    /** How often a task was claimed. */
    public synchronized int claims(UUID task) {
        return entry(task).claims;
    }

    /** The rule sets that its counters may choose; stations hear of them with the next tasks. */
    public synchronized void offers(List<String> policies) {
        rules = List.copyOf(policies);
    }

    @Override
    public synchronized List<String> rules() {
        return named;
    }

    /** Whether it can't be reached. */
    public synchronized void setGone(boolean gone) {
        isGone = gone;
    }

    /** What it takes no more of today. */
    public synchronized void keepsNone(Predicate<Message> of) {
        hasNoRoom = of;
    }

    /** What comes back, from it or from something before it, instead of being taken. */
    public synchronized void answers(Function<Message, Optional<PlatformRefusedException>> with) {
        answers = with;
    }

    /** What comes back for a trust list. */
    public synchronized void answersTrustList(Optional<PlatformRefusedException> with) {
        answersTrust = with;
    }

    /** What comes back for phones on cables. */
    public synchronized void answersPhones(Optional<PlatformRefusedException> with) {
        answersPhones = with;
    }

    /** What comes back for a claim. */
    public synchronized void answersClaims(Optional<PlatformRefusedException> with) {
        answersClaims = with;
    }

    /** What goes between phones and people. */
    @Override
    public InMemoryPhones phoneDesk() {
        return desk;
    }

    private synchronized boolean isGone() {
        return isGone;
    }

    /** What it has taken, in order. */
    public synchronized List<Message> delivered() {
        return List.copyOf(delivered);
    }

    /** Forgets that a task has ended, as after a backup was put back. */
    public synchronized void forgetEnd(UUID task) {
        entry(task).end = Optional.empty();
    }

    /** It was put back to a day before all that it was told: it knows the tasks, and is known by another epoch. */
    public synchronized void putBack(UUID now) {
        epoch = Optional.of(now);
        delivered.clear();
        entries.values().forEach(entry -> entry.end = Optional.empty());
    }

    /** Asks for a task no more, as after a person has given its station up; a receipt that comes all the same is taken. */
    public synchronized void giveUp(UUID task) {
        entry(task).isWithdrawn = true;
        entry(task).isGivenUp = true;
    }

    private synchronized boolean isOpen(UUID task) {
        Entry entry = entry(task);
        return entry.end.isEmpty() && !entry.isWithdrawn;
    }

    /** Outcomes that it was told of a task, each as often as it was told. */
    public synchronized List<String> ends(UUID task) {
        return List.copyOf(entry(task).ends);
    }

    /** Their codes. */
    public synchronized List<String> codes(UUID task) {
        return List.copyOf(entry(task).codes);
    }

    /** The receipt of a task, once it has one. */
    public synchronized Optional<String> receipt(UUID task) {
        return entry(task).end.map(end -> text(end, "receipt"));
    }

    /** Whether a task was claimed. */
    public synchronized boolean isClaimed(UUID task) {
        return entry(task).isClaimed;
    }

    /** All that it was told, in order: trust-list, lanes, end and so on. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    /** The lanes as they were told last. */
    public synchronized List<LaneState> lanes() {
        return lanes;
    }

    /** What hangs on the phone cables, as it was told last. */
    public synchronized List<PhoneState> phones() {
        return phones;
    }

    private Entry entry(UUID task) {
        Entry entry = entries.get(task);
        if (entry == null) {
            throw new IllegalStateException("no such task");
        }
        return entry;
    }

    private void reach(String what) throws IOException {
        if (isGone) {
            throw new IOException("gone");
        }
        told.add(what);
    }

    @Override
    public synchronized void putTrustList(String trustList) throws IOException, PlatformRefusedException {
        reach("trust-list");
        if (answersTrust.isPresent()) {
            throw answersTrust.get();
        }
    }

    @Override
    public synchronized void putLanes(List<LaneState> now) throws IOException {
        reach("lanes");
        lanes = List.copyOf(now);
    }

    @Override
    public synchronized void putPhones(List<PhoneState> now) throws IOException, PlatformRefusedException {
        reach("phones");
        if (answersPhones.isPresent()) {
            throw answersPhones.get();
        }
        phones = List.copyOf(now);
    }

    @Override
    public List<Task> tasks(Duration wait) throws IOException, InterruptedException {
        if (!wait.isZero()) {
            Thread.sleep(100); // shorter than it may, so that tests are quick
        }
        synchronized (this) {
            reach("tasks");
            named = rules;
            return open();
        }
    }

    private static long newest(String policy) {
        return PolicyCatalogue.find(policy).map(Policy::version).orElse(1L);
    }

    private List<Task> open() {
        return entries.values().stream()
                .filter(entry -> entry.end.isEmpty() && !entry.isWithdrawn)
                .map(entry -> entry.task)
                .toList();
    }

    @Override
    public synchronized void claim(Task task, String lane, Optional<String> serial)
            throws IOException, PlatformRefusedException {
        reach("claim");
        Entry entry = entry(task.id());
        if (entry.task.policyVersion() != task.policyVersion()) {
            throw new PlatformRefusedException(CONFLICT, "POLICY_VERSION", "another version was agreed to");
        }
        if (entry.isWithdrawn || entry.end.isPresent()) {
            throw new PlatformRefusedException(CONFLICT, PlatformRefusedException.TASK_WITHDRAWN, "withdrawn");
        }
        if (answersClaims.isPresent()) {
            throw answersClaims.get();
        }
        boolean isOther = entry.task.isPhone()
                ? isOtherPhone(entry, serial)
                : !entry.task.serial().equals(serial);
        if (!entry.task.lane().equals(lane) || isOther) {
            throw new PlatformRefusedException(CONFLICT, "LANE_DIFFERS", "another lane or serial");
        }
        entry.isClaimed = true;
        entry.claimedAs = serial;
        entry.claims++;
    }

    @Override
    public synchronized void compare(Task task, String lane, Optional<String> serial)
            throws IOException, PlatformRefusedException {
        reach("compare");
        Entry entry = entry(task.id());
        if (entry.isWithdrawn || entry.end.isPresent()) {
            throw new PlatformRefusedException(CONFLICT, PlatformRefusedException.TASK_WITHDRAWN, "withdrawn");
        }
        if (isOtherPhone(entry, serial)) {
            throw new PlatformRefusedException(CONFLICT, "NUMBER_DIFFERS", "another number");
        }
    }

    /** Another number than was noted or claimed, or none where one was claimed; an unknown one is compared with nothing. */
    private static boolean isOtherPhone(Entry entry, Optional<String> serial) {
        boolean isNoted = entry.noted.isPresent() && serial.isPresent();
        return (isNoted && !entry.noted.equals(serial)) || (entry.isClaimed && !entry.claimedAs.equals(serial));
    }

    @Override
    public synchronized void putProgress(UUID task, TaskProgress progress) throws IOException {
        reach("progress");
    }

    @Override
    public synchronized Optional<UUID> epoch() {
        return epoch;
    }

    @Override
    public synchronized void putDelivered(UUID now) throws IOException {
        reach("all delivered " + now);
    }

    @Override
    public synchronized void deliver(Message message) throws IOException, PlatformRefusedException {
        reach(message.kind().name());
        if (hasNoRoom.test(message)) {
            throw new PlatformRefusedException(UNAVAILABLE, "CONFLICTS_FULL", "POLICY_UNKNOWN");
        }
        Optional<PlatformRefusedException> answer = answers.apply(message);
        if (answer.isPresent()) {
            throw answer.get();
        }
        if (message.kind() != Message.Kind.END) {
            delivered.add(message);
            return;
        }
        Entry entry = entries.get(message.task().orElseThrow());
        if (entry == null) {
            throw new PlatformRefusedException(MISSING, "TASK_NOT_FOUND", "no such task");
        }
        String outcome = text(message.body(), "outcome");
        if (outcome.equals("finished") && !entry.isClaimed) {
            throw new AssertionError("erased without a claim");
        }
        if (entry.task.isPhone()) {
            requireTakes(entry, outcome);
        }
        if (!outcome.equals("interrupted")) {
            if (entry.end.isPresent() && !entry.end.get().equals(message.body())) {
                throw new PlatformRefusedException(CONFLICT, "TASK_ENDED_OTHERWISE", "ended otherwise");
            }
            entry.end = Optional.of(message.body());
        }
        entry.ends.add(outcome);
        entry.codes.add(text(message.body(), "code"));
        delivered.add(message);
    }

    /** What an end of a phone's task may be: before the claim "refused" alone, and of what was given up a receipt alone. */
    private static void requireTakes(Entry entry, String outcome) throws PlatformRefusedException {
        if (entry.isGivenUp && !outcome.equals("finished")) {
            throw new PlatformRefusedException(
                    CONFLICT, PlatformRefusedException.TASK_ENDED_OTHERWISE, "it was given up");
        }
        if (entry.isWithdrawn && !entry.isGivenUp) {
            throw new PlatformRefusedException(CONFLICT, PlatformRefusedException.TASK_WITHDRAWN, "withdrawn");
        }
        if (!entry.isClaimed && !outcome.equals("refused")) {
            throw new PlatformRefusedException(
                    CONFLICT, PlatformRefusedException.TASK_NOT_CLAIMED, "it has to be claimed first");
        }
    }

    private static String text(JsonValue.Obj body, String member) {
        return body.members().get(member) instanceof JsonValue.Text text ? text.value() : "";
    }
}
