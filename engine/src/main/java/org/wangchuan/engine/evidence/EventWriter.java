package org.wangchuan.engine.evidence;

import static org.wangchuan.canonical.Json.wireName;

import java.util.List;
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
                        .put("format", e.form().id())
                        .put("job", e.job())
                        .put("tool", e.tool())
                        .put("at", e.at())
                        .build();
            case Event.PolicyChosen e ->
                named("policy").put("policy", e.policy()).build();
            case Event.MediumSeen e ->
                named("medium").put("medium", medium(e.medium())).build();
            case Event.HiddenAreas e -> found(named("hidden-areas"), e).build();
            case HiddenAreaEvent.Commanded e ->
                named("hidden-area-commanded")
                        .put("area", e.area())
                        .put("command", e.command().toJson())
                        .build();
            case HiddenAreaEvent.LookedAgain e ->
                found(named("hidden-areas-again").put("capacityBytes", e.capacityBytes()), e.found())
                        .put("at", e.at())
                        .build();
            case HiddenAreaEvent.LookedAtEnd e ->
                found(named("hidden-areas-at-end"), e.found()).put("at", e.at()).build();
            case Event.PlanChosen e -> plan(e);
            case PartEvent.Asked e ->
                named("parts-asked").put("commands", commands(e.commands())).build();
            case PartEvent.Started e ->
                named("part-started")
                        .put("part", e.part())
                        .put("capacityBytes", e.capacityBytes())
                        .put("locked", e.locked())
                        .put("secretDigest", e.secretDigest())
                        .put("at", e.at())
                        .build();
            case PartEvent.Compared e ->
                named("parts-compared")
                        .put("bytesRead", e.bytesRead())
                        .put("streamBytes", e.streamBytes())
                        .put("mismatchedBytes", e.mismatchedBytes())
                        .put("durationMillis", e.durationMillis())
                        .put("at", e.at())
                        .build();
            case PartEvent.Finished e ->
                named("part-finished")
                        .put("part", e.part())
                        .put("end", wireName(e.end()))
                        .put("bytesWritten", e.bytesWritten())
                        .put("bytesRead", e.bytesRead())
                        .put("mismatchedBytes", e.mismatchedBytes())
                        .put("zeroedBytes", e.zeroedBytes())
                        .put("commands", commands(e.commands()))
                        .put("lockedAgain", e.lockedAgain())
                        .put("durationMillis", e.durationMillis())
                        .put("at", e.at())
                        .build();
            case PartEvent.Looked e ->
                named("part-looked")
                        .put("part", e.part())
                        .put("path", wireName(e.path()))
                        .put("bytesRead", e.bytesRead())
                        .put("streamBytes", e.streamBytes())
                        .put("zeroBytes", e.zeroBytes())
                        .put("oneBytes", e.oneBytes())
                        .put("durationMillis", e.durationMillis())
                        .put("at", e.at())
                        .build();
            case DriveEvent.DriveAsked e ->
                named("drive-asked").put("commands", commands(e.commands())).build();
            case DriveEvent.CanariesPlanted e ->
                named("canaries-planted")
                        .put("secretDigest", e.secretDigest())
                        .put("ranges", Ranges.toJson(e.ranges()))
                        .put("at", e.at())
                        .build();
            case DriveEvent.NativeStarted e ->
                named("native-started")
                        .put("attempt", e.attempt())
                        .put("technique", e.technique())
                        .put("before", commands(e.before()))
                        .put("at", e.at())
                        .build();
            case DriveEvent.NativeCommanded e ->
                named("native-commanded")
                        .put("attempt", e.attempt())
                        .put("command", e.command().toJson())
                        .build();
            case DriveEvent.NativeTold e ->
                named("native-told")
                        .put("attempt", e.attempt())
                        .put("command", e.command().toJson())
                        .build();
            case DriveEvent.NativeFinished e ->
                named("native-finished")
                        .put("attempt", e.attempt())
                        .put("end", wireName(e.end()))
                        .put("durationMillis", e.durationMillis())
                        .put("longestPauseMillis", e.longestPauseMillis())
                        .put("at", e.at())
                        .build();
            case DriveEvent.SamplingStarted e ->
                named("sampling-started")
                        .put("seed", e.seed())
                        .put("unitBytes", e.unitBytes())
                        .put("at", e.at())
                        .build();
            case DriveEvent.SamplingFinished e ->
                looked(named("sampling-finished"), e).build();
            case NamespaceEvent.Planted e ->
                named("namespace-planted")
                        .put("namespace", e.namespace())
                        .put("capacityBytes", e.capacityBytes())
                        .put("blockBytes", e.blockBytes())
                        .put("secretDigest", e.secretDigest())
                        .put("ranges", Ranges.toJson(e.ranges()))
                        .put("at", e.at())
                        .build();
            case NamespaceEvent.Sampled e ->
                looked(
                                named("namespace-sampled")
                                        .put("namespace", e.namespace())
                                        .put("unitBytes", e.unitBytes()),
                                e.found())
                        .build();
            case BaselineEvent.Taken e ->
                baseline("baseline-taken", e)
                        .put("secretDigest", e.secretDigest())
                        .put("bytesPlanned", e.bytesPlanned())
                        .put("bytesRead", e.bytesRead())
                        .put("bytesKept", e.bytesKept())
                        .put("at", e.at())
                        .build();
            case BaselineEvent.Compared e ->
                baseline("baseline-compared", e)
                        .put("bytesRead", e.bytesRead())
                        .put("bytesUnchanged", e.bytesUnchanged())
                        .put("at", e.at())
                        .build();
            case CountsTold e ->
                named("counts-told")
                        .put("moment", wireName(e.moment()))
                        .put("commands", commands(e.commands()))
                        .put("at", e.at())
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

    /** Without techniques, hidden areas and parts as it was before there were any. */
    private static JsonValue.Obj plan(Event.PlanChosen e) {
        Json.Builder out = named("plan")
                .put("effectiveClass", wireName(e.effectiveClass()))
                .put(
                        "passes",
                        new JsonValue.Array(e.passes().stream()
                                .<JsonValue>map(PassSpec::toJson)
                                .toList()))
                .put("verify", wireName(e.verify()));
        if (!e.techniques().isEmpty()) {
            out.put("techniques", Json.texts(e.techniques()));
        }
        if (!e.hiddenAreas().isEmpty()) {
            out.put("hiddenAreas", Json.texts(e.hiddenAreas()));
        }
        if (!e.parts().isEmpty()) {
            out.put("parts", Json.texts(e.parts()));
        }
        return out.build();
    }

    private static Json.Builder found(Json.Builder out, Event.HiddenAreas e) {
        return out.put("state", wireName(e.state()))
                .put("hiddenBytes", e.hiddenBytes())
                .put("detail", e.detail())
                .put("commands", commands(e.commands()));
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

    private static JsonValue.Array commands(List<DeviceCommand> commands) {
        return new JsonValue.Array(
                commands.stream().<JsonValue>map(DeviceCommand::toJson).toList());
    }

    private static Json.Builder named(String event) {
        return Json.object().put("event", event);
    }

    /** Without a namespace it is of the medium itself. */
    private static Json.Builder baseline(String event, BaselineEvent e) {
        Json.Builder out = named(event);
        e.namespace().ifPresent(number -> out.put("namespace", number));
        return out;
    }

    private static Json.Builder looked(Json.Builder out, DriveEvent.SamplingFinished e) {
        out.put("end", wireName(e.end()))
                .put("path", wireName(e.path()))
                .put("bytesPlanned", e.bytesPlanned())
                .put("bytesRead", e.bytesRead())
                .put("canaryBytesRead", e.canaryBytesRead())
                .put("canaryBytesFound", e.canaryBytesFound())
                .put("zeroBytes", e.zeroBytes())
                .put("oneBytes", e.oneBytes());
        e.others()
                .ifPresent(others -> out.put("repeatingBytes", others.repeatingBytes())
                        .put("noiseBytes", others.noiseBytes())
                        .put("contentBytes", others.contentBytes()));
        return out.put("unreadable", Ranges.errorsToJson(e.unreadable()))
                .put("durationMillis", e.durationMillis())
                .put("at", e.at());
    }
}
