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
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Statement;

/**
 * What the record of a guided workflow says.
 *
 * @param photo the answer that a photo which was given belongs to
 */
record ObservationBody(Statement.Observation said, Optional<ObservationClaims.Answer> photo) implements RecordBody {
    static ObservationBody of(Path file, Statement.Observation said, Optional<VerifyService.Image> image)
            throws UserError {
        PolicyCheck.require(file, said.claims());
        return new ObservationBody(said, photo(file, said.claims(), image));
    }

    private static Optional<ObservationClaims.Answer> photo(
            Path file, ObservationClaims claims, Optional<VerifyService.Image> given) throws UserError {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (claims.answers().stream().noneMatch(one -> one.photo().isPresent())) {
            throw ImageCheck.none(file);
        }
        Optional<Bytes32> digest = Optional.of(ImageCheck.digest(given.get()));
        return Optional.of(claims.answers().stream()
                .filter(one -> one.photo().equals(digest))
                .findFirst()
                .orElseThrow(() -> UserError.of(
                        ExitCode.DOES_NOT_VERIFY,
                        "IMAGE.photo",
                        file,
                        given.get().file())));
    }

    @Override
    public String kind() {
        return "observation";
    }

    @Override
    public void addTo(Json.Builder out) {
        ObservationClaims claims = said.claims();
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
        out.put("order", claims.order())
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
                .put("endedAt", said.head().issuedAtSeconds())
                .put("answers", new JsonValue.Array(answers))
                .put("photoOfStep", photo.map(ObservationClaims.Answer::step))
                .put("verdict", Json.wireName(claims.verdict()))
                .put("tier", Json.wireName(claims.tier()))
                .put("lock", Json.wireName(claims.lock()))
                .put("policy", claims.policy().id())
                .put("policySatisfied", false)
                .put("conformity", new JsonValue.Array(clauses));
    }

    @Override
    public void print(Console console) {
        var messages = console.messages();
        ObservationClaims claims = said.claims();
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
    }
}
