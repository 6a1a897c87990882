package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Check;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.Gap;
import org.wangchuan.proof.verify.LabelVerifier;
import org.wangchuan.proof.verify.VerifiedLabel;

/**
 * What the text of a code on a paper has shown. Never success: no label proves that the log holds what it says.
 *
 * @param name how the answer calls it: its beginning
 * @param vouchers the lists that know the signer
 */
record LabelReport(String name, VerifiedLabel label, List<Voucher> vouchers) {
    private static final int NAME_MAX = 24;

    /** The text that was given in the place of a file, if it is one; a path drops one of two slashes, which means nothing. */
    static Optional<String> textOf(Path argument) {
        return Optional.of(argument.toString()).filter(Label::isMarked);
    }

    /** All lists are asked; where one knows the signer and refuses, no other can outvote it. */
    static LabelReport of(String text, List<TrustList> trust, Optional<String> serial) throws UserError {
        String name = OneLine.of(text.length() > NAME_MAX ? text.substring(0, NAME_MAX) + "…" : text);
        Path file = Path.of(name);
        try {
            Label label = Label.parse(text);
            Expectations expectations = new Expectations(serial, Instant.now());
            List<VerifiedLabel> known = new ArrayList<>();
            List<Voucher> vouchers = new ArrayList<>();
            for (TrustList list : trust) {
                VerifiedLabel verified = LabelVerifier.verify(label, list, expectations);
                verified.operator().ifPresent(operator -> {
                    known.add(verified);
                    vouchers.add(Voucher.of(operator, list));
                });
            }
            VerifiedLabel shown = known.isEmpty() ? LabelVerifier.verifyUnknown(label, expectations) : known.getFirst();
            PolicyCheck.require(file, shown.clearing());
            FactsCheck.require(file, shown.clearing());
            return new LabelReport(name, shown, List.copyOf(vouchers));
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        }
    }

    ExitCode exit() {
        return ExitCode.worstOf(List.of(
                ExitCode.UNTRUSTED,
                PolicyCheck.satisfied(label.clearing().claims())
                                && DeviceWords.isFree(label.clearing().claims())
                        ? ExitCode.OK
                        : ExitCode.NOT_SATISFIED));
    }

    JsonValue.Obj json() {
        ClearingClaims claims = label.clearing().claims();
        Json.Builder out = Json.object()
                .put("file", name)
                .put("exitCode", exit().number())
                .put("state", label.operator().isPresent() ? "label-signed" : "label-not-checked")
                .put("operator", label.operator())
                .put("trustLists", Voucher.json(vouchers))
                .put("station", label.clearing().head().station())
                .put("verdict", Json.wireName(claims.verdict()))
                .put("policy", claims.policy().id())
                .put("policySatisfied", PolicyCheck.satisfied(claims))
                .put(
                        "checked",
                        Json.texts(label.checked().stream().map(Json::wireName).toList()))
                .put(
                        "notChecked",
                        Json.texts(
                                label.notChecked().stream().map(Json::wireName).toList()))
                .put(
                        "log",
                        Json.object()
                                .put("index", label.index())
                                .put("entry", label.entryHex())
                                .build());
        DeviceWords.addTo(out, label.clearing());
        return out.build();
    }

    void print(Console console) {
        var messages = console.messages();
        ClearingClaims claims = label.clearing().claims();
        if (label.operator().isPresent()) {
            console.result(messages.text(
                    "verify.label",
                    name,
                    OperatorName.in(messages, label.operator().get())));
            Voucher.print(vouchers, console);
        } else {
            console.result(messages.text(
                    "verify.label-unknown", name, label.clearing().head().station()));
        }
        boolean isSignerKnown = label.operator().isPresent();
        console.result("  "
                + messages.text(
                        "verify.says",
                        messages.text("verdict." + Json.wireName(claims.verdict())),
                        claims.policy().id(),
                        VerifyReport.satisfied(claims, isSignerKnown, console)));
        DeviceWords.printResult(claims, console);
        DeviceWords.print("  ", label.clearing().disclosed(), console);
        for (Check check : label.checked()) {
            // Which log the label's place is in, it does not say.
            String what = check == Check.SIGNER_IN_TRUST_LIST ? "verify.label-signer" : "check." + Json.wireName(check);
            console.result((isSignerKnown ? "  ✓ " : "  · ") + messages.text(what));
        }
        for (Gap gap : label.notChecked()) {
            console.result("  – " + messages.text("gap." + Json.wireName(gap)));
        }
        console.result("  " + messages.text("verify.label-entry", label.index(), label.entryHex()));
    }
}
