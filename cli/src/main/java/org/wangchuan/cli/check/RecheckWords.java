package org.wangchuan.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.paper.LimitText;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verification.Path;

/** What a recheck has shown, line by line, to people: first what it is not, last what it leaves open. */
final class RecheckWords {
    private static final int RANGES_SHOWN = 20;

    private final RecheckReport report;
    private final RecheckClaims claims;
    private final Console console;

    RecheckWords(RecheckReport report, Console console) {
        this.report = report;
        this.claims = report.claims();
        this.console = console;
    }

    void print() {
        Optional<String> operator = report.verified().operator();
        if (operator.isPresent()) {
            console.result(text("verify.recheck", report.file(), OperatorName.in(console.messages(), operator.get())));
            Voucher.print(report.vouchers(), console);
        } else {
            console.result(text(
                    "verify.recheck-unknown",
                    report.file(),
                    report.verified().recheck().head().station()));
        }
        line("verify.recheck-proves");
        line("verify.recheck-result." + Json.wireName(claims.result()));
        claims.reasons()
                .forEach(reason -> console.result("    – " + text("verify.recheck-reason." + Json.wireName(reason))));
        printOf();
        printDrive();
        printReading();
        String mark = operator.isPresent() ? "  ✓ " : "  · ";
        for (String key : List.of("log", "plan", "follows")) {
            console.result(mark
                    + text(
                            "verify.recheck-ok." + key,
                            report.verified().checkpoint().origin(),
                            report.verified().index(),
                            report.verified().checkpoint().size()));
        }
        if (report.verified().isSerialCompared()) {
            console.result(mark + text("check.serial"));
        }
        printLimits();
    }

    private void printOf() {
        line("verify.recheck-of", claims.clearing().event(), claims.clearing().digest());
        claims.challenge().ifPresent(asked -> line("verify.recheck-challenge", asked.base64Url()));
        line(
                report.erasedBy().isPresent() ? "verify.recheck-erased" : "verify.recheck-erased-unknown",
                claims.clearing().station(),
                OperatorName.in(console.messages(), report.erasedBy().orElse("")));
        line(report.verified().isSameStation() ? "verify.recheck-same" : "verify.recheck-other");
        if (report.of().isEmpty()) {
            line("verify.recheck-of.none");
            return;
        }
        VerifyReport of = report.of().get();
        boolean isKnown = of.checked().proven().isTrusted();
        line(
                isKnown ? "verify.recheck-of.file" : "verify.recheck-of.unknown",
                of.file(),
                text("verdict."
                        + Json.wireName(
                                of.checked().receipt().clearing().claims().verdict())));
    }

    private void printDrive() {
        Optional<Target> target = report.verified().recheck().disclosed().target();
        target.ifPresent(drive -> line(
                "verify.target",
                OneLine.of(drive.model().orElse(drive.name())),
                OneLine.of(drive.serial().orElse("—")),
                drive.capacityBytes()));
        line("verify.recheck-recognised." + Json.wireName(claims.recognised()));
        switch (claims.expected()) {
            case RecheckExpected.OfPass pass -> {
                line("verify.recheck-expected", pass.pass(), text("pattern." + Json.wireName(pass.pattern())));
                pass.secretDigest().ifPresent(digest -> line("verify.recheck-secret", Hex.encode(digest.toBytes())));
                pass.bytes().ifPresent(bytes -> line("verify.recheck-bytes", bytes));
            }
            case RecheckExpected.OfDrive drive -> {
                String technique = Json.wireName(drive.technique());
                line("verify.recheck-left." + Json.wireName(drive.contents()), technique);
                drive.planted().forEach(digest -> line("verify.recheck-planted", Hex.encode(digest.toBytes())));
            }
        }
    }

    private void printReading() {
        RecheckReading reading = claims.reading();
        String path = text("verify.recheck-path." + Json.wireName(reading.path()));
        reading.sample()
                .ifPresentOrElse(
                        sample -> line("verify.recheck-sample", path, sample.unitBytes(), sample.seedHex()),
                        () -> line("verify.recheck-full", path));
        if (!reading.places().isEmpty()) {
            line("verify.recheck-places", reading.places().size());
        }
        line("verify.recheck-end." + Json.wireName(reading.end()));
        if (!reading.changed().isEmpty()) {
            line("verify.recheck-changed", String.join(", ", reading.changed()));
        }
        line(
                "verify.recheck-counts",
                reading.capacityBytes(),
                reading.bytesPlanned(),
                reading.bytesRead(),
                reading.bytesDiffering(),
                reading.bytesUnreadable());
        printRanges("differing", reading.differing());
        printRanges("unreadable", reading.unreadable());
        printRanges("left-out", reading.leftOut());
        line(
                "verify.recheck-times",
                Instant.ofEpochSecond(reading.startedAtSeconds()),
                Instant.ofEpochSecond(reading.finishedAtSeconds()),
                OneLine.of(claims.tool()));
    }

    private void printRanges(String key, List<Range> ranges) {
        for (Range range : ranges.subList(0, Math.min(ranges.size(), RANGES_SHOWN))) {
            console.result("    " + text("verify.recheck-range." + key, range.offset(), range.length()));
        }
        if (ranges.size() > RANGES_SHOWN) {
            console.result("    " + text("verify.recheck-ranges-more", ranges.size() - RANGES_SHOWN));
        }
    }

    /** Last, so that nobody who reads the answer to its end can miss it. */
    private void printLimits() {
        RecheckReading reading = claims.reading();
        List<String> open = new ArrayList<>(List.of("verify.recheck-gap.erasure"));
        addIf(open, report.verified().recheck().disclosed().target().isEmpty(), "verify.recheck-gap.target");
        addIf(open, !report.verified().isSerialCompared(), "gap.serial-not-compared");
        addIf(open, claims.recognised() == Recognised.CAPACITY_ONLY, "verify.recheck-gap.number");
        addIf(open, claims.recognised() == Recognised.CONTENTS, "verify.recheck-gap.copy");
        addIf(open, reading.sample().isPresent(), "verify.recheck-gap.sample");
        addIf(open, reading.sample().isPresent(), "verify.recheck-gap.seed");
        boolean isByPass = claims.expected() instanceof RecheckExpected.OfPass;
        addIf(open, isByPass && !claims.expected().isOwn(), "verify.recheck-gap.constant");
        addIf(open, !isByPass, "verify.recheck-gap.by-itself");
        List<String> lines = new ArrayList<>(open.stream().map(this::text).toList());
        List<String> limits = new ArrayList<>(List.of("firmware-copy", "spare-cells"));
        addIf(limits, reading.path() == Path.DEVICE_CACHE, "device-cache");
        addIf(limits, reading.path() == Path.FILE_SYSTEM, "image-only");
        limits.forEach(limit -> lines.add(LimitText.of(limit, console.messages().chinese())));
        for (String key : List.of("people", "later", "witness", "time", "revocation")) {
            lines.add(text("verify.recheck-gap." + key));
        }
        line("verify.recheck-open");
        lines.forEach(one -> console.result("    – " + one));
    }

    private static void addIf(List<String> out, boolean holds, String key) {
        if (holds) {
            out.add(key);
        }
    }

    private void line(String key, Object... arguments) {
        console.result("  " + text(key, arguments));
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
