package org.wangchuan.station.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.station.agent.PhoneDesk;
import org.wangchuan.station.ordered.PhoneAnswer;

/** What goes between phones and people, by the rules of the Station API, in memory. Thread-safe. */
public final class InMemoryPhones implements PhoneDesk {
    private final BooleanSupplier isGone;
    private final Predicate<UUID> isOpen;
    private final Map<UUID, JsonValue.Obj> turns = new LinkedHashMap<>();
    private final Map<UUID, PhoneAnswer> answers = new LinkedHashMap<>();
    private final List<JsonValue.Obj> all = new ArrayList<>();
    private BiConsumer<UUID, JsonValue.Obj> people = (_, _) -> {};

    InMemoryPhones(BooleanSupplier isGone, Predicate<UUID> isOpen) {
        this.isGone = isGone;
        this.isOpen = isOpen;
    }

    /** Who looks at each turn that is told. */
    public synchronized void people(BiConsumer<UUID, JsonValue.Obj> who) {
        people = who;
    }

    /** What somebody at the platform answers to what is asked now; false if nothing is. */
    public boolean answer(UUID task, JsonValue.Obj said) {
        return isOpen.test(task) && isKept(task, said);
    }

    private synchronized boolean isKept(UUID task, JsonValue.Obj said) {
        Optional<UUID> question = Optional.ofNullable(turns.get(task)).flatMap(InMemoryPhones::question);
        question.ifPresent(id -> answers.put(task, new PhoneAnswer(task, id, said)));
        return question.isPresent();
    }

    /** What comes from somebody who answers something else. */
    public synchronized void answer(PhoneAnswer answer) {
        answers.put(answer.task(), answer);
    }

    /** How it stands, as it was told last. */
    public synchronized Optional<JsonValue.Obj> turn(UUID task) {
        return Optional.ofNullable(turns.get(task));
    }

    /** The question that is asked. */
    public static Optional<UUID> question(JsonValue.Obj turn) {
        return turn.members().get("question") instanceof JsonValue.Obj asked
                ? Optional.of(UUID.fromString(text(asked, "id")))
                : Optional.empty();
    }

    /** What kind of question is asked; empty if none is. */
    public static String asked(JsonValue.Obj turn) {
        return turn.members().get("question") instanceof JsonValue.Obj asked ? text(asked, "kind") : "";
    }

    /** A text of an object; empty if there is none. */
    public static String text(JsonValue.Obj in, String member) {
        return in.members().get(member) instanceof JsonValue.Text text ? text.value() : "";
    }

    /** All that was told, in order. */
    public synchronized List<JsonValue.Obj> told() {
        return List.copyOf(all);
    }

    @Override
    public List<PhoneAnswer> answers() {
        List<PhoneAnswer> kept;
        synchronized (this) {
            kept = List.copyOf(answers.values());
        }
        return kept.stream().filter(answer -> isOpen.test(answer.task())).toList();
    }

    @Override
    public void putTurn(UUID task, JsonValue.Obj turn) throws IOException {
        boolean isTaken = isOpen.test(task); // asked before this is held: the platform asks here, too
        BiConsumer<UUID, JsonValue.Obj> who;
        synchronized (this) {
            if (isGone.getAsBoolean()) {
                throw new IOException("gone");
            }
            JsonValue.Obj before = turns.get(task);
            if (!isTaken || (before != null && number(before) >= number(turn))) {
                return; // passed over, and nobody is told
            }
            turns.put(task, turn);
            all.add(turn);
            PhoneAnswer answer = answers.get(task);
            if (answer != null && !question(turn).equals(Optional.of(answer.question()))) {
                answers.remove(task);
            }
            who = people;
        }
        who.accept(task, turn);
    }

    private static long number(JsonValue.Obj turn) {
        return turn.members().get("turn") instanceof JsonValue.Whole number ? number.value() : 0;
    }
}
