package org.wangchuan.canonical;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds objects ({@link #object()}) and reads members with their path in every complaint ({@link #in}).
 */
public final class Json {
    private Json() {}

    /** A new builder; not thread-safe. */
    public static Builder object() {
        return new Builder();
    }

    /** A reader of one object's members. */
    public static Fields in(JsonValue.Obj object) {
        return new Fields(object, "");
    }

    /** An array of strings. */
    public static JsonValue.Array texts(List<String> items) {
        return new JsonValue.Array(
                items.stream().<JsonValue>map(JsonValue.Text::new).toList());
    }

    /** Collects members; a name given twice is a mistake of the caller. */
    public static final class Builder {
        private final Map<String, JsonValue> members = new TreeMap<>();

        private Builder() {}

        public Builder put(String name, JsonValue value) {
            if (members.put(name, value) != null) {
                throw new IllegalArgumentException("member given twice: " + name);
            }
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new JsonValue.Text(value));
        }

        public Builder put(String name, long value) {
            return put(name, new JsonValue.Whole(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new JsonValue.Bool(value));
        }

        /** Absent stays absent: canonical documents of ours hold no nulls. */
        public Builder put(String name, Optional<String> value) {
            value.ifPresent(text -> put(name, text));
            return this;
        }

        public JsonValue.Obj build() {
            return new JsonValue.Obj(members);
        }
    }

    /** Typed access to the members of an object; every failure names the path. */
    public static final class Fields {
        private final JsonValue.Obj object;
        private final String path;

        private Fields(JsonValue.Obj object, String path) {
            this.object = object;
            this.path = path;
        }

        public JsonValue.Obj object() {
            return object;
        }

        public boolean has(String name) {
            return object.members().containsKey(name);
        }

        /**
         * This reader, once every member is known to be expected: nothing unknown passes unread.
         *
         * @throws ShapeException if a member is not among {@code names}
         */
        public Fields only(String... names) throws ShapeException {
            for (String name : object.members().keySet()) {
                if (!List.of(names).contains(name)) {
                    throw new ShapeException(at(name), "no such member", "one");
                }
            }
            return this;
        }

        public String text(String name) throws ShapeException {
            if (require(name, "a string") instanceof JsonValue.Text text) {
                return text.value();
            }
            throw wrongType(name, "a string");
        }

        public Optional<String> optionalText(String name) throws ShapeException {
            return has(name) ? Optional.of(text(name)) : Optional.empty();
        }

        /** An integer within [min, max]. */
        public long whole(String name, long min, long max) throws ShapeException {
            if (!(require(name, "an integer") instanceof JsonValue.Whole whole)) {
                throw wrongType(name, "an integer");
            }
            if (whole.value() < min || whole.value() > max) {
                throw new ShapeException(at(name), "an integer from " + min + " to " + max, "" + whole.value());
            }
            return whole.value();
        }

        /** An integer from 0 to 2^53 - 1. */
        public long natural(String name) throws ShapeException {
            return whole(name, 0, JsonValue.Whole.MAX);
        }

        public boolean bool(String name) throws ShapeException {
            if (require(name, "true or false") instanceof JsonValue.Bool bool) {
                return bool.value();
            }
            throw wrongType(name, "true or false");
        }

        public Fields object(String name) throws ShapeException {
            if (require(name, "an object") instanceof JsonValue.Obj child) {
                return new Fields(child, at(name));
            }
            throw wrongType(name, "an object");
        }

        public List<JsonValue> array(String name) throws ShapeException {
            if (require(name, "an array") instanceof JsonValue.Array array) {
                return array.items();
            }
            throw wrongType(name, "an array");
        }

        /** An array of objects. */
        public List<Fields> objects(String name) throws ShapeException {
            List<Fields> out = new java.util.ArrayList<>();
            for (JsonValue item : array(name)) {
                if (!(item instanceof JsonValue.Obj child)) {
                    throw wrongType(name, "an array of objects");
                }
                out.add(new Fields(child, at(name) + "[" + out.size() + "]"));
            }
            return out;
        }

        /** An array of strings. */
        public List<String> texts(String name) throws ShapeException {
            List<String> out = new java.util.ArrayList<>();
            for (JsonValue item : array(name)) {
                if (!(item instanceof JsonValue.Text text)) {
                    throw wrongType(name, "an array of strings");
                }
                out.add(text.value());
            }
            return out;
        }

        /** One of the constants of an enum, by the name it has on the wire: lower case, '-' for '_'. */
        public <E extends Enum<E>> E constant(String name, Class<E> type) throws ShapeException {
            String text = text(name);
            for (E constant : type.getEnumConstants()) {
                if (wireName(constant).equals(text)) {
                    return constant;
                }
            }
            throw new ShapeException(at(name), "one of " + type.getSimpleName(), "another word");
        }

        /**
         * What is wrong with a member, for readers that ask for more than a type.
         *
         * @param name of the member, with the place in it perhaps: {@code models[17]}
         */
        public ShapeException fault(String name, String expected, String found) {
            return new ShapeException(at(name), expected, found);
        }

        private JsonValue require(String name, String expected) throws ShapeException {
            JsonValue value = object.members().get(name);
            if (value == null) {
                throw new ShapeException(at(name), expected, "nothing");
            }
            return value;
        }

        private ShapeException wrongType(String name, String expected) {
            return new ShapeException(at(name), expected, "another type");
        }

        private String at(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    /** The spelling of an enum constant in our documents: {@code NOT_RUN} is {@code not-run}. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
