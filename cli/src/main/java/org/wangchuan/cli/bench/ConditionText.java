package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.engine.medium.health.DriveCounts;
import org.wangchuan.engine.verdict.DriveCondition;
import org.wangchuan.engine.verdict.DriveCondition.Finding;
import org.wangchuan.engine.verdict.DriveCondition.Kind;

/** What a drive told of its own condition, for people and for programs. */
final class ConditionText {
    private ConditionText() {}

    /** What ails it, a line each; nothing if nothing does. */
    static void print(DriveCondition condition, Console console) {
        var messages = console.messages();
        boolean own = condition
                .atEnd()
                .or(condition::before)
                .filter(DriveCounts::makersOwn)
                .isPresent();
        for (Finding finding : condition.findings()) {
            String number = finding.kind() == Kind.DRIVE_WARNS
                    ? HexFormat.of().toHexDigits((byte) finding.number()) + "h"
                    : "" + finding.number();
            String said = messages.text("condition." + finding.kind().id(), number);
            boolean counted = finding.kind() != Kind.NOT_TOLD && finding.kind() != Kind.DRIVE_WARNS;
            console.result("  " + said + (own && counted ? messages.text("condition.makers-own") : ""));
        }
    }

    /** What was told at both ends, and what follows from it. */
    static JsonValue.Obj json(DriveCondition condition) {
        List<JsonValue> findings = new ArrayList<>();
        for (Finding finding : condition.findings()) {
            findings.add(Json.object()
                    .put("code", finding.kind().id())
                    .put("number", finding.number())
                    .build());
        }
        return Json.object()
                .put("before", counts(condition.before()))
                .put("atEnd", counts(condition.atEnd()))
                .put("findings", new JsonValue.Array(findings))
                .build();
    }

    private static JsonValue counts(Optional<DriveCounts> told) {
        if (told.isEmpty()) {
            return new JsonValue.Null();
        }
        Json.Builder out = Json.object();
        told.get().told().forEach((count, value) -> out.put(count.id(), value));
        return out.put("makersOwn", told.get().makersOwn()).build();
    }
}
