package org.wangchuan.engine.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** Changes single members of events by their names in the file, as somebody with an editor would. */
public final class EventEdit {
    private EventEdit() {}

    /** Sets a member, such as {@code medium.bus}, in every event of this name. */
    public static UnaryOperator<Event> set(String name, String member, String value) {
        return set(name, member, new JsonValue.Text(value));
    }

    /** Sets a member, such as {@code fromBytes}, in every event of this name. */
    public static UnaryOperator<Event> set(String name, String member, long value) {
        return set(name, member, new JsonValue.Whole(value));
    }

    /** Sets a member in every event of this name. */
    public static UnaryOperator<Event> set(String name, String member, JsonValue value) {
        return event -> isNamed(event, name) ? read(with(EventWriter.json(event), member, value)) : event;
    }

    /** Leaves a member out of every event of this name. */
    public static UnaryOperator<Event> without(String name, String member) {
        return event -> {
            if (!isNamed(event, name)) {
                return event;
            }
            Map<String, JsonValue> members =
                    new TreeMap<>(EventWriter.json(event).members());
            members.remove(member);
            return read(new JsonValue.Obj(members));
        };
    }

    /** JSON of one member, for what is no text and no number. */
    public static JsonValue json(String text) {
        try {
            byte[] object = ("{\"v\":" + text + "}").getBytes(StandardCharsets.UTF_8);
            return Objects.requireNonNull(
                    CanonicalJson.readLenientObject(object).members().get("v"));
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    /** The event as it is spelled. */
    public static JsonValue.Obj json(Event event) {
        return EventWriter.json(event);
    }

    /** The event that this object spells. */
    public static Event read(JsonValue.Obj object) {
        try {
            return EventReader.read(CanonicalJson.write(object));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean isNamed(Event event, String name) {
        return name.equals(nameOf(event));
    }

    /** The event's name in the file. */
    public static String nameOf(Event event) {
        try {
            return Json.in(EventWriter.json(event)).text("event");
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonValue.Obj with(JsonValue.Obj object, String member, JsonValue value) {
        int dot = member.indexOf('.');
        Map<String, JsonValue> members = new TreeMap<>(object.members());
        if (dot < 0) {
            members.put(member, value);
        } else {
            JsonValue.Obj inner = (JsonValue.Obj) Objects.requireNonNull(members.get(member.substring(0, dot)));
            members.put(member.substring(0, dot), with(inner, member.substring(dot + 1), value));
        }
        return new JsonValue.Obj(members);
    }
}
