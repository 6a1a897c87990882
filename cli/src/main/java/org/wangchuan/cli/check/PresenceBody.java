package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.Statement;

/**
 * What it says of the owner's being there.
 *
 * @param isPicture whether an image was given and is the signature that it names
 */
record PresenceBody(Statement.Present said, boolean isPicture) implements RecordBody {
    static PresenceBody of(Path file, Statement.Present said, Optional<VerifyService.Image> image) throws UserError {
        if (image.isPresent()) {
            requirePicture(file, said.claims(), image.get());
        }
        return new PresenceBody(said, image.isPresent());
    }

    private static void requirePicture(Path file, PresenceClaims claims, VerifyService.Image given) throws UserError {
        if (claims.picture().isEmpty()) {
            throw ImageCheck.none(file);
        }
        if (!claims.picture().equals(Optional.of(ImageCheck.digest(given)))) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "IMAGE.signature", file, given.file());
        }
    }

    @Override
    public String kind() {
        return "presence";
    }

    @Override
    public void addTo(Json.Builder out) {
        PresenceClaims claims = said.claims();
        OwnerWord.addTo(out, claims.order(), claims.device());
        OwnerWord.addTo(out, said.head(), claims.said());
        out.put("grade", Json.wireName(claims.grade()))
                .put("consent", claims.consent().map(Bytes32::base64Url))
                .put("picture", claims.picture().map(Bytes32::base64Url))
                .put("isPictureShown", isPicture)
                .put("scope", Json.wireName(claims.scope()));
        claims.begunAtSeconds().ifPresent(at -> out.put("begunAt", at));
        claims.endedAtSeconds().ifPresent(at -> out.put("endedAt", at));
    }

    @Override
    public void print(Console console) {
        var messages = console.messages();
        PresenceClaims claims = said.claims();
        OwnerWord.print(console, claims.order(), claims.device(), said.head());
        console.result("  " + messages.text("verify.presence-grade." + Json.wireName(claims.grade())));
        claims.begunAtSeconds()
                .ifPresent(at -> console.result("  "
                        + messages.text(
                                "verify.presence-begun",
                                Instant.ofEpochSecond(at).toString())));
        claims.endedAtSeconds()
                .ifPresent(at -> console.result("  "
                        + messages.text(
                                "verify.presence-ended",
                                Instant.ofEpochSecond(at).toString())));
        claims.consent()
                .ifPresent(of -> console.result("  " + messages.text("verify.presence-consent", of.base64Url())));
        claims.picture()
                .ifPresent(_ -> console.result(
                        "  " + messages.text(isPicture ? "verify.presence-picture" : "verify.presence-no-picture")));
        console.result("  " + messages.text("verify.presence-scope." + Json.wireName(claims.scope())));
        OwnerWord.print(console, claims.said());
    }
}
