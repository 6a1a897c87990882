package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Outcome;

/** What it says of a list, and whether what was given beside it says the same. */
record SummaryBody(Statement.Summary said, SummaryCheck check) implements RecordBody {
    private static final String BETWEEN = " · ";

    static SummaryBody of(
            Path file, Statement.Summary said, Optional<VerifyService.Image> image, boolean isKnown, Beside beside)
            throws UserError {
        ImageCheck.refuse(file, image);
        return new SummaryBody(said, SummaryCheck.of(said.claims(), isKnown, beside));
    }

    @Override
    public String kind() {
        return "summary";
    }

    @Override
    public ExitCode exit() {
        return check.exit();
    }

    @Override
    public void addTo(Json.Builder out) {
        SummaryClaims claims = said.claims();
        Json.Builder totals = Json.object();
        claims.totals().forEach(totals::put);
        Json.Builder beside = Json.object().put("statements", check.named());
        for (SummaryCheck.State state : SummaryCheck.State.values()) {
            beside.put(Json.wireName(state), check.count(state));
        }
        out.put("list", claims.list())
                .put("number", claims.number())
                .put("previous", claims.previous().map(Bytes32::base64Url))
                .put("stage", Json.wireName(claims.stage()))
                .put("at", said.head().issuedAtSeconds())
                .put("totals", totals.build())
                .put("beside", beside.build())
                .put("isWhole", check.isWhole())
                .put(
                        "unnamed",
                        Json.texts(check.unnamed().stream().map(Path::toString).toList()))
                .put(
                        "rows",
                        new JsonValue.Array(check.rows().stream()
                                .<JsonValue>map(SummaryBody::json)
                                .toList()));
    }

    private static JsonValue.Obj json(SummaryCheck.Found found) {
        SummaryRow row = found.row();
        return Json.object()
                .put("label", row.device().label())
                .put("asset", row.asset())
                .put("outcome", Json.wireName(row.outcome()))
                .put("verdict", row.verdict().map(Json::wireName))
                .put("conformity", row.conformity().map(Json::wireName))
                .put(
                        "statements",
                        new JsonValue.Array(found.compared().stream()
                                .<JsonValue>map(one -> Json.object()
                                        .put("event", one.proof().event().toString())
                                        .put(
                                                "statement",
                                                one.proof().statement().base64Url())
                                        .put("state", Json.wireName(one.state()))
                                        .put(
                                                "what",
                                                one.what().isEmpty()
                                                        ? Optional.<String>empty()
                                                        : Optional.of(one.what()))
                                        .build())
                                .toList()))
                .build();
    }

    @Override
    public void print(Console console) {
        Messages messages = console.messages();
        SummaryClaims claims = said.claims();
        console.result("  "
                + messages.text(
                        "verify.summary-of",
                        OneLine.of(claims.list()),
                        String.valueOf(claims.number()),
                        messages.text("verify.summary-stage." + Json.wireName(claims.stage())),
                        Instant.ofEpochSecond(said.head().issuedAtSeconds()).toString()));
        claims.previous()
                .ifPresent(
                        before -> console.result("  " + messages.text("verify.summary-previous", before.base64Url())));
        console.result("  " + totals(claims, messages));
        long open = claims.rows().stream().filter(SummaryRow::isSecondOpen).count();
        if (open > 0) {
            console.result("  " + messages.text("verify.summary-second-open", String.valueOf(open)));
        }
        check.rows().stream().filter(found -> !found.isGood()).forEach(found -> print(found, console));
        printBeside(console);
    }

    private static String totals(SummaryClaims claims, Messages messages) {
        List<String> parts = List.of(Outcome.values()).stream()
                .filter(outcome -> claims.count(outcome) > 0)
                .map(outcome ->
                        messages.text("summary.outcome." + Json.wireName(outcome)) + " " + claims.count(outcome))
                .toList();
        List<String> rules = claims.totals().entrySet().stream()
                .filter(one -> List.of("met", "answered", "not-met").contains(one.getKey()) && one.getValue() > 0)
                .map(one -> messages.text("summary.conformity." + one.getKey()) + " " + one.getValue())
                .toList();
        return messages.text(
                "verify.summary-totals",
                String.valueOf(claims.rows().size()),
                String.join(BETWEEN, parts),
                String.join(BETWEEN, rules));
    }

    /** A device that is not good, or not shown to be: what the row says, and how its statements stand. */
    private static void print(SummaryCheck.Found found, Console console) {
        Messages messages = console.messages();
        SummaryRow row = found.row();
        String asset = row.asset().map(OneLine::of).orElse("—");
        String what = OneLine.of((row.device().brand() + " " + row.device().model()).strip());
        String outcome = messages.text("summary.outcome." + Json.wireName(row.outcome()))
                + row.verdict()
                        .map(verdict -> BETWEEN + messages.text("verdict." + Json.wireName(verdict)))
                        .orElse("")
                + row.conformity()
                        .map(word -> BETWEEN + messages.text("summary.conformity." + Json.wireName(word)))
                        .orElse("");
        console.result("    – "
                + messages.text("verify.summary-row", OneLine.of(row.device().label()), asset, what, outcome));
        if (!row.against().isEmpty()) {
            console.result("      "
                    + row.against().stream()
                            .map(one -> messages.text("summary.against." + Json.wireName(one)))
                            .collect(Collectors.joining(BETWEEN)));
        }
        if (row.conflicts() > 0) {
            console.result("      " + messages.text("verify.summary-conflicts", String.valueOf(row.conflicts())));
        }
        if (found.compared().isEmpty() && row.verdict().isPresent()) {
            console.result("      " + messages.text("verify.summary-no-statement"));
        }
        for (SummaryCheck.Compared one : found.compared()) {
            console.result("      "
                    + messages.text(
                            "verify.summary-state." + Json.wireName(one.state()),
                            one.proof().event(),
                            one.what()));
        }
    }

    private void printBeside(Console console) {
        Messages messages = console.messages();
        long missing = check.count(SummaryCheck.State.MISSING);
        if (check.named() == missing && check.unnamed().isEmpty()) {
            console.result("  " + messages.text("verify.summary-alone"));
        } else {
            console.result("  "
                    + messages.text(
                            "verify.summary-beside",
                            String.valueOf(check.named()),
                            String.valueOf(check.count(SummaryCheck.State.SAME)),
                            String.valueOf(check.count(SummaryCheck.State.UNTRUSTED)),
                            String.valueOf(missing),
                            String.valueOf(check.count(SummaryCheck.State.REFUSED)),
                            String.valueOf(check.count(SummaryCheck.State.CONTRADICTS))));
        }
        check.unnamed().forEach(file -> console.result("  – " + messages.text("verify.summary-unnamed", file)));
        console.result("  " + messages.text(check.isWhole() ? "verify.summary-whole" : "verify.summary-not-whole"));
    }
}
