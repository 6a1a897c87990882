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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
    private final Supplier<Set<String>> busy;
    private final LongSupplier clock;
    /** Of one that hangs for ever the thread stays, too: as many may. */
    private final Semaphore asking = new Semaphore(PHONES_MAX);

    private final Map<Long, Asked> asked = new HashMap<>();

    /** A question under way. */
    private record Asked(long sinceNanos, Optional<Thread> thread, AtomicReference<Optional<PhoneState>> answer) {}

    /** @param busy places at which somebody works on a phone, as their tasks name them */
    PhoneWatch(PhoneSockets sockets, Supplier<Set<String>> busy) {
        this(sockets, busy, System::nanoTime);
    }

    /** @param clock nanoseconds */
    PhoneWatch(PhoneSockets sockets, Supplier<Set<String>> busy, LongSupplier clock) {
        this.sockets = sockets;
        this.ports = new PortNames(sockets.bench());
        this.busy = busy;
        this.clock = clock;
    }

    /** All of it as it is now; at most {@link #PHONES_MAX}, each place once. */
    List<PhoneState> look() {
        Set<String> worked =
                busy.get(); // before the look: a lane that begins meanwhile waits for the phone for a while
        List<Plugged> plugged = sockets.look();
        forget(plugged);
        Map<String, Plugged> places = new LinkedHashMap<>();
        for (Plugged one : plugged) {
            if (places.size() < PHONES_MAX) {
                places.putIfAbsent(one.seen().place(), one);
            }
        }
        Map<String, String> names = ports.ofTasks(worked);
        List<PhoneState> out = new ArrayList<>();
        places.forEach((place, one) -> {
            boolean isWorkedOn = worked.stream().anyMatch(lane -> ports.isOnePort(lane, place));
            PhoneState state = one.question()
                    .map(question -> state(one.seen(), question, isWorkedOn))
                    .orElse(one.seen());
            String name = names.getOrDefault(place, place);
            // What it told may be of when its port was known by another name.
            out.add(state.at(places.containsKey(name) ? place : name));
        });
        return out;
    }

    private void forget(List<Plugged> plugged) {
        Set<Long> there = new HashSet<>();
        plugged.forEach(one -> there.add(one.seen().plug()));
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
