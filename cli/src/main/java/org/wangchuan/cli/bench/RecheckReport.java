package org.wangchuan.cli.bench;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.RecheckService;
import org.wangchuan.paper.Figures;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.recheck.Looked;

/**
 * What a second look has found, for people and for programs: where, and never what.
 *
 * @param verdict of the erasure that was looked at again
 */
record RecheckReport(
        RecheckService.Request request, Verdict verdict, RecheckClaims claims, Target target, boolean isTest) {
    /** More would push the answer off the screen; all of them are in the file. */
    private static final int RANGES_SHOWN = 10;

    /** What scripts find in every result, whatever came of it. */
    private static final List<String> MEMBERS = List.of(
            "path",
            "state",
            "exitCode",
            "result",
            "verdict",
            "reasons",
            "recognised",
            "seed",
            "bytesPlanned",
            "bytesRead",
            "bytesDiffering",
            "bytesUnreadable",
            "differing",
            "unreadable",
            "leftOut",
            "changed",
            "target",
            "test",
            "of",
            "recheck",
            "log");

    ExitCode exit() {
        // What a bad erasure left may be there to the last byte, and the drive is no better for it.
        return claims.result() == RecheckClaims.Result.MATCHES && verdict.isGood()
                ? ExitCode.OK
                : ExitCode.NOT_SATISFIED;
    }

    JsonValue.Obj json(Looked.Signed signed) {
        var proof = signed.file().recheck().proof();
        return Members.all(
                found("signed", exit())
                        .put("recheck", signed.path().toString())
                        .put(
                                "log",
                                Json.object()
                                        .put("index", proof.index())
                                        .put(
                                                "origin",
                                                proof.checkpoint().checkpoint().origin())
                                        .build())
                        .build(),
                MEMBERS);
    }

    JsonValue.Obj json(Looked.Unwritten unwritten) {
        return Members.all(
                found("unwritten", ExitCode.INTERRUPTED)
                        .put("recheck", unwritten.path().toString())
                        .put("cause", unwritten.cause())
                        .build(),
                MEMBERS);
    }

    private Json.Builder found(String state, ExitCode exit) {
        RecheckReading reading = claims.reading();
        return Json.object()
                .put("path", request.target())
                .put("state", state)
                .put("exitCode", exit.number())
                .put("result", Json.wireName(claims.result()))
                .put("verdict", Json.wireName(verdict))
                .put(
                        "reasons",
                        Json.texts(claims.reasons().stream().map(Json::wireName).toList()))
                .put("recognised", Json.wireName(claims.recognised()))
                .put(
                        "seed",
                        reading.sample().map(sample -> Hex.encode(sample.seed().toBytes())))
                .put("bytesPlanned", reading.bytesPlanned())
                .put("bytesRead", reading.bytesRead())
                .put("bytesDiffering", reading.bytesDiffering())
                .put("bytesUnreadable", reading.bytesUnreadable())
                .put("differing", json(reading.differing()))
                .put("unreadable", json(reading.unreadable()))
                .put("leftOut", json(reading.leftOut()))
                .put("changed", Json.texts(reading.changed()))
                .put("target", Members.all(target.json(), Members.OF_TARGET))
                .put("test", isTest)
                .put("of", request.of().toString());
    }

    private static JsonValue.Array json(List<Range> ranges) {
        return new JsonValue.Array(ranges.stream()
                .<JsonValue>map(range -> Json.object()
                        .put("offset", range.offset())
                        .put("length", range.length())
                        .build())
                .toList());
    }

    void print(Path file, Console console) {
        print(console);
        console.result("  " + console.messages().text("recheck.file", file));
    }

    /** Of a sample it says so at once: what it did not read stands nowhere else on that line. */
    private String headline(Messages messages) {
        RecheckReading reading = claims.reading();
        return claims.result() == RecheckClaims.Result.MATCHES
                        && reading.sample().isPresent()
                ? messages.text(
                        "recheck.result.matches-sample",
                        Figures.size(reading.bytesRead()),
                        Figures.size(reading.capacityBytes()))
                : messages.text("recheck.result." + Json.wireName(claims.result()));
    }

    void print(Console console) {
        Messages messages = console.messages();
        RecheckReading reading = claims.reading();
        console.result(OneLine.of(request.target()) + ": " + headline(messages));
        if (isTest) {
            console.result("  " + messages.text("erase.test"));
        }
        if (!verdict.isGood()) {
            console.result(
                    "  " + messages.text("recheck.bad-erasure", messages.text("verdict." + Json.wireName(verdict))));
        }
        for (RecheckClaims.Reason reason : claims.reasons()) {
            console.result("  " + messages.text("recheck.reason." + Json.wireName(reason)));
        }
        if (!reading.changed().isEmpty()) {
            console.result("  " + messages.text("recheck.changed", String.join(", ", reading.changed())));
        }
        print("recheck.differing", reading.differing(), console);
        print("recheck.unreadable", reading.unreadable(), console);
        print("recheck.left-out", reading.leftOut(), console);
        String how = reading.sample().isPresent() ? "recheck.read.sample" : "recheck.read.full";
        console.result(
                "  " + messages.text(how, Figures.size(reading.bytesRead()), Figures.size(reading.capacityBytes())));
        console.result("  "
                + messages.text(
                        "recheck.recognised." + Json.wireName(claims.recognised()),
                        target.serial().orElse("—")));
        switch (claims.expected()) {
            case RecheckExpected.OfPass pass -> {
                if (!pass.isOwn()) {
                    console.result("  " + messages.text("recheck.constant"));
                }
            }
            case RecheckExpected.OfDrive drive ->
                console.result("  " + messages.text("recheck.left." + Json.wireName(drive.contents())));
        }
        console.result("  " + messages.text("recheck.proves"));
    }

    private static void print(String key, List<Range> ranges, Console console) {
        for (Range range : ranges.subList(0, Math.min(ranges.size(), RANGES_SHOWN))) {
            console.result("  " + console.messages().text(key, range.offset(), range.end() - 1));
        }
        if (ranges.size() > RANGES_SHOWN) {
            console.result("  " + console.messages().text("recheck.more", ranges.size() - RANGES_SHOWN));
        }
    }
}
