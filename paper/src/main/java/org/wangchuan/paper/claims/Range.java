package org.wangchuan.paper.claims;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** Bytes {@code offset} to {@code offset + length - 1} of the target. */
public record Range(long offset, long length) {
    static List<Range> list(Json.Fields parent, String name) throws ShapeException {
        List<Range> ranges = new ArrayList<>();
        for (Json.Fields item : parent.objects(name)) {
            item.only("offset", "length");
            ranges.add(new Range(item.natural("offset"), item.natural("length")));
        }
        return List.copyOf(ranges);
    }

    /** Bytes of all ranges together; {@link Long#MAX_VALUE} if a hostile list counts beyond it. */
    public static long total(List<Range> ranges) {
        long total = 0;
        for (Range range : ranges) {
            total = total > Long.MAX_VALUE - range.length ? Long.MAX_VALUE : total + range.length;
        }
        return total;
    }
}
