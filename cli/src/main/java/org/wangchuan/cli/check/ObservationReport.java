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
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.observation.ObservationFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ObservationVerifier;
import org.wangchuan.proof.verify.VerifiedObservation;

/**
 * What the record of a guided workflow has shown: who recorded what. Never success, for it proves no erasure.
 *
 * @param vouchers the lists that know the log whose key signed it
 * @param photo the answer that a photo which was given belongs to
 */
record ObservationReport(
        Path file, VerifiedObservation verified, List<Voucher> vouchers, Optional<ObservationClaims.Answer> photo) {
    ObservationReport {
        vouchers = List.copyOf(vouchers);
    }

    /** All lists are asked; where one knows the signer and refuses, no other can outvote it. */
    static ObservationReport of(
            Path file,
            byte[] bytes,
            List<TrustList> trust,
            Optional<String> serial,
            Optional<VerifyService.Image> image)
            throws UserError {
        try {
            ObservationFile read = ObservationFile.parse(bytes);
            Expectations expectations = new Expectations(serial, Instant.now());
            List<Voucher> vouchers = new ArrayList<>();
            VerifiedObservation shown = ObservationVerifier.verify(read, Proven.nobody(read.hint()), expectations);
            for (TrustList list : trust) {
                VerifiedObservation verified = ObservationVerifier.verify(read, list, expectations);
                if (verified.operator().isPresent()) {
                    shown = vouchers.isEmpty() ? verified : shown;
                    vouchers.add(Voucher.of(verified.operator().get(), list));
                }
            }
            PolicyCheck.require(file, shown.observation().claims());
            return new ObservationReport(
                    file, shown, vouchers, photo(file, shown.observation().claims(), image));
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        }
    }

    private static Optional<ObservationClaims.Answer> photo(
            Path file, ObservationClaims claims, Optional<VerifyService.Image> given) throws UserError {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (claims.answers().stream().noneMatch(one -> one.photo().isPresent())) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "IMAGE.none", file);
        }
        Bytes32 key = ImageKey.read(given.get().key());
        byte[] image = InputFile.read(given.get().file(), SignatureImage.BYTES_MAX);
        Optional<Bytes32> digest = Optional.of(CounterSignature.imageDigest(image, key));
        return Optional.of(claims.answers().stream()
                .filter(one -> one.photo().equals(digest))
                .findFirst()
                .orElseThrow(() -> UserError.of(
                        ExitCode.DOES_NOT_VERIFY,
                        "IMAGE.photo",
                        file,
                        given.get().file())));
    }

    private ObservationClaims claims() {
        return verified.observation().claims();
    }

    /** As of a receipt whose verdict is the same. */
    ExitCode exit() {
        return ExitCode.worstOf(List.of(vouchers.isEmpty() ? ExitCode.UNTRUSTED : ExitCode.OK, ExitCode.NOT_SATISFIED));
    }

    JsonValue.Obj json() {
        ObservationClaims claims = claims();
        List<JsonValue> clauses = new ArrayList<>();
        for (ClearingClaims.Clause clause : claims.conformity()) {
            clauses.add(Json.object()
                    .put("clause", clause.clause())
                    .put("state", Json.wireName(clause.state()))
                    .put("source", clause.source())
                    .build());
        }
        List<JsonValue> answers = new ArrayList<>();
        for (ObservationClaims.Answer one : claims.answers()) {
            answers.add(Json.object()
                    .put("step", one.step())
                    .put("answer", one.answer())
                    .put("by", one.by())
                    .put("at", one.atSeconds())
                    .put("photo", one.photo().map(Bytes32::base64Url))
                    .build());
        }
        return Json.object()
                .put("file", file.toString())
                .put("exitCode", exit().number())
                .put("state", vouchers.isEmpty() ? "observation-signer-unknown" : "observation-signed")
                .put("operator", verified.operator())
                .put("trustLists", Voucher.json(vouchers))
                .put("provesErasure", false)
                .put("order", claims.order())
                .put(
                        "workflow",
                        Json.object()
                                .put("id", claims.workflow().id())
                                .put("version", claims.workflow().version())
                                .put("digest", claims.workflow().digest().base64Url())
                                .build())
                .put(
                        "device",
                        Json.object()
                                .put("label", claims.device().label())
                                .put("kind", claims.device().kind())
                                .put("brand", claims.device().brand())
                                .put("model", claims.device().model())
                                .put("serialTail", claims.device().serialTail())
                                .build())
                .put("startedAt", claims.startedAtSeconds())
                .put("endedAt", verified.observation().head().issuedAtSeconds())
                .put("answers", new JsonValue.Array(answers))
                .put("photoOfStep", photo.map(ObservationClaims.Answer::step))
                .put("verdict", Json.wireName(claims.verdict()))
                .put("tier", Json.wireName(claims.tier()))
                .put("lock", Json.wireName(claims.lock()))
                .put("policy", claims.policy().id())
                .put("policySatisfied", false)
                .put("conformity", new JsonValue.Array(clauses))
                .put("logEntry", verified.entryHex())
                .build();
    }

    void print(Console console) {
        var messages = console.messages();
        ObservationClaims claims = claims();
        if (vouchers.isEmpty()) {
            console.result(messages.text(
                    "verify.observation-unknown",
                    file,
                    verified.observation().head().station()));
        } else {
            console.result(messages.text(
                    "verify.observation",
                    file,
                    OperatorName.in(messages, verified.operator().orElse(""))));
            Voucher.print(vouchers, console);
        }
        console.result("  " + messages.text("verify.observation-proves"));
        console.result("  "
                + messages.text(
                        "verify.says",
                        messages.text("verdict." + Json.wireName(claims.verdict())),
                        claims.policy().id(),
                        messages.text("verify.not-satisfied")));
        PolicyCheck.unsatisfied(claims)
                .forEach((clause, state) -> console.result("    "
                        + messages.text(
                                "clause." + Json.wireName(state),
                                messages.chinese()
                                        ? clause.text().zh()
                                        : clause.text().en())));
        console.result("  "
                + messages.text(
                        "verify.observation-device",
                        OneLine.of(claims.order()),
                        OneLine.of(claims.device().label()),
                        OneLine.of(
                                claims.device().brand() + " " + claims.device().model()),
                        OneLine.of(claims.device().serialTail().orElse("—"))));
        console.result("  "
                + messages.text(
                        "verify.observation-workflow",
                        OneLine.of(claims.workflow().id()),
                        claims.workflow().version(),
                        claims.workflow().digest().base64Url()));
        console.result("  " + messages.text("verify.observation-tier." + Json.wireName(claims.tier())));
        console.result("  " + messages.text("verify.observation-lock." + Json.wireName(claims.lock())));
        for (ObservationClaims.Answer one : claims.answers()) {
            console.result("    " + Instant.ofEpochSecond(one.atSeconds()) + "  " + OneLine.of(one.step()) + ": "
                    + OneLine.of(one.answer()) + " (" + OneLine.of(one.by()) + ")"
                    + one.photo().map(digest -> "  " + digest.base64Url()).orElse(""));
        }
        photo.ifPresent(
                one -> console.result("  ✓ " + messages.text("verify.observation-photo", OneLine.of(one.step()))));
        console.result("  – " + messages.text("verify.observation-log", verified.entryHex()));
    }
}
