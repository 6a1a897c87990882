package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.statement.Statement;

/** What it says that a consent is over. */
record WithdrawalBody(Statement.Withdrawal said) implements RecordBody {
    static WithdrawalBody of(Path file, Statement.Withdrawal said, Optional<VerifyService.Image> image)
            throws UserError {
        ImageCheck.refuse(file, image);
        return new WithdrawalBody(said);
    }

    @Override
    public String kind() {
        return "withdrawal";
    }

    @Override
    public void addTo(Json.Builder out) {
        OwnerWord.addTo(out, said.head(), said.claims().said());
        out.put("order", said.claims().order()).put("of", said.claims().of().base64Url());
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
        OwnerWord.print(console, said.claims().said());
    }
}
