package org.wangchuan.station.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.testing.InMemoryPhones;

/** Owners and staff who look at the platform's pages and do what they are told there, but for what a test changes. Thread-safe. */
final class MadeCounter {
    private static final Set<String> RESETS = Set.of("reset-now", "reset-as-it-was", "reset-again", "reset-resumed");

    private final InMemoryPhones desk;
    private final Map<UUID, MadePhone> phones = new ConcurrentHashMap<>();
    private final Map<UUID, JsonValue.Obj> seen = new ConcurrentHashMap<>();
    private final Map<UUID, String> techniques = new ConcurrentHashMap<>();
    /** What is answered to a question of this task; empty for nobody who answers. */
    private volatile BiFunction<UUID, JsonValue.Obj, Optional<JsonValue.Obj>> answers = this::usual;

    private volatile boolean isResetting = true;

    MadeCounter(InMemoryPhones desk) {
        this.desk = desk;
        desk.people(this::look);
    }

    void serve(UUID task, MadePhone phone) {
        phones.put(task, phone);
    }

    /** What is chosen for a task. */
    void chooses(UUID task, String technique) {
        techniques.put(task, technique);
    }

    void answers(BiFunction<UUID, JsonValue.Obj, Optional<JsonValue.Obj>> with) {
        answers = with;
    }

    /** Nobody looks at the page. */
    void answersNothing() {
        answers = (_, _) -> Optional.empty();
    }

    /** Whether anybody resets a phone that is to be reset. */
    void resets(boolean does) {
        isResetting = does;
    }

    private void look(UUID task, JsonValue.Obj turn) {
        MadePhone phone = phones.get(task);
        Map<String, JsonValue> content = new TreeMap<>(turn.members());
        content.remove("turn");
        JsonValue.Obj now = new JsonValue.Obj(content);
        if (phone == null || now.equals(seen.put(task, now))) {
            return;
        }
        if (turn.members().get("question") instanceof JsonValue.Obj question) {
            answers.apply(task, question).ifPresent(said -> {
                boolean _ = desk.answer(task, said);
            });
        }
        act(phone, InMemoryPhones.text(turn, "step"), codes(turn));
    }

    private void act(MadePhone phone, String step, List<String> codes) {
        String last = codes.isEmpty() ? "" : codes.getLast();
        if (last.equals("turn-on-asking") && !phone.isDebugging()) {
            phone.setDebugging(true);
        } else if (last.equals("plug-in-again")) {
            phone.restart();
        } else if (step.equals("await-gone") && RESETS.contains(last) && isResetting) {
            boolean isAgain = codes.contains("reset-again");
            boolean isDone = last.equals("reset-resumed") && phone.timesErased() > (isAgain ? 1 : 0);
            if (isDone) {
                phone.restart();
            } else {
                phone.reset();
            }
        }
    }

    /** As an owner and a clerk answer who want it done. */
    Optional<JsonValue.Obj> usual(UUID task, JsonValue.Obj question) {
        return Optional.of(
                switch (InMemoryPhones.text(question, "kind")) {
                    case "goes-on" -> said("answer", "again");
                    case "choose" -> said("technique", techniques.getOrDefault(task, "android-reset-read-again"));
                    case "observe" ->
                        Json.object()
                                .put(
                                        "seen",
                                        Json.object()
                                                .put("setup", "not-done")
                                                .put("reset-protection", "off")
                                                .put("managed", "no")
                                                .build())
                                .build();
                    default -> throw new AssertionError("an unknown question");
                });
    }

    static JsonValue.Obj said(String member, String value) {
        return Json.object().put(member, value).build();
    }

    private static List<String> codes(JsonValue.Obj turn) {
        return turn.members().get("notices") instanceof JsonValue.Array notices
                ? notices.items().stream()
                        .map(one -> one instanceof JsonValue.Obj line ? InMemoryPhones.text(line, "code") : "")
                        .toList()
                : List.of();
    }
}
