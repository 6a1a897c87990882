package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.ByteRange;

/** Sets of bytes as lists of ranges. */
public final class Ranges {
    private Ranges() {}

    /** The same bytes as disjoint ranges in ascending order, neighbours joined. */
    public static List<ByteRange> union(List<ByteRange> ranges) {
        List<ByteRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(ByteRange::offset));
        List<ByteRange> out = new ArrayList<>();
        for (ByteRange range : sorted) {
            ByteRange last = out.isEmpty() ? null : out.getLast();
            if (last != null && range.offset() <= last.end()) {
                out.set(
                        out.size() - 1,
                        new ByteRange(last.offset(), Math.max(last.end(), range.end()) - last.offset()));
            } else {
                out.add(range);
            }
        }
        return out;
    }

    /** How many distinct bytes. */
    public static long bytes(List<ByteRange> ranges) {
        long sum = 0;
        for (ByteRange range : union(ranges)) {
            sum += range.length();
        }
        return sum;
    }

    /** Whether every byte of {@code part} is in {@code whole}. */
    public static boolean covers(List<ByteRange> whole, List<ByteRange> part) {
        List<ByteRange> both = new ArrayList<>(whole);
        both.addAll(part);
        return bytes(both) == bytes(whole);
    }

    static JsonValue.Array toJson(List<ByteRange> ranges) {
        List<JsonValue> items = new ArrayList<>();
        for (ByteRange range : ranges) {
            items.add(Json.object()
                    .put("offset", range.offset())
                    .put("length", range.length())
                    .build());
        }
        return new JsonValue.Array(items);
    }

    static JsonValue.Array errorsToJson(List<ErrorRange> ranges) {
        return new JsonValue.Array(
                ranges.stream().<JsonValue>map(ErrorRange::toJson).toList());
    }

    static List<ByteRange> fromJson(List<Json.Fields> items) throws ShapeException {
        List<ByteRange> out = new ArrayList<>();
        for (Json.Fields item : items) {
            out.add(read(item.only("offset", "length")));
        }
        return out;
    }

    static List<ErrorRange> errorsFromJson(List<Json.Fields> items) throws ShapeException {
        List<ErrorRange> out = new ArrayList<>();
        for (Json.Fields item : items) {
            out.add(ErrorRange.fromJson(item));
        }
        return out;
    }

    static ByteRange read(Json.Fields fields) throws ShapeException {
        long offset = fields.natural("offset");
        return new ByteRange(offset, fields.whole("length", 1, JsonValue.Whole.MAX - offset));
    }
}
