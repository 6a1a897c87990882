package org.wangchuan.engine.apple.plist;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One value of a property list; immutable, thread-safe. What it prints is its kind and size, never its contents, since those are a device's.
 */
public sealed interface PlistValue {
    /** The least integer: 64 bits with a sign (Apple's CFBinaryPList.c). */
    BigInteger INTEGER_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    /** The greatest integer: 64 bits without a sign. */
    BigInteger INTEGER_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Named values, in the order in which they were written; a name occurs once. */
    record Dict(Map<String, PlistValue> entries) implements PlistValue {
        public Dict {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** Starts an empty one. */
        public static Builder builder() {
            return new Builder();
        }

        /** What has this name. */
        public Optional<PlistValue> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** The text of this name; empty also if it is another kind of value, as with the others below. */
        public Optional<String> text(String key) {
            return get(key).flatMap(value -> value instanceof Text(String text) ? Optional.of(text) : Optional.empty());
        }

        /** The truth value of this name. */
        public Optional<Boolean> bool(String key) {
            return get(key).flatMap(value -> value instanceof Bool(boolean is) ? Optional.of(is) : Optional.empty());
        }

        /** The integer of this name, if it is none that needs more than 63 bits and a sign. */
        public Optional<Long> integer(String key) {
            return get(key).flatMap(PlistValue::asLong);
        }

        /** The bytes of this name. */
        public Optional<Data> data(String key) {
            return get(key).flatMap(value -> value instanceof Data data ? Optional.of(data) : Optional.empty());
        }

        /** The dictionary of this name. */
        public Optional<Dict> dict(String key) {
            return get(key).flatMap(value -> value instanceof Dict dict ? Optional.of(dict) : Optional.empty());
        }

        /** The array of this name. */
        public Optional<Array> array(String key) {
            return get(key).flatMap(value -> value instanceof Array array ? Optional.of(array) : Optional.empty());
        }

        @Override
        public String toString() {
            return "dictionary of " + entries.size();
        }

        /** Puts one together. Not thread-safe. */
        public static final class Builder {
            private final Map<String, PlistValue> entries = new LinkedHashMap<>();

            private Builder() {}

            /** Adds a value, or replaces the one of that name. */
            public Builder put(String key, PlistValue value) {
                entries.put(key, value);
                return this;
            }

            /** Adds a text. */
            public Builder put(String key, String text) {
                return put(key, new Text(text));
            }

            /** Adds a truth value. */
            public Builder put(String key, boolean value) {
                return put(key, new Bool(value));
            }

            /** Adds an integer. */
            public Builder put(String key, long number) {
                return put(key, Int.of(number));
            }

            /** Adds bytes. */
            public Builder put(String key, byte[] bytes) {
                return put(key, new Data(bytes));
            }

            /** The whole. */
            public Dict build() {
                return new Dict(entries);
            }
        }
    }

    /** Values in their order. */
    record Array(List<PlistValue> items) implements PlistValue {
        public Array {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "array of " + items.size();
        }
    }

    /** A string. */
    record Text(String text) implements PlistValue {
        @Override
        public String toString() {
            return "text of " + text.length() + " characters";
        }
    }

    /**
     * An integer.
     *
     * @param number from {@link #INTEGER_MIN} to {@link #INTEGER_MAX}
     */
    record Int(BigInteger number) implements PlistValue {
        public Int {
            if (number.compareTo(INTEGER_MIN) < 0 || number.compareTo(INTEGER_MAX) > 0) {
                throw new IllegalArgumentException("an integer of " + number.bitLength() + " bits");
            }
        }

        /** From a number of 63 bits and a sign. */
        public static Int of(long number) {
            return new Int(BigInteger.valueOf(number));
        }

        @Override
        public String toString() {
            return "integer";
        }
    }

    /** A floating-point number. */
    record Real(double number) implements PlistValue {
        @Override
        public String toString() {
            return "real";
        }
    }

    /** True or false. */
    record Bool(boolean is) implements PlistValue {
        @Override
        public String toString() {
            return "boolean";
        }
    }

    /** A moment; the XML form keeps whole seconds only. */
    record Date(Instant instant) implements PlistValue {
        @Override
        public String toString() {
            return "date";
        }
    }

    /** Bytes. */
    final class Data implements PlistValue {
        private final byte[] bytes;

        /** Of a copy of these. */
        public Data(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** A copy. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** How many. */
        public int length() {
            return bytes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Data data && Arrays.equals(bytes, data.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "data of " + bytes.length + " bytes";
        }
    }

    /** As a number of 63 bits and a sign, if it is an integer that is one. */
    default Optional<Long> asLong() {
        return this instanceof Int(BigInteger number) && number.bitLength() < Long.SIZE
                ? Optional.of(number.longValue())
                : Optional.empty();
    }
}
