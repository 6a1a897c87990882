package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventEdit;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/** Does one thing to a record, as a forger would: drops, doubles, moves an event, or gives one member another legal value. */
final class Forgeries {
    private static final long CAPACITY = EvidenceScript.CAPACITY_BYTES;

    private static final List<String> OPTIONAL_MEMBERS =
            List.of("declaredClass", "beacon", "seed", "secretDigest", "bytes");

    private static final List<String> WORDS = words();

    private final Random random;

    Forgeries(Random random) {
        this.random = random;
    }

    /**
     * A forged record.
     *
     * @param what what was done, such as {@code drop closed} or {@code alter medium.medium.bus}
     */
    record Forgery(String what, List<Event> events) {}

    /** One forgery; null where the change is none, or no event any more. */
    @Nullable
    Forgery of(List<Event> events) {
        List<Event> out = new ArrayList<>(events);
        int at = random.nextInt(events.size());
        Event event = events.get(at);
        String name = EventEdit.nameOf(event);
        switch (random.nextInt(8)) {
            case 0 -> {
                out.remove(at);
                return new Forgery("drop " + name, out);
            }
            case 1 -> {
                out.add(random.nextInt(events.size() + 1), event);
                return new Forgery("double " + name, out);
            }
            case 2 -> {
                out.remove(at);
                out.add(random.nextInt(events.size()), event);
                return new Forgery("move " + name, out);
            }
            default -> {
                StringBuilder path = new StringBuilder(name);
                try {
                    Event altered = EventEdit.read(alterIn(EventEdit.json(event), path));
                    out.set(at, altered);
                    return altered.equals(event) ? null : new Forgery("alter " + path, out);
                } catch (IllegalArgumentException notLegal) {
                    return null;
                }
            }
        }
    }

    private JsonValue.Obj alterIn(JsonValue.Obj object, StringBuilder path) {
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        List<String> names = new ArrayList<>(members.keySet());
        if (names.isEmpty()) {
            return object;
        }
        boolean adds = random.nextInt(12) == 0;
        String name = pick(adds ? OPTIONAL_MEMBERS : names);
        path.append('.').append(name);
        JsonValue before = members.get(name);
        if (before == null) {
            members.put(name, text());
        } else if (random.nextInt(8) == 0) {
            members.remove(name);
        } else {
            members.put(name, alter(before, path));
        }
        return new JsonValue.Obj(members);
    }

    private JsonValue alter(JsonValue value, StringBuilder path) {
        return switch (value) {
            case JsonValue.Null _ -> text();
            case JsonValue.Obj object -> alterIn(object, path);
            case JsonValue.Array array -> new JsonValue.Array(alter(array.items(), path));
            case JsonValue.Text _ -> text();
            case JsonValue.Bool(boolean is) -> new JsonValue.Bool(!is);
            case JsonValue.Whole(long number) ->
                new JsonValue.Whole(Math.max(
                        0,
                        pick(List.of(
                                0L,
                                1L,
                                2L,
                                512L,
                                number - 1,
                                number + 1,
                                number - 512,
                                number + 512,
                                CAPACITY,
                                CAPACITY - 512,
                                1L << 40,
                                JsonValue.Whole.MAX))));
        };
    }

    private List<JsonValue> alter(List<JsonValue> items, StringBuilder path) {
        List<JsonValue> out = new ArrayList<>(items);
        if (items.isEmpty()) {
            out.add(pick(List.of(
                    text(),
                    EventEdit.json("{\"length\":512,\"offset\":4096}"),
                    EventEdit.json("{\"errno\":5,\"length\":512,\"offset\":4096}"))));
            return out;
        }
        int at = random.nextInt(items.size());
        switch (random.nextInt(5)) {
            case 0 -> out.remove(at);
            case 1 -> out.add(items.get(at));
            case 2 -> Collections.reverse(out);
            case 3 -> out.clear();
            default -> out.set(at, alter(items.get(at), path));
        }
        return out;
    }

    private JsonValue.Text text() {
        return new JsonValue.Text(pick(WORDS));
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /** Every word of the format, and some that are none. */
    private static List<String> words() {
        List<String> out = new ArrayList<>(List.of(
                "",
                "1",
                "00ff",
                "0".repeat(64),
                "f".repeat(64),
                "2026-11-24T12:00:00Z",
                "2026-11-23T11:00:00Z",
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "gb-46864-2025",
                "nist-clear",
                "another"));
        Stream.of(
                        Bus.values(),
                        MediumClass.values(),
                        MediumFacts.Scope.values(),
                        ReadPath.values(),
                        PatternKind.values(),
                        SanitizationLevel.values(),
                        VerifyMode.values(),
                        Obstacle.Code.values(),
                        Event.HiddenState.values(),
                        Event.Phase.values(),
                        Event.PassEnd.values())
                .flatMap(Arrays::stream)
                .map(word -> Json.wireName((Enum<?>) word))
                .forEach(out::add);
        return out.stream().distinct().toList();
    }
}
