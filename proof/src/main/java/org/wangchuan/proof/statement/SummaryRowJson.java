package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.SummaryRow.Against;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Destroyed;
import org.wangchuan.proof.statement.SummaryRow.Look;
import org.wangchuan.proof.statement.SummaryRow.Proof;
import org.wangchuan.proof.statement.SummaryRow.Second;
import org.wangchuan.proof.statement.SummaryRow.Where;

/** Rows of a summary as claims spell them. */
final class SummaryRowJson {
    private static final String[] NAMES = {
        "order",
        "device",
        "asset",
        "where",
        "media",
        "proofs",
        "against",
        "conflicts",
        "second",
        "destroyed",
        "outcome",
        "verdict",
        "conformity"
    };

    private SummaryRowJson() {}

    static JsonValue.Obj json(SummaryRow row) {
        Json.Builder out = Json.object()
                .put("order", row.order())
                .put(
                        "device",
                        Json.object()
                                .put("label", row.device().label())
                                .put("kind", row.device().kind())
                                .put("brand", row.device().brand())
                                .put("model", row.device().model())
                                .put("serialTail", row.device().serialTail())
                                .build())
                .put("asset", row.asset())
                .put("where", Json.wireName(row.where()))
                .put(
                        "proofs",
                        new JsonValue.Array(row.proofs().stream()
                                .<JsonValue>map(SummaryRowJson::json)
                                .toList()))
                .put(
                        "against",
                        Json.texts(row.against().stream().map(Json::wireName).toList()))
                .put("conflicts", row.conflicts())
                .put("outcome", Json.wireName(row.outcome()))
                .put("verdict", row.verdict().map(Json::wireName))
                .put("conformity", row.conformity().map(Json::wireName));
        row.media().ifPresent(count -> out.put("media", count));
        row.second().ifPresent(said -> out.put("second", json(said)));
        row.destroyed()
                .ifPresent(said -> out.put(
                        "destroyed",
                        Json.object()
                                .put("reference", said.reference())
                                .put("part", said.part())
                                .put("on", said.on())
                                .put("byProcessor", said.isByProcessor())
                                .build()));
        return out.build();
    }

    private static JsonValue json(Proof proof) {
        return Json.object()
                .put("event", proof.event().toString())
                .put("statement", proof.statement().base64Url())
                .put("certified", proof.isCertified())
                .put("serialTail", proof.serialTail())
                .put("verdict", Json.wireName(proof.verdict()))
                .put("conformity", Json.wireName(proof.conformity()))
                .put("policy", proof.policy())
                .put("policyVersion", proof.policyVersion())
                .put("at", proof.atSeconds())
                .build();
    }

    private static JsonValue json(Second said) {
        Json.Builder out = Json.object().put("look", Json.wireName(said.look())).put("apart", said.isApart());
        said.atSeconds().ifPresent(at -> out.put("at", at));
        if (said.isFromAfar()) {
            out.put("afar", true);
        }
        return out.build();
    }

    /** Reads one, and works out again what follows: another word than follows is not read. */
    static SummaryRow read(Json.Fields in) throws ShapeException, VerificationException {
        in.only(NAMES);
        Json.Fields device = in.object("device").only("label", "kind", "brand", "model", "serialTail");
        List<Proof> proofs = new ArrayList<>();
        for (Json.Fields item : in.objects("proofs")) {
            proofs.add(readProof(item));
        }
        SummaryRow row = new SummaryRow(
                in.text("order"),
                new ObservationClaims.Device(
                        device.text("label"),
                        device.text("kind"),
                        device.text("brand"),
                        device.text("model"),
                        device.optionalText("serialTail")),
                in.optionalText("asset"),
                in.constant("where", Where.class),
                in.has("media") ? Optional.of(in.whole("media", 1, SummaryRow.MEDIA_MAX)) : Optional.empty(),
                proofs,
                readAgainst(in),
                in.whole("conflicts", 0, SummaryRow.CONFLICTS_MAX),
                in.has("second") ? Optional.of(readSecond(in.object("second"))) : Optional.empty(),
                in.has("destroyed") ? Optional.of(readDestroyed(in.object("destroyed"))) : Optional.empty());
        SummaryClaims.requireSame("outcome", Json.wireName(row.outcome()), in.text("outcome"));
        SummaryClaims.requireSame("verdict", row.verdict().map(Json::wireName), in.optionalText("verdict"));
        SummaryClaims.requireSame("conformity", row.conformity().map(Json::wireName), in.optionalText("conformity"));
        return row;
    }

    private static Proof readProof(Json.Fields in) throws ShapeException, VerificationException {
        in.only(
                "event",
                "statement",
                "certified",
                "serialTail",
                "verdict",
                "conformity",
                "policy",
                "policyVersion",
                "at");
        return new Proof(
                StatementReader.eventId(in, "event"),
                Bytes32.parseBase64Url(in.text("statement")),
                in.bool("certified"),
                in.optionalText("serialTail"),
                in.constant("verdict", Verdict.class),
                in.constant("conformity", Conformity.class),
                in.text("policy"),
                in.text("policyVersion"),
                in.whole("at", 0, StatementHead.SECONDS_MAX));
    }

    private static List<Against> readAgainst(Json.Fields in) throws ShapeException {
        List<Against> out = new ArrayList<>();
        for (String word : in.texts("against")) {
            out.add(Stream.of(Against.values())
                    .filter(one -> Json.wireName(one).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new ShapeException("against", "known words", "another word")));
        }
        return out;
    }

    private static Second readSecond(Json.Fields in) throws ShapeException {
        in.only("look", "at", "apart", "afar");
        boolean isFromAfar = in.has("afar");
        if (isFromAfar && !in.bool("afar")) {
            throw new ShapeException("afar", "true, or nothing", "false");
        }
        return new Second(
                in.constant("look", Look.class),
                in.has("at") ? Optional.of(in.whole("at", 0, StatementHead.SECONDS_MAX)) : Optional.empty(),
                in.bool("apart"),
                isFromAfar);
    }

    private static Destroyed readDestroyed(Json.Fields in) throws ShapeException {
        in.only("reference", "part", "on", "byProcessor");
        return new Destroyed(in.text("reference"), in.text("part"), in.text("on"), in.bool("byProcessor"));
    }
}
