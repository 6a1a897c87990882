package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.statement.Statement;

/** What it says that a consent is over. */
record WithdrawalBody(Statement.Withdrawal said) implements RecordBody {
    static WithdrawalBody of(Path file, Statement.Withdrawal said, Optional<VerifyService.Image> image)
            throws UserError {
        if (image.isPresent()) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "IMAGE.none", file);
        }
        return new WithdrawalBody(said);
    }

    @Override
    public String kind() {
        return "withdrawal";
    }

    @Override
    public void addTo(Json.Builder out) {
        out.put("order", said.claims().order())
                .put("of", said.claims().of().base64Url())
                .put("at", said.head().issuedAtSeconds())
                .put("through", Json.wireName(said.claims().said().through()))
                .put("session", said.claims().said().session());
    }

    @Override
    public void print(Console console) {
        console.result("  "
                + console.messages()
                        .text(
                                "verify.withdrawal-of",
                                OneLine.of(said.claims().order()),
                                said.claims().of().base64Url(),
                                Instant.ofEpochSecond(said.head().issuedAtSeconds())
                                        .toString()));
        ConsentBody.through(console, said.claims().said());
    }
}
