package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

/**
 * Every single thing that a forger can do to a record: drop, double or move an event, or give one member another legal
 * value.
 */
final class Forgeries {
    private static final long CAPACITY = EvidenceScript.CAPACITY_BYTES;

    private static final List<String> OPTIONAL_MEMBERS =
            List.of("declaredClass", "beacon", "seed", "secretDigest", "bytes");

    private static final List<JsonValue> WORDS = words();

    private static final List<JsonValue> ITEMS = Stream.concat(
                    WORDS.stream(),
                    Stream.of(
                            EventEdit.json("{\"length\":512,\"offset\":4096}"),
                            EventEdit.json("{\"errno\":5,\"length\":512,\"offset\":4096}")))
            .toList();

    private Forgeries() {}

    /**
     * A forged record.
     *
     * @param what what was done, such as {@code drop closed} or {@code alter medium.medium.bus}
     * @param value what the member became, whole lists of members that are lists; empty where it was left out or no member was altered
     * @param events makes the record; nothing where the change is none, or no event any more
     */
    record Forgery(String what, Optional<JsonValue> value, Supplier<Optional<List<Event>>> events) {}

    /**
     * Another value in the place of a member.
     *
     * @param value of the object that the member is in, once it was put there
     * @param member what the member itself became
     */
    private record Change(String path, JsonValue value, Optional<JsonValue> member) {
        Change(String path, JsonValue value) {
            this(path, value, Optional.of(value));
        }
    }

    /** All of them, always in the same order. */
    static Stream<Forgery> of(List<Event> events) {
        return IntStream.range(0, events.size())
                .boxed()
                .flatMap(at -> Stream.of(
                                dropped(events, at), doubled(events, at), moved(events, at), altered(events, at))
                        .flatMap(forgeries -> forgeries));
    }

    private static Stream<Forgery> dropped(List<Event> events, int at) {
        return Stream.of(change("drop", events, at, out -> out.remove(at)));
    }

    private static Stream<Forgery> doubled(List<Event> events, int at) {
        return IntStream.rangeClosed(0, events.size())
                .mapToObj(to -> change("double", events, at, out -> out.add(to, out.get(at))));
    }

    private static Stream<Forgery> moved(List<Event> events, int at) {
        return IntStream.range(0, events.size())
                .filter(to -> to != at)
                .mapToObj(to -> change("move", events, at, out -> out.add(to, out.remove(at))));
    }

    private static Forgery change(String what, List<Event> events, int at, Consumer<List<Event>> change) {
        return new Forgery(what + " " + EventEdit.nameOf(events.get(at)), Optional.empty(), () -> {
            List<Event> out = new ArrayList<>(events);
            change.accept(out);
            return Optional.of(out);
        });
    }

    private static Stream<Forgery> altered(List<Event> events, int at) {
        Event event = events.get(at);
        return object(EventEdit.json(event), EventEdit.nameOf(event))
                .map(change -> new Forgery("alter " + change.path(), change.member(), () -> {
                    List<Event> out = new ArrayList<>(events);
                    try {
                        out.set(at, EventEdit.read((JsonValue.Obj) change.value()));
                    } catch (IllegalArgumentException notLegal) {
                        return Optional.empty();
                    }
                    return out.get(at).equals(event) ? Optional.empty() : Optional.of(out);
                }));
    }

    private static Stream<Change> object(JsonValue.Obj object, String path) {
        Stream<Change> altered = object.members().entrySet().stream()
                .flatMap(member -> value(member.getValue(), path + "." + member.getKey())
                        .map(change -> with(object, member.getKey(), change)));
        Stream<Change> removed = object.members().keySet().stream().map(name -> {
            Map<String, JsonValue> members = new TreeMap<>(object.members());
            members.remove(name);
            return new Change(path + "." + name, new JsonValue.Obj(members), Optional.empty());
        });
        Stream<Change> added = OPTIONAL_MEMBERS.stream()
                .filter(name -> !object.members().containsKey(name))
                .flatMap(name -> WORDS.stream().map(word -> with(object, name, new Change(path + "." + name, word))));
        return Stream.of(altered, removed, added).flatMap(changes -> changes);
    }

    private static Change with(JsonValue.Obj object, String name, Change change) {
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        members.put(name, change.value());
        return new Change(change.path(), new JsonValue.Obj(members), change.member());
    }

    private static Stream<Change> value(JsonValue value, String path) {
        return switch (value) {
            case JsonValue.Null _ -> WORDS.stream().map(word -> new Change(path, word));
            case JsonValue.Obj object -> object(object, path);
            case JsonValue.Array array ->
                items(array.items(), path).map(change -> new Change(change.path(), change.value()));
            case JsonValue.Text _ -> WORDS.stream().map(word -> new Change(path, word));
            case JsonValue.Bool(boolean is) -> Stream.of(new Change(path, new JsonValue.Bool(!is)));
            case JsonValue.Whole(long number) ->
                LongStream.of(
                                0,
                                1,
                                2,
                                512,
                                number - 1,
                                number + 1,
                                number - 512,
                                number + 512,
                                CAPACITY,
                                CAPACITY - 512,
                                1L << 40,
                                JsonValue.Whole.MAX)
                        .filter(other -> other >= 0)
                        .distinct()
                        .mapToObj(other -> new Change(path, new JsonValue.Whole(other)));
        };
    }

    private static Stream<Change> items(List<JsonValue> items, String path) {
        Stream<List<JsonValue>> added = ITEMS.stream().map(item -> {
            List<JsonValue> out = new ArrayList<>(items);
            out.add(item);
            return out;
        });
        Stream<List<JsonValue>> each = IntStream.range(0, items.size()).boxed().flatMap(at -> {
            List<JsonValue> without = new ArrayList<>(items);
            without.remove((int) at);
            List<JsonValue> twice = new ArrayList<>(items);
            twice.add(items.get(at));
            return Stream.of(without, twice);
        });
        Stream<Change> whole = Stream.of(added, each, Stream.of(items.reversed(), List.<JsonValue>of()))
                .flatMap(lists -> lists)
                .map(list -> new Change(path, new JsonValue.Array(list)));
        Stream<Change> within = IntStream.range(0, items.size())
                .boxed()
                .flatMap(at -> value(items.get(at), path).map(change -> {
                    List<JsonValue> out = new ArrayList<>(items);
                    out.set(at, change.value());
                    return new Change(change.path(), new JsonValue.Array(out));
                }));
        return Stream.concat(whole, within);
    }

    /** Every word of the format, and some that are none. */
    private static List<JsonValue> words() {
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
                        Event.PassEnd.values(),
                        Event.VerificationEnd.values())
                .flatMap(Arrays::stream)
                .map(word -> Json.wireName((Enum<?>) word))
                .forEach(out::add);
        return out.stream().distinct().<JsonValue>map(JsonValue.Text::new).toList();
    }
}
