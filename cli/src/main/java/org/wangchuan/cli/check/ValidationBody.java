package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.ValidationClaims;

/**
 * What it says that somebody answers for an open clause.
 *
 * @param clause as the rule set has it that is named
 */
record ValidationBody(Statement.Validation said, Clause clause) implements RecordBody {
    static ValidationBody of(Path file, Statement.Validation said, Optional<VerifyService.Image> image)
            throws UserError {
        ImageCheck.refuse(file, image);
        return new ValidationBody(said, PolicyCheck.require(file, said.claims()));
    }

    @Override
    public String kind() {
        return "validation";
    }

    @Override
    public void addTo(Json.Builder out) {
        ValidationClaims claims = said.claims();
        List<JsonValue> hands = new ArrayList<>();
        for (ValidationClaims.Hand hand : claims.hands()) {
            hands.add(Json.object()
                    .put("deed", Json.wireName(hand.deed()))
                    .put("by", hand.by())
                    .build());
        }
        out.put("order", claims.order())
                .put("of", claims.of().base64Url())
                .put("policy", claims.policy().id())
                .put("policyVersion", claims.policy().version())
                .put("clause", claims.clause())
                .put("source", claims.source())
                .put("by", claims.by())
                .put("at", said.head().issuedAtSeconds())
                .put("reason", claims.reason())
                .put("apart", Json.wireName(claims.apart()))
                .put("hands", new JsonValue.Array(hands));
    }

    @Override
    public void print(Console console) {
        var messages = console.messages();
        ValidationClaims claims = said.claims();
        console.result("  "
                + messages.text(
                        "verify.validation-of",
                        OneLine.of(claims.order()),
                        claims.of().base64Url()));
        console.result("  "
                + messages.text(
                        "verify.validation-clause",
                        messages.chinese() ? clause.text().zh() : clause.text().en(),
                        claims.policy().id(),
                        claims.policy().version(),
                        claims.source()));
        console.result("  "
                + messages.text(
                        "verify.validation-by",
                        OneLine.of(claims.by()),
                        Instant.ofEpochSecond(said.head().issuedAtSeconds()).toString()));
        claims.reason().lines().forEach(line -> console.result("    " + OneLine.of(line)));
        console.result("  " + messages.text("verify.validation-apart." + Json.wireName(claims.apart())));
        for (ValidationClaims.Hand hand : claims.hands()) {
            console.result("    "
                    + messages.text(
                            "verify.validation-deed." + Json.wireName(hand.deed()),
                            hand.by().map(OneLine::of).orElse(messages.text("verify.validation-nobody"))));
        }
    }
}
