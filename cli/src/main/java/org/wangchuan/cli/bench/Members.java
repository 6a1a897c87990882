package org.wangchuan.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wangchuan.canonical.JsonValue;

/** What scripts find in every result of {@code --json}, whatever became of the target: {@code null} where nothing is known. */
final class Members {
    static final List<String> OF_RESULT = List.of(
            "path",
            "state",
            "exitCode",
            "verdict",
            "conformity",
            "policy",
            "target",
            "passes",
            "verification",
            "unreachableRanges",
            "residue",
            "receipt",
            "evidence",
            "recheckKey",
            "log");
    static final List<String> OF_TARGET = List.of("model", "serial", "capacityBytes", "bus", "mediumClass");
    static final List<String> OF_VERIFICATION = List.of("mode", "path", "bytesRead", "mismatches", "seed");

    private Members() {}

    /** What was said, with every one of these members. */
    static JsonValue.Obj all(JsonValue.Obj said, List<String> members) {
        Map<String, JsonValue> out = new TreeMap<>(said.members());
        members.forEach(member -> out.putIfAbsent(member, new JsonValue.Null()));
        return new JsonValue.Obj(out);
    }
}
