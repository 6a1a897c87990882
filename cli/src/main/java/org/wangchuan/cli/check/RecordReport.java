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
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/**
 * What the record of an operator's log has shown: who recorded what. Never success by itself, for it proves no erasure.
 *
 * <p>A summary is looked at last, when it is known what the certificates beside it have shown.
 *
 * @param vouchers the lists that know the log whose key signed it
 * @param isPaper whether it was a paper, and the very one that the record gives
 */
record RecordReport(Path file, VerifiedRecord verified, List<Voucher> vouchers, RecordBody body, boolean isPaper) {
    RecordReport {
        vouchers = List.copyOf(vouchers);
    }

    /** All lists are asked; where one knows the signer and refuses, no other can outvote it. */
    static RecordReport of(
            Path file,
            byte[] bytes,
            List<TrustList> trust,
            Optional<String> serial,
            Optional<VerifyService.Image> image,
            Beside beside)
            throws UserError {
        try {
            RecordedFile read = RecordedFile.parse(bytes);
            Expectations expectations = new Expectations(serial, Instant.now());
            List<Voucher> vouchers = new ArrayList<>();
            VerifiedRecord shown = RecordVerifier.verify(read, Proven.nobody(read.hint()), expectations);
            for (TrustList list : trust) {
                VerifiedRecord verified = RecordVerifier.verify(read, list, expectations);
                if (verified.operator().isPresent()) {
                    shown = vouchers.isEmpty() ? verified : shown;
                    vouchers.add(Voucher.of(verified.operator().get(), list));
                }
            }
            RecordBody body = switch (shown.statement()) {
                case Statement.Observation observation -> ObservationBody.of(file, observation, image);
                case Statement.Validation validation -> ValidationBody.of(file, validation, image);
                case Statement.Consent consent -> ConsentBody.of(file, consent, image);
                case Statement.Withdrawal withdrawal -> WithdrawalBody.of(file, withdrawal, image);
                case Statement.Present present -> PresenceBody.of(file, present, image);
                case Statement.Counts counts ->
                    CountsBody.of(file, counts, read.statement().digest(), vouchers, image, beside);
                case Statement.Summary summary -> SummaryBody.of(file, summary, image, !vouchers.isEmpty(), beside);
            };
            return new RecordReport(file, shown, vouchers, body, false);
        } catch (VerificationException e) {
            throw Failures.of(file, e);
        }
    }

    /** The same, of a paper that was compared to the byte. */
    RecordReport ofPaper() {
        return new RecordReport(file, verified, vouchers, body, true);
    }

    /** As of a receipt that satisfies no policy; but for a summary that all its certificates bear out. */
    ExitCode exit() {
        return ExitCode.worstOf(List.of(vouchers.isEmpty() ? ExitCode.UNTRUSTED : ExitCode.OK, body.exit()));
    }

    JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("file", file.toString())
                .put("exitCode", exit().number())
                .put("state", body.kind() + (vouchers.isEmpty() ? "-signer-unknown" : "-signed"))
                .put("operator", verified.operator())
                .put("trustLists", Voucher.json(vouchers))
                .put("provesErasure", false)
                .put("logEntry", verified.entryHex())
                .put("pageRenderedAgain", isPaper);
        body.addTo(out);
        return out.build();
    }

    void print(Console console) {
        var messages = console.messages();
        if (vouchers.isEmpty()) {
            console.result(messages.text(
                    "verify." + body.kind() + "-unknown",
                    file,
                    verified.statement().head().station()));
        } else {
            console.result(messages.text(
                    "verify." + body.kind(),
                    file,
                    OperatorName.in(messages, verified.operator().orElse(""))));
            Voucher.print(vouchers, console);
        }
        console.result("  " + messages.text("verify." + body.kind() + "-proves"));
        body.print(console);
        if (isPaper) {
            console.result("  · " + messages.text("verify.page"));
        }
        console.result("  – " + messages.text("verify.record-log", verified.entryHex()));
    }
}
