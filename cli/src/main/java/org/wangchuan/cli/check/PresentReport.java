package org.wangchuan.cli.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.PresentService.Fact;
import org.wangchuan.cli.service.PresentService.Request;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.verify.Gap;

/**
 * What was written for somebody who needs to see less, for people and for programs.
 *
 * @param held the facts that the certificate it was made of shows
 * @param proven what was found of what was written
 */
record PresentReport(Request request, Set<Fact> held, Proven proven) {
    PresentReport {
        held = Set.copyOf(held);
    }

    ExitCode exit() {
        return proven.isTrusted() ? ExitCode.OK : ExitCode.UNTRUSTED;
    }

    private ClearingClaims claims() {
        return proven.receipt().clearing().claims();
    }

    private List<Fact> facts(boolean areShown) {
        return Stream.of(Fact.values())
                .filter(fact -> held.contains(fact) && request.shown().contains(fact) == areShown)
                .toList();
    }

    private static JsonValue words(List<Fact> facts) {
        return Json.texts(facts.stream().map(Fact::toString).toList());
    }

    /** The members that {@code verify} has, too, say the same here. */
    JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("file", request.file().toString())
                .put("exitCode", exit().number())
                .put("state", proven.receipt().isSignerKnown() ? "verified" : "signer-unknown")
                .put("written", request.out().toString())
                .put("paper", request.paper().map(Object::toString))
                .put("shown", words(facts(true)))
                .put("leftOut", words(facts(false)))
                .put("operator", proven.receipt().operator())
                .put("trustLists", Voucher.json(proven.vouchers()))
                .put("station", proven.receipt().clearing().head().station())
                .put("verdict", Json.wireName(claims().verdict()))
                .put("policy", claims().policy().id())
                .put("policySatisfied", PolicyCheck.satisfied(claims()))
                .put(
                        "notChecked",
                        Json.texts(gaps().stream().map(Json::wireName).toList()));
        DeviceWords.addTo(out, proven.receipt().clearing());
        proven.certificate().ifPresent(certificate -> CertificateReport.add(certificate, Optional.empty(), out));
        return out.build();
    }

    private List<Gap> gaps() {
        return proven.receipt().notChecked();
    }

    void print(Console console) {
        var messages = console.messages();
        console.result(messages.text("present.written", OneLine.of(request.out().toString())));
        request.paper()
                .ifPresent(file -> console.result(messages.text("present.written", OneLine.of(file.toString()))));
        DeviceWords.print("  + ", proven.receipt().clearing().disclosed(), console);
        console.result("  + " + messages.text("present.always"));
        DeviceWords.printResult(claims(), console);
        facts(true).forEach(fact -> console.result("  + " + messages.text("present.fact." + fact)));
        List<Fact> leftOut = facts(false);
        leftOut.forEach(fact ->
                console.result("  – " + messages.text("present.left-out", messages.text("present.fact." + fact))));
        if (leftOut.contains(Fact.WORK) && claims().verdict().isGood()) {
            console.result("    " + messages.text("present.without-work"));
        }
        console.result("  " + messages.text("present.linked"));
        if (!request.statusLists().isEmpty()) {
            proven.certificate().ifPresent(certificate -> CertificateReport.printStatus(certificate, console));
        }
        if (!proven.isTrusted()) {
            console.result("  " + messages.text("gap.signer-unknown"));
        }
    }
}
