package org.wangchuan.proof.statement;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * How the result was read back.
 *
 * @param mismatches ranges that held something else, in order of offset
 * @param mismatchedBytes how many bytes differed in all
 * @param seed what the sample's places were drawn from
 */
public record Verification(
        Mode mode, Path path, long bytesRead, List<Range> mismatches, long mismatchedBytes, Optional<String> seed) {

    /** How much was read back. */
    public enum Mode {
        FULL,
        SAMPLE,
        NONE
    }

    /** Through what it was read back. */
    public enum Path {
        DIRECT,
        DEVICE_CACHE,
        FILE_SYSTEM
    }

    public Verification {
        mismatches = List.copyOf(mismatches);
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("mode", Json.wireName(mode))
                .put("path", Json.wireName(path))
                .put("bytesRead", bytesRead)
                .put("mismatches", Range.jsonOf(mismatches))
                .put("mismatchedBytes", mismatchedBytes)
                .put("seed", seed)
                .build();
    }

    static Verification read(Json.Fields in) throws ShapeException {
        in.only("mode", "path", "bytesRead", "mismatches", "mismatchedBytes", "seed");
        return new Verification(
                in.constant("mode", Mode.class),
                in.constant("path", Path.class),
                in.natural("bytesRead"),
                Range.readAll(in, "mismatches"),
                in.natural("mismatchedBytes"),
                in.optionalText("seed"));
    }
}
