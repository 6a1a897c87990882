package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.LimitText;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.verify.Check;
import org.wangchuan.proof.verify.Gap;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.TimeInterval;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.seal.Seal;

/** What verifying a file has shown, for people and for programs. */
record VerifyReport(Path file, FileVerify.Checked checked) {

    /**
     * Whoever looks at nothing but this must not take a true receipt of an unsatisfied policy for a success; nor one that
     * does not show how it was erased, since what would contradict its verdict may be what is left out; nor one of a phone that an account or an
     * organisation may still hold.
     */
    ExitCode exit() {
        var disclosed = checked.receipt().clearing().disclosed();
        // What the one says is held against the other: without either nothing was.
        boolean isShown = disclosed.showsWork() && disclosed.isOfSomething();
        boolean isFine = isShown && PolicyCheck.satisfied(claims(), met()) && DeviceWords.isFree(claims());
        return ExitCode.worstOf(List.of(
                checked.proven().isTrusted() ? ExitCode.OK : ExitCode.UNTRUSTED,
                isFine ? ExitCode.OK : ExitCode.NOT_SATISFIED));
    }

    /** The open clauses that a producer's word meets, for whoever goes by these trust lists. */
    private Set<String> met() {
        return ProducerChecks.met(checked.producers());
    }

    private ClearingClaims claims() {
        return checked.receipt().clearing().claims();
    }

    JsonValue.Obj json() {
        ClearingClaims claims = claims();
        List<JsonValue> clauses = new ArrayList<>();
        for (ClearingClaims.Clause clause : claims.conformity()) {
            clauses.add(Json.object()
                    .put("clause", clause.clause())
                    .put("state", Json.wireName(clause.state()))
                    .put("source", clause.source())
                    .put("metBy", Producers.metBy(checked.producers(), clause.clause()))
                    .build());
        }
        Json.Builder out = Json.object()
                .put("file", file.toString())
                .put("exitCode", exit().number())
                .put("state", checked.receipt().isSignerKnown() ? "verified" : "signer-unknown")
                .put("operator", checked.receipt().operator())
                .put("trustLists", Voucher.json(checked.proven().vouchers()))
                .put("station", checked.receipt().clearing().head().station())
                .put("verdict", Json.wireName(claims.verdict()))
                .put("policy", claims.policy().id())
                .put("policySatisfied", PolicyCheck.satisfied(claims, met()))
                .put("conformity", new JsonValue.Array(clauses))
                .put("evidenceReplayed", checked.isReplayed())
                .put("pageRenderedAgain", checked.paper().isPresent())
                .put(
                        "checked",
                        Json.texts(checked.receipt().checked().stream()
                                .map(Json::wireName)
                                .toList()))
                .put(
                        "notChecked",
                        Json.texts(gaps().stream().map(Json::wireName).toList()))
                .put(
                        "notProved",
                        Json.texts(
                                claims.notProved().stream().map(Json::wireName).toList()))
                .put(
                        "log",
                        Json.object()
                                .put("origin", checked.receipt().checkpoint().origin())
                                .put("index", checked.receipt().index())
                                .put("size", checked.receipt().checkpoint().size())
                                .build());
        seal().ifPresent(seal -> out.put(
                "seal",
                Json.object()
                        .put(
                                "subject",
                                seal.certificate().getSubjectX500Principal().getName())
                        .put("certificateSha256", seal.fingerprint())
                        .put("claimedTime", seal.time().toString())
                        .put("authorityAsked", false)
                        .build()));
        if (!checked.producers().isEmpty()) {
            out.put("producers", Producers.json(checked.producers()));
        }
        DeviceWords.addTo(out, checked.receipt().clearing());
        checked.proven()
                .certificate()
                .ifPresent(certificate -> CertificateReport.add(certificate, checked.byHand(), out));
        return out.build();
    }

    static JsonValue.Obj failure(Path file, UserError e) {
        return failure(file, "does-not-verify", e);
    }

    private static JsonValue.Obj failure(Path file, String state, UserError e) {
        return Json.object()
                .put("file", file.toString())
                .put("exitCode", e.exit().number())
                .put("state", state)
                .put("code", e.code())
                .put("text", e.text())
                .put("expected", e.expected())
                .put("found", e.found())
                .build();
    }

    /** Of a file that verifies, where something else that the answer needs can't be told. */
    static JsonValue.Obj untold(Path file, UserError e) {
        return failure(file, "not-told", e);
    }

