package org.wangchuan.canonical;

import java.util.List;
import java.util.Map;

/**
 * A JSON value of the subset that has exactly one canonical spelling: no fractions, no exponents,
 * integers within ±(2<sup>53</sup> − 1) (RFC 7493, section 2.2), strings of valid Unicode.
 */
public sealed interface JsonValue {

    /** A string without unpaired surrogates. */
    record Text(String value) implements JsonValue {
        public Text {
            int bad = Unicode.firstUnpairedSurrogate(value);
            if (bad >= 0) {
                throw new IllegalArgumentException("unpaired surrogate at index " + bad);
            }
        }
    }

    /** An integer within ±(2<sup>53</sup> − 1). */
    record Whole(long value) implements JsonValue {
        /** The largest magnitude that every JSON reader holds exactly. */
        public static final long MAX = (1L << 53) - 1;

        public Whole {
            if (value > MAX || value < -MAX) {
                throw new IllegalArgumentException("integer out of the range of ±(2^53 - 1): " + value);
            }
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements JsonValue {}

    /** {@code null}. */
    record Null() implements JsonValue {}

    /** An ordered list. */
    record Array(List<JsonValue> items) implements JsonValue {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** Members with distinct names, kept in canonical order (by UTF-16 code units, RFC 8785, 3.2.3). */
    record Obj(Map<String, JsonValue> members) implements JsonValue {
        public Obj {
            for (String name : members.keySet()) {
                if (Unicode.firstUnpairedSurrogate(name) >= 0) {
                    throw new IllegalArgumentException("unpaired surrogate in a member name");
                }
            }
            members = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(members));
        }
    }
}
