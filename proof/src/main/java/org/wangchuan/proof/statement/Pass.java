package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * One pass of writing.
 *
 * @param errors what could not be written, in order of offset
 */
public record Pass(Pattern pattern, long bytesWritten, long durationMillis, List<WriteError> errors) {

    /** What was written. */
    public enum Pattern {
        ZERO,
        ONE,
        FIXED,
        RANDOM,
        STAMPED
    }

    /**
     * A range that could not be written.
     *
     * @param offset in bytes
     * @param length in bytes
     * @param errno the kernel's error number
     */
    public record WriteError(long offset, long length, int errno) {}

    public Pass {
        errors = List.copyOf(errors);
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("pattern", Json.wireName(pattern))
                .put("bytesWritten", bytesWritten)
                .put("durationMillis", durationMillis)
                .put(
                        "errors",
                        new JsonValue.Array(errors.stream()
                                .<JsonValue>map(error -> Json.object()
                                        .put("offset", error.offset())
                                        .put("length", error.length())
                                        .put("errno", error.errno())
                                        .build())
                                .toList()))
                .build();
    }

    static Pass read(Json.Fields in) throws ShapeException {
        in.only("pattern", "bytesWritten", "durationMillis", "errors");
        List<WriteError> errors = new ArrayList<>();
        for (Json.Fields item : in.objects("errors")) {
            item.only("offset", "length", "errno");
            errors.add(new WriteError(
                    item.natural("offset"), item.natural("length"), (int) item.whole("errno", 0, Integer.MAX_VALUE)));
        }
        return new Pass(
                in.constant("pattern", Pattern.class),
                in.natural("bytesWritten"),
                in.natural("durationMillis"),
                errors);
    }
}
