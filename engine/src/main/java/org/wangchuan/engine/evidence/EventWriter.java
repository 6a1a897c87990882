package org.wangchuan.engine.evidence;

import static org.wangchuan.canonical.Json.wireName;

import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.PassSpec;

/** The one spelling of each event. */
public final class EventWriter {
    private EventWriter() {}

    /** The canonical line, without its line feed. */
    public static byte[] line(Event event) {
        return CanonicalJson.write(json(event));
    }

    static JsonValue.Obj json(Event event) {
        return switch (event) {
            case Event.Opened e ->
                named("opened")
                        .put("format", Evidence.FORMAT)
                        .put("job", e.job())
                        .put("tool", e.tool())
                        .put("at", e.at())
                        .build();
            case Event.PolicyChosen e ->
                named("policy").put("policy", e.policy()).build();
            case Event.MediumSeen e ->
                named("medium").put("medium", medium(e.medium())).build();
            case Event.HiddenAreas e ->
                named("hidden-areas")
                        .put("state", wireName(e.state()))
                        .put("hiddenBytes", e.hiddenBytes())
                        .put("detail", e.detail())
                        .put(
                                "commands",
                                new JsonValue.Array(e.commands().stream()
                                        .<JsonValue>map(DeviceCommand::toJson)
                                        .toList()))
                        .build();
            case Event.PlanChosen e ->
                named("plan")
                        .put("effectiveClass", wireName(e.effectiveClass()))
                        .put(
                                "passes",
                                new JsonValue.Array(e.passes().stream()
                                        .<JsonValue>map(PassSpec::toJson)
                                        .toList()))
                        .put("verify", wireName(e.verify()))
                        .build();
            case Event.PassStarted e ->
                named("pass-started")
                        .put("pass", e.pass())
                        .put("pattern", wireName(e.pattern()))
                        .put("secretDigest", e.secretDigest())
                        .put("at", e.at())
                        .build();
            case Event.Interrupted e ->
                named("interrupted")
                        .put("pass", e.pass())
                        .put("phase", wireName(e.phase()))
                        .put("at", e.at())
                        .build();
            case Event.Resumed e ->
                named("resumed")
                        .put("pass", e.pass())
                        .put("phase", wireName(e.phase()))
                        .put("fromBytes", e.fromBytes())
                        .put("checkedBytes", e.checkedBytes())
                        .put("at", e.at())
                        .build();
            case Event.PassFinished e ->
                named("pass-finished")
                        .put("pass", e.pass())
                        .put("end", wireName(e.end()))
                        .put("bytesWritten", e.bytesWritten())
                        .put("unwritten", Ranges.errorsToJson(e.unwritten()))
                        .put("durationMillis", e.durationMillis())
                        .put("retries", e.retries())
                        .put("longestPauseMillis", e.longestPauseMillis())
                        .put("at", e.at())
                        .build();
            case Event.Committed e ->
                named("committed")
                        .put("digest", e.digest())
                        .put("beacon", e.beacon())
                        .build();
            case Event.VerificationStarted e ->
                named("verification-started")
                        .put("pass", e.pass())
                        .put("mode", wireName(e.mode()))
                        .put("seed", e.seed())
                        .put("unitBytes", e.unitBytes())
                        .put("at", e.at())
                        .build();
            case Event.VerificationFinished e ->
                named("verification-finished")
                        .put("pass", e.pass())
                        .put("end", wireName(e.end()))
                        .put("path", wireName(e.path()))
                        .put("bytesPlanned", e.bytesPlanned())
                        .put("bytesRead", e.bytesRead())
                        .put("mismatchedBytes", e.mismatchedBytes())
                        .put("mismatches", Ranges.toJson(e.mismatches()))
                        .put("unreadable", Ranges.errorsToJson(e.unreadable()))
                        .put("durationMillis", e.durationMillis())
                        .put("at", e.at())
                        .build();
            case Event.Rechecked e ->
                named("rechecked")
                        .put("differences", Json.texts(e.differences()))
                        .build();
            case Event.Residue e ->
                named("residue").put("state", wireName(e.state())).build();
            case Event.Closed e -> named("closed").put("at", e.at()).build();
        };
    }

    private static JsonValue.Obj medium(MediumFacts medium) {
        return Json.object()
                .put("name", medium.name())
                .put("model", medium.model())
                .put("serial", medium.serial())
                .put("firmware", medium.firmware())
                .put("wwn", medium.wwn())
                .put("bus", medium.bus())
                .put("capacityBytes", medium.capacityBytes())
                .put("blockBytes", medium.blockBytes())
                .put("seenClass", wireName(medium.seenClass()))
                .put("declaredClass", medium.declaredClass().map(Json::wireName))
                .put("scope", wireName(medium.scope()))
                .put("caps", Json.texts(medium.caps()))
                .build();
    }

    private static Json.Builder named(String event) {
        return Json.object().put("event", event);
    }
}
