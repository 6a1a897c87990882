package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.Statement;

/** What it says that somebody agreed to an erasure. */
record ConsentBody(Statement.Consent said) implements RecordBody {
    static ConsentBody of(Path file, Statement.Consent said, Optional<VerifyService.Image> image) throws UserError {
        if (image.isPresent()) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "IMAGE.none", file);
        }
        PolicyCheck.require(file, said.claims());
        return new ConsentBody(said);
    }

    @Override
    public String kind() {
        return "consent";
    }

    @Override
    public void addTo(Json.Builder out) {
        ConsentClaims claims = said.claims();
        out.put("order", claims.order())
                .put("device", claims.device().label())
                .put("deviceKind", claims.device().kind())
                .put("words", json(claims.words()))
                .put("policy", claims.policy().id())
                .put("policyVersion", claims.policy().version())
                .put("presenter", Json.wireName(claims.presenter()))
                .put("scope", Json.wireName(claims.scope()))
                .put("at", said.head().issuedAtSeconds())
                .put("through", Json.wireName(claims.said().through()))
                .put("session", claims.said().session());
        claims.declaration().ifPresent(text -> out.put("declaration", json(text)));
        claims.offer()
                .ifPresent(offer -> out.put(
                        "offer",
                        Json.object()
                                .put("minor", offer.minor())
                                .put("currency", offer.currency())
                                .build()));
    }

    private static JsonValue json(ConsentClaims.Words text) {
        return Json.object()
                .put("id", text.id())
                .put("version", text.version())
                .put("language", text.language())
                .put("digest", text.digest().base64Url())
                .build();
    }

    @Override
    public void print(Console console) {
        var messages = console.messages();
        ConsentClaims claims = said.claims();
        console.result("  "
                + messages.text(
                        "verify.consent-order",
                        OneLine.of(claims.order()),
                        OneLine.of(claims.device().label()),
                        OneLine.of(claims.device().kind()),
                        Instant.ofEpochSecond(said.head().issuedAtSeconds()).toString()));
        print(console, "verify.consent-words", claims.words());
        claims.declaration().ifPresent(text -> print(console, "verify.consent-declaration", text));
        console.result("  "
                + messages.text(
                        "verify.consent-policy",
                        claims.policy().id(),
                        claims.policy().version()));
        claims.offer()
                .ifPresent(offer -> console.result(
                        "  " + messages.text("verify.consent-offer", offer.minor() + "", offer.currency())));
        console.result("  " + messages.text("verify.consent-presenter." + Json.wireName(claims.presenter())));
        console.result("  " + messages.text("verify.consent-scope." + Json.wireName(claims.scope())));
        through(console, claims.said());
    }

    private static void print(Console console, String key, ConsentClaims.Words text) {
        console.result("  "
                + console.messages()
                        .text(
                                key,
                                OneLine.of(text.id()),
                                text.version() + "",
                                OneLine.of(text.language()),
                                text.digest().base64Url()));
    }

    /** Through what it was said; of the owner's own browser it is not known whose hand was on it. */
    static void through(Console console, ConsentClaims.Said said) {
        console.result("  "
                + console.messages()
                        .text(
                                "verify.consent-through." + Json.wireName(said.through()),
                                OneLine.of(said.session().orElse(""))));
    }
}
