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
