package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * Bytes {@code [offset, offset + length)} of the target.
 *
 * @param offset in bytes, from 0
 * @param length in bytes
 */
public record Range(long offset, long length) {
    static Range between(long offset, long end) {
        return new Range(offset, end - offset);
    }

    /** The first byte behind it. */
    public long end() {
        return offset + length;
    }

    /** The bytes of disjoint ranges. */
    public static long bytes(List<Range> ranges) {
        return ranges.stream().mapToLong(Range::length).sum();
    }

    /** How many bytes of {@code whole} are in {@code part}; each list in order and disjoint. */
    public static long bytesInBoth(List<Range> whole, List<Range> part) {
        long bytes = 0;
        int next = 0;
        for (Range range : whole) {
            while (next < part.size() && part.get(next).end() <= range.offset()) {
                next++;
            }
            for (int i = next; i < part.size() && part.get(i).offset() < range.end(); i++) {
                bytes += Math.min(range.end(), part.get(i).end())
                        - Math.max(range.offset(), part.get(i).offset());
            }
        }
        return bytes;
    }

    JsonValue.Obj json() {
        return Json.object().put("offset", offset).put("length", length).build();
    }

    static JsonValue.Array jsonOf(List<Range> ranges) {
        return new JsonValue.Array(ranges.stream().<JsonValue>map(Range::json).toList());
    }

    static List<Range> readAll(Json.Fields in, String name) throws ShapeException {
        List<Range> out = new ArrayList<>();
        for (Json.Fields item : in.objects(name)) {
            item.only("offset", "length");
            out.add(new Range(item.natural("offset"), item.natural("length")));
        }
        return List.copyOf(out);
    }
}
