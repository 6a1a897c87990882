package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.station.ordered.DistantPeople;
import org.wangchuan.station.ordered.PhoneTurn;

/**
 * Tells the platform how it stands between phones and people: at once when it is otherwise, how far a fill is less often, and all of it now and then, since the
 * platform may have lost it. Nothing waits for it but people, and the end of a task for a moment: see {@link DistantPeople#awaitHeard}. Not thread-safe.
 */
final class TurnTelling {
    /** How often to look. */
    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final Duration FILL_EVERY = Duration.ofSeconds(2);
    private static final Duration TELL_EVERY = Duration.ofSeconds(25);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Platform platform;
    private final AgentNotes notes;
    private final TurnNumbers numbers;
    private final LongSupplier nanos;
    private final Map<UUID, Told> told = new HashMap<>();
    private long notBeforeNanos;
    private String saidLast = "";

    /** What was told last of a task, and when. */
    private record Told(PhoneTurn turn, long nanos) {}

    /** @param nanos a clock for what passes */
    TurnTelling(Platform platform, AgentNotes notes, TurnNumbers numbers, LongSupplier nanos) {
        this.platform = platform;
        this.notes = notes;
        this.numbers = numbers;
        this.nanos = nanos;
        this.notBeforeNanos = nanos.getAsLong();
    }

    /** Looks once, and tells what is to be told. */
    void look(Map<UUID, DistantPeople> talking) throws InterruptedException {
        told.keySet().retainAll(talking.keySet());
        if (nanos.getAsLong() - notBeforeNanos < 0) {
            return;
        }
        for (Map.Entry<UUID, DistantPeople> one : talking.entrySet()) {
            PhoneTurn now = one.getValue().turn();
            if (isDue(told.get(one.getKey()), now) && !isTold(one.getKey(), one.getValue(), now)) {
                notBeforeNanos = nanos.getAsLong() + RETRY.toNanos();
                return; // of the others nothing would get through either
            }
        }
    }

    private boolean isDue(@Nullable Told last, PhoneTurn now) {
        if (last == null || !last.turn().isSameButForFill(now)) {
            return true;
        }
        long since = nanos.getAsLong() - last.nanos();
        return since >= (last.turn().equals(now) ? TELL_EVERY : FILL_EVERY).toNanos();
    }

    private boolean isTold(UUID task, DistantPeople people, PhoneTurn now) throws InterruptedException {
        try {
            platform.phoneDesk().putTurn(task, now.toJson(numbers.next()));
            people.heard(now);
            saidLast = "";
        } catch (IOException e) {
            return false; // the loop that asks for tasks says it
        } catch (PlatformRefusedException e) {
            if (!e.isOfThisAlone() && !e.isForGood()) {
                return false;
            }
            // Over there, or not taken as it is: there is nothing to be done but to go on, and to tell the next.
            if (e.isOfThisAlone() && !saidLast.equals(e.code())) {
                saidLast = e.code();
                notes.held("phone", e.code(), String.valueOf(e.getMessage()));
            }
        }
        told.put(task, new Told(now, nanos.getAsLong()));
        return true;
    }
}