    void print(Console console) {
        var messages = console.messages();
        ClearingClaims claims = claims();
        String verdict = messages.text("verdict." + Json.wireName(claims.verdict()));
        if (checked.receipt().isSignerKnown()) {
            console.result(messages.text(
                    "verify.verified",
                    file,
                    OperatorName.in(messages, checked.receipt().operator().orElse(""))));
            Voucher.print(checked.proven().vouchers(), console);
        } else {
            console.result(messages.text(
                    "verify.unknown", file, checked.receipt().clearing().head().station()));
        }
        console.result("  "
                + messages.text(
                        "verify.says",
                        verdict,
                        claims.policy().id(),
                        satisfied(claims, met(), checked.receipt().isSignerKnown(), console)));
        PolicyCheck.unsatisfied(claims)
                .forEach((clause, state) -> console.result("    "
                        + messages.text(
                                met().contains(clause.id()) ? "clause.by-producer" : "clause." + Json.wireName(state),
                                messages.chinese()
                                        ? clause.text().zh()
                                        : clause.text().en())));
        Producers.print(checked.producers(), console);
        DeviceWords.printResult(claims, console);
        DeviceWords.print("  ", checked.receipt().clearing().disclosed(), console);
        // A tick only where it is known who made it: anybody's file fits together.
        String mark = checked.receipt().isSignerKnown() ? "  ✓ " : "  · ";
        for (Check check : checked.receipt().checked()) {
            console.result(mark + messages.text("check." + Json.wireName(check)));
        }
        if (checked.isReplayed()) {
            console.result(mark + messages.text("verify.replayed"));
        }
        if (checked.paper().isPresent()) {
            console.result(mark + messages.text("verify.page"));
        }
        seal().ifPresent(seal -> console.result("  "
                + messages.text(
                        "verify.seal",
                        OneLine.of(seal.certificate().getSubjectX500Principal().getName()),
                        seal.fingerprint(),
                        seal.time())));
        for (Gap gap : gaps()) {
            console.result("  – " + messages.text("gap." + Json.wireName(gap)));
        }
        if (checked.proven().certificate().isPresent()) {
            CertificateReport.print(checked.proven().certificate().get(), checked.byHand(), console);
        } else {
            console.result("  " + messages.text("receipt.not-witnessed"));
        }
        printNotProved(console);
    }

    /** Last, so that nobody who reads the answer to its end can miss it. */
    private void printNotProved(Console console) {
        boolean chinese = console.messages().chinese();
        List<NotProved> limits = new ArrayList<>(claims().notProved());
        if (checked.proven()
                .certificate()
                .flatMap(VerifiedCertificate::interval)
                .filter(interval -> !interval.isContradictory())
                .flatMap(TimeInterval::notEarlier)
                .isPresent()) {
            // True when it was signed; by now witnesses stand for it.
            limits.remove(NotProved.TIME_NOT_WITNESSED);
        }
        if (!limits.isEmpty()) {
            boolean ofCertificate = checked.proven().certificate().isPresent();
            console.result("  " + LimitText.heading(chinese, ofCertificate) + (chinese ? "：" : ":"));
        }
        for (NotProved limit : limits) {
            console.result("    – " + LimitText.of(Json.wireName(limit), chinese));
        }
    }

    private Optional<Seal> seal() {
        return checked.paper().flatMap(FileVerify.PaperShown::seal);
    }

    private List<Gap> gaps() {
        List<Gap> out = new ArrayList<>(checked.receipt().notChecked());
        if (checked.isReplayed()) {
            out.remove(Gap.EVIDENCE_NOT_READ);
        }
        return out;
    }

    /** Whether the rules are met; of a signer that nobody knows, that it says so. */
    static String satisfied(ClearingClaims claims, boolean isSignerKnown, Console console) {
        return satisfied(claims, Set.of(), isSignerKnown, console);
    }

    private static String satisfied(ClearingClaims claims, Set<String> met, boolean isSignerKnown, Console console) {
        if (!PolicyCheck.satisfied(claims) && PolicyCheck.satisfied(claims, met)) {
            return console.messages()
                    .text("verify.satisfied-by-producer"); // whose signer is known, or nothing would be met
        }
        String key = PolicyCheck.satisfied(claims) ? "verify.satisfied" : "verify.not-satisfied";
        return console.messages().text(isSignerKnown ? key : key + "-claimed");
    }
}
