package org.wangchuan.engine.phone.evidence;

import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fill.FillOutcome;

/** The one spelling of each event. */
public final class PhoneEventWriter {
    private PhoneEventWriter() {}

    /** The canonical line, without its line feed. */
    public static byte[] line(PhoneEvent event) {
        return CanonicalJson.write(json(event));
    }

    private static JsonValue.Obj json(PhoneEvent event) {
        return switch (event) {
            case PhoneEvent.Opened e ->
                named("opened")
                        .put("format", PhoneEvidence.FORMAT)
                        .put("job", e.job())
                        .put("tool", e.tool())
                        .put("at", e.at())
                        .build();
            case PhoneEvent.PolicyChosen e ->
                named("policy").put("policy", e.policy()).build();
            case PhoneEvent.Seen e ->
                named("seen")
                        .put("identity", e.identity().toJson())
                        .put(
                                "facts",
                                new JsonValue.Array(e.facts().all().stream()
                                        .<JsonValue>map(Fact::toJson)
                                        .toList()))
                        .put("at", e.at())
                        .build();
            case PhoneEvent.Attested e ->
                named("attested")
                        .put("nonce", e.nonce())
                        .put(
                                "chain",
                                new JsonValue.Array(e.chain().stream()
                                        .<JsonValue>map(JsonValue.Text::new)
                                        .toList()))
                        .put("at", e.at())
                        .build();
            case PhoneEvent.NumberShared e ->
                named("number-shared").put("at", e.at()).build();
            case PhoneEvent.AttestedAgainst e ->
                named("attested-against").put("at", e.at()).build();
            case PhoneEvent.Consented e -> named("consented").put("at", e.at()).build();
            case PhoneEvent.TechniqueChosen e ->
                named("technique").put("technique", e.technique()).build();
            case PhoneEvent.SetOff e ->
                named("set-off")
                        .put("command", e.command())
                        .put("answer", e.answer())
                        .put("at", e.at())
                        .build();
            case PhoneEvent.Filled e -> filled(e);
            case PhoneEvent.Gone e -> named("gone").put("at", e.at()).build();
            case PhoneEvent.Back e -> named("back").put("at", e.at()).build();
            case PhoneEvent.Closed e -> named("closed").put("at", e.at()).build();
        };
    }

    private static JsonValue.Obj filled(PhoneEvent.Filled event) {
        FillOutcome outcome = event.outcome();
        Json.Builder out = named("filled")
                .put("freeBytesBefore", outcome.freeBytesBefore())
                .put("freeBytesAfter", outcome.freeBytesAfter())
                .put("reservedBytes", outcome.reservedBytes())
                .put("writtenBytes", outcome.writtenBytes())
                .put("verifiedBytes", outcome.verifiedBytes())
                .put("sampledBytes", outcome.sampledBytes())
                .put(
                        "wrong",
                        new JsonValue.Array(outcome.wrong().stream()
                                .<JsonValue>map(JsonValue.Whole::new)
                                .toList()))
                .put("full", outcome.isFull())
                .put("at", event.at());
        outcome.storageBytes().ifPresent(bytes -> out.put("storageBytes", bytes));
        outcome.readBack()
                .ifPresent(told -> out.put(
                        "readBack",
                        Json.object()
                                .put("files", told.files())
                                .put("compared", told.compared())
                                .put("direct", told.isDirect())
                                .build()));
        outcome.filler()
                .ifPresent(told -> out.put(
                        "filler",
                        Json.object()
                                .put("by", told.by().id())
                                .put("version", told.version())
                                .build()));
        return out.build();
    }

    private static Json.Builder named(String event) {
        return Json.object().put("event", event);
    }
}
