package org.wangchuan.station.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.wangchuan.station.agent.PhoneSockets.Plugged;
import org.wangchuan.station.agent.PhoneSockets.Question;

/**
 * Knows what hangs on the phone cables, and asks each phone once for each time that it is plugged in, unless somebody works on it. Each is asked on a thread of its own, so
 * that one that hangs delays no other; what it tells too late is taken all the same as long as it hangs there. Not thread-safe.
 */
final class PhoneWatch {
    /** As many as the Station API takes. */
    static final int PHONES_MAX = 64;

    /** How long a phone is said to be asked; then it is silent. What can be asked without permission is answered in much less. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final PhoneSockets sockets;
    private final PortNames ports;
    private final Supplier<List<TaskSocket>> busy;
    private final Consumer<String> trouble;
    private final LongSupplier clock;
    private final Set<Long> leftOut = new HashSet<>();
    /** Of one that hangs for ever the thread stays, too: as many may. */
    private final Semaphore asking = new Semaphore(PHONES_MAX);

    private final Map<Long, Asked> asked = new HashMap<>();

    /** A question under way. */
    private record Asked(long sinceNanos, Optional<Thread> thread, AtomicReference<Optional<PhoneState>> answer) {}

    /**
     * Of these cables.
     *
     * @param busy sockets of the tasks that are open; of two at one port the first names what hangs there
     * @param trouble told of each phone that is not told of, once for each time that it is plugged in
     */
    PhoneWatch(PhoneSockets sockets, Supplier<List<TaskSocket>> busy, Consumer<String> trouble) {
        this(sockets, busy, trouble, System::nanoTime);
    }

    /** @param clock nanoseconds */
    PhoneWatch(PhoneSockets sockets, Supplier<List<TaskSocket>> busy, Consumer<String> trouble, LongSupplier clock) {
        this.sockets = sockets;
        this.ports = new PortNames(sockets.bench());
        this.busy = busy;
        this.trouble = trouble;
        this.clock = clock;
    }

    /**
     * All of it as it is now; at most {@link #PHONES_MAX}, each place once. By the name of a task that is open only its own phone is told: whoever is told there to reset it goes
     * by what stands beside the order.
     */
    List<PhoneState> look() {
        List<TaskSocket> open =
                busy.get(); // before the look: a lane that begins meanwhile waits for the phone for a while
        List<Plugged> plugged = sockets.look();
        forget(plugged);
        Map<String, Plugged> places = new LinkedHashMap<>();
        for (Plugged one : plugged) {
            if (places.size() < PHONES_MAX) {
                places.putIfAbsent(one.seen().place(), one);
            }
        }
        // After the look: what that found out of ports is known here, too.
        Map<String, String> names = PortNames.ofTasks(open);
        Set<String> kept = open.stream()
                .filter(TaskSocket::isOneOfTwo)
                .map(TaskSocket::name)
                .collect(Collectors.toSet());
        List<PhoneState> out = new ArrayList<>();
        places.forEach((place, one) -> {
            if (!names.containsKey(place) && kept.contains(place)) {
                leaveOut(place, one.seen().plug(), names);
                return;
            }
            boolean isWorkedOn = open.stream().anyMatch(task -> ports.isOnePort(task.name(), place));
            PhoneState state = one.question()
                    .map(question -> state(one.seen(), question, isWorkedOn))
                    .orElse(one.seen());
            String name = names.getOrDefault(place, place);
            boolean isAnothers = places.containsKey(name) && !kept.contains(name);
            // What it told may be of when its port was known by another name.
            out.add(state.at(isAnothers ? place : name));
        });
        return out;
    }

    /** It would stand beside the order of another phone; by another name it would be looked for at another place. */
    private void leaveOut(String place, long plug, Map<String, String> names) {
        if (!leftOut.add(plug)) {
            return;
        }
        String why = names.entrySet().stream()
                .filter(name -> name.getValue().equals(place))
                .findFirst()
                .map(name -> "whose phone hangs at " + name.getKey() + ", which was taken for the same port")
                .orElse("and nobody knows whether its phone hangs there or in another socket that was taken for the"
                        + " same port, until it was seen");
        trouble.accept("what hangs at " + place + " is not told to the platform: by that name a task is open, " + why
                + "; it is told once that task has ended");
    }

    private void forget(List<Plugged> plugged) {
        Set<Long> there = new HashSet<>();
        plugged.forEach(one -> there.add(one.seen().plug()));
        leftOut.retainAll(there);
        asked.entrySet().removeIf(entry -> {
            boolean isGone = !there.contains(entry.getKey());
            if (isGone) {
                entry.getValue().thread().ifPresent(Thread::interrupt);
            }
            return isGone;
        });
    }

    /** @param isWorkedOn then it is not asked: at one cable there is one who speaks. What it told before, plugged in as it is, stays said. */
    private PhoneState state(PhoneState seen, Question question, boolean isWorkedOn) {
        if (isWorkedOn && !asked.containsKey(seen.plug())) {
            return seen;
        }
        Asked one = asked.computeIfAbsent(seen.plug(), _ -> ask(seen, question));
        Optional<PhoneState> answer = one.answer().get();
        if (answer.isPresent()) {
            return answer.get();
        }
        boolean isLate = clock.getAsLong() - one.sinceNanos() > ANSWER_LIMIT.toNanos();
        return seen.answered(isLate ? PhoneState.SILENT : PhoneState.ASKING);
    }

    private Asked ask(PhoneState seen, Question question) {
        AtomicReference<Optional<PhoneState>> answer = new AtomicReference<>(Optional.empty());
        long since = clock.getAsLong();
        if (!asking.tryAcquire()) {
            return new Asked(
                    since, Optional.empty(), answer); // so many hang already: it is not asked, and will be silent
        }
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("agent-phone-" + seen.plug())
                .start(() -> {
                    try {
                        PhoneState told = question.ask();
                        // Another place or plugging-in would be another phone's answer.
                        boolean isIts = told.place().equals(seen.place()) && told.plug() == seen.plug();
                        answer.set(Optional.of(isIts ? told : seen.answered(PhoneState.SILENT)));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // unplugged
                    } catch (RuntimeException _) {
                        answer.set(Optional.of(
                                seen.answered(PhoneState.SILENT))); // a mistake in this program, about this phone alone
                    } finally {
                        asking.release();
                    }
                });
        return new Asked(since, Optional.of(thread), answer);
    }
}
