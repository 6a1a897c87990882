package org.wangchuan.cli.check;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Currency;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.Statement;

/** What it says that somebody agreed to an erasure. */
record ConsentBody(Statement.Consent said) implements RecordBody {
    static ConsentBody of(Path file, Statement.Consent said, Optional<VerifyService.Image> image) throws UserError {
        ImageCheck.refuse(file, image);
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
        OwnerWord.addTo(out, claims.order(), claims.device());
        OwnerWord.addTo(out, said.head(), claims.said());
        out.put("words", json(claims.words()))
                .put("policy", claims.policy().id())
                .put("policyVersion", claims.policy().version())
                .put("presenter", Json.wireName(claims.presenter()))
                .put("scope", Json.wireName(claims.scope()));
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
        OwnerWord.print(console, claims.order(), claims.device(), said.head());
        print(console, "verify.consent-words", claims.words());
        claims.declaration().ifPresent(text -> print(console, "verify.consent-declaration", text));
        console.result("  "
                + messages.text(
                        "verify.consent-policy",
                        claims.policy().id(),
                        claims.policy().version()));
        claims.offer()
                .ifPresent(
                        offer -> console.result("  " + messages.text("verify.consent-offer", amount(messages, offer))));
        console.result("  " + messages.text("verify.consent-presenter." + Json.wireName(claims.presenter())));
        console.result("  " + messages.text("verify.consent-scope." + Json.wireName(claims.scope())));
        OwnerWord.print(console, claims.said());
    }

    /** As people write it; of a currency that this Java does not know, as it was signed. */
    private static String amount(Messages messages, ConsentClaims.Offer offer) {
        try {
            int digits = Currency.getInstance(offer.currency()).getDefaultFractionDigits();
            if (digits >= 0) {
                return BigDecimal.valueOf(offer.minor(), digits).toPlainString() + " " + offer.currency();
            }
        } catch (IllegalArgumentException _) {
            // None that ISO 4217 had when this Java was made.
        }
        return messages.text("verify.consent-offer-minor", offer.minor() + "", offer.currency());
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
}
