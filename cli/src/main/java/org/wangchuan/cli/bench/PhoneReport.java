package org.wangchuan.cli.bench;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.ProducerAsides;
import org.wangchuan.cli.check.Producers;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.station.phone.PhoneEnd;

/**
 * How the erasure of one phone ended, for people and for programs.
 *
 * @param place where it hung
 * @param producers what each statement of a maker comes to that the receipt shows, for whoever goes by this station's trust lists
 */
record PhoneReport(UsbPlace place, PhoneEnd end, List<ProducerAnswer> producers) {
    PhoneReport {
        producers = List.copyOf(producers);
    }

    /** Of a result what {@link PhoneEvidenceReport#exit} says. */
    ExitCode exit() {
        return switch (end) {
            case PhoneEnd.Finished finished -> new PhoneEvidenceReport(finished.evidence()).exit();
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason, var _) ->
                reason == PhoneEnd.Reason.GIVEN_UP ? ExitCode.OK : ExitCode.REFUSED;
            case PhoneEnd.Refused _ -> ExitCode.REFUSED;
            case PhoneEnd.Interrupted _ -> ExitCode.INTERRUPTED;
            case PhoneEnd.Unrecorded _, PhoneEnd.Broken _ -> ExitCode.INTERNAL;
        };
    }

    /** Whether what is printed is no result. */
    boolean onlyOnStandardError() {
        return !(end instanceof PhoneEnd.Finished);
    }

    void print(Console console) {
        Messages messages = console.messages();
        switch (end) {
            case PhoneEnd.Finished finished -> print(finished, console);
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason, Optional<String> kept) -> {
                String why = messages.text("phone.not-begun." + Json.wireName(reason));
                console.error(
                        kept.isEmpty()
                                ? messages.text("phone.not-begun", place, why)
                                : messages.text("phone.not-begun-kept", place, why, kept.get()));
            }
            case PhoneEnd.Refused refused ->
                console.error(
                        messages.text("phone.refused", place, refused.code(), PhoneWords.in(refused.reason(), messages))
                                + refused.typed()
                                        .map(typed -> messages.text("phone.refused.typed", typed))
                                        .orElse(""));
            case PhoneEnd.Interrupted interrupted ->
                console.note(
                        interrupted.cause().isEmpty()
                                ? messages.text("phone.interrupted-asked", place)
                                : messages.text("phone.interrupted", place, interrupted.cause()));
            case PhoneEnd.Unrecorded unrecorded ->
                console.error(messages.text("phone.unrecorded", place, unrecorded.cause(), unrecorded.folder()));
            case PhoneEnd.Broken(Throwable cause) ->
                console.error(
                        messages.text("phone.broken", place, cause.getClass().getSimpleName()));
        }
    }

    private void print(PhoneEnd.Finished finished, Console console) {
        Messages messages = console.messages();
        new PhoneEvidenceReport(finished.evidence()).print(place.toString(), console);
        Producers.print(producers, console);
        ProducerAsides.lines(finished.left(), messages).forEach(line -> console.result("  " + line));
        ProducerAsides.faults(finished.faults(), messages).forEach(line -> console.result("  " + line));
        console.result(
                "  " + messages.text("erase.file.receipt", finished.files().receipt()));
        console.result("  " + messages.text("erase.file.paper", finished.files().paper()));
        console.result(
                "  " + messages.text("erase.file.evidence", finished.files().evidence()));
        console.result("  " + messages.text(finished.isTest() ? "phone.test" : "phone.not-witnessed"));
    }

    /** One document, as that of {@code erase}. */
    String json() {
        Json.Builder out = end instanceof PhoneEnd.Finished finished
                ? new PhoneEvidenceReport(finished.evidence()).json()
                : Json.object();
        if (!producers.isEmpty()) {
            out.put("producers", Producers.json(producers));
        }
        out.put("place", place.toString()).put("exitCode", exit().number());
        switch (end) {
            case PhoneEnd.Finished finished ->
                out.put("state", "finished")
                        .put("test", finished.isTest())
                        .put("receipt", finished.files().receipt().toString())
                        .put("paper", finished.files().paper().toString())
                        .put("evidence", finished.files().evidence().toString())
                        .put("producersLeft", ProducerAsides.json(finished.left()))
                        .put("producersUntold", ProducerAsides.faultsJson(finished.faults()));
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason, Optional<String> kept) ->
                out.put("state", "not-begun")
                        .put("reason", Json.wireName(reason))
                        .put("kept", kept);
            case PhoneEnd.Refused refused ->
                out.put("state", "refused")
                        .put("code", refused.code())
                        .put("cause", refused.reason().en());
            case PhoneEnd.Interrupted interrupted ->
                out.put("state", "interrupted")
                        .put("step", Json.wireName(interrupted.step()))
                        .put("code", interrupted.code())
                        .put("cause", interrupted.cause())
                        .put("receiptOnly", interrupted.receiptOnly());
            case PhoneEnd.Unrecorded unrecorded ->
                out.put("state", "unrecorded").put("cause", unrecorded.cause());
            case PhoneEnd.Broken(Throwable cause) ->
                out.put("state", "internal-error").put("cause", cause.getClass().getSimpleName());
        }
        return CanonicalJson.writeText(Json.object()
                .put("results", new JsonValue.Array(List.of(out.build())))
                .build());
    }
}
