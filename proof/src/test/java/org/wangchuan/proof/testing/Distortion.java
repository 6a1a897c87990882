package org.wangchuan.proof.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.wangchuan.canonical.JsonValue;

/** Spoils input for parsers: bytes, or single values within JSON, so that what lies behind the spelling is reached too. */
public final class Distortion {
    private static final List<JsonValue> VALUES = List.of(
            new JsonValue.Null(),
            new JsonValue.Bool(true),
            new JsonValue.Whole(0),
            new JsonValue.Whole(1),
            new JsonValue.Whole(-1),
            new JsonValue.Whole(JsonValue.Whole.MAX),
            new JsonValue.Whole(-JsonValue.Whole.MAX),
            new JsonValue.Text(""),
            new JsonValue.Text("-"),
            new JsonValue.Text("0"),
            new JsonValue.Text("zz"),
            new JsonValue.Text("\u202e\n"),
            new JsonValue.Array(List.of()),
            new JsonValue.Obj(Map.of()));

    private Distortion() {}

    /** The bytes with some left out, doubled or changed. */
    public static byte[] of(byte[] sound, Random random) {
        byte[] out = sound.clone();
        for (int i = random.nextInt(3); i >= 0 && out.length > 0; i--) {
            int at = random.nextInt(out.length);
            int to = Math.min(out.length, at + random.nextInt(12));
            out = switch (random.nextInt(3)) {
                case 0 -> splice(out, at, to, new byte[0]);
                case 1 -> splice(out, at, at, Arrays.copyOfRange(out, at, to));
                default -> splice(out, at, at + 1, new byte[] {(byte) random.nextInt()});
            };
        }
        return out;
    }

    /** The object with one value somewhere within replaced, left out or doubled, or with a member too many. */
    public static JsonValue.Obj of(JsonValue.Obj sound, Random random) {
        Map<String, JsonValue> members = new TreeMap<>(sound.members());
        List<String> names = new ArrayList<>(members.keySet());
        if (names.isEmpty() || random.nextInt(20) == 0) {
            members.put("more", pick(random));
            return new JsonValue.Obj(members);
        }
        String name = names.get(random.nextInt(names.size()));
        JsonValue value = members.get(name);
        if (value == null || random.nextInt(6) == 0) {
            members.remove(name);
        } else {
            members.put(name, of(value, random));
        }
        return new JsonValue.Obj(members);
    }

    private static JsonValue of(JsonValue sound, Random random) {
        if (random.nextInt(4) == 0) {
            return pick(random);
        }
        return switch (sound) {
            case JsonValue.Obj object -> of(object, random);
            case JsonValue.Array(List<JsonValue> items)
            when !items.isEmpty() -> {
                List<JsonValue> out = new ArrayList<>(items);
                int at = random.nextInt(out.size());
                if (random.nextInt(4) == 0) {
                    out.add(out.get(at));
                } else {
                    out.set(at, of(out.get(at), random));
                }
                yield new JsonValue.Array(out);
            }
            case JsonValue.Text(String text)
            when !text.isEmpty() -> {
                StringBuilder out = new StringBuilder(text);
                out.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(0x60) + 0x20));
                yield new JsonValue.Text(out.toString().replaceAll("[\\ud800-\\udfff]", "?"));
            }
            case JsonValue.Array _, JsonValue.Text _, JsonValue.Whole _, JsonValue.Bool _, JsonValue.Null _ ->
                pick(random);
        };
    }

    private static JsonValue pick(Random random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }
}
