package org.wangchuan.proof.producer;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope.Condition;
import org.wangchuan.proof.producer.ProducerScope.Meets;
import org.wangchuan.proof.producer.ProducerScope.Way;

/** Spells a producer's statement as JSON, and reads it back strictly. */
final class ProducerJson {
    private static final String SCOPE = "states";
    private static final String WITHDRAWN = "withdrawn";
    private static final int TIME_CHARS = 20;

    private ProducerJson() {}

    static JsonValue.Obj write(ProducerClaims claims) {
        Json.Builder out = Json.object()
                .put("format", SignedProducerStatement.FORMAT)
                .put(
                        "producer",
                        Json.object()
                                .put("name", claims.name())
                                .put("country", claims.country())
                                .build())
                .put("signer", claims.signer().toString())
                .put("number", claims.number())
                .put("sequence", claims.sequence())
                .put("issued", claims.issued().toString());
        switch (claims.content()) {
            case Content.InForce(ProducerScope scope) -> out.put(SCOPE, write(scope));
            case Content.Withdrawn(ProducerText reason) -> out.put(WITHDRAWN, reason.json());
        }
        return out.build();
    }

    private static JsonValue.Obj write(ProducerScope scope) {
        List<JsonValue> ways = new ArrayList<>();
        scope.ways()
                .forEach(way -> ways.add(Json.object()
                        .put("id", way.id())
                        .put("version", way.version())
                        .build()));
        List<JsonValue> conditions = new ArrayList<>();
        scope.conditions()
                .forEach(one -> conditions.add(Json.object()
                        .put("property", one.property())
                        .put("is", Json.texts(one.is()))
                        .build()));
        List<JsonValue> meets = new ArrayList<>();
        scope.meets()
                .forEach(one -> meets.add(Json.object()
                        .put("policy", one.policy())
                        .put("version", one.version())
                        .put("clauses", Json.texts(one.clauses()))
                        .build()));
        return Json.object()
                .put("makers", Json.texts(scope.makers()))
                .put("models", Json.texts(scope.models()))
                .put("system", scope.system())
                .put("versionLeast", scope.versionLeast())
                .put("patchLeast", scope.patchLeast())
                .put("ways", new JsonValue.Array(ways))
                .put("conditions", new JsonValue.Array(conditions))
                .put("meets", new JsonValue.Array(meets))
                .put("from", scope.from().toString())
                .put("until", scope.until().toString())
                .put("text", scope.text().json())
                .build();
    }

    static ProducerClaims read(JsonValue.Obj object) throws ShapeException, VerificationException {
        Json.Fields in =
                Json.in(object).only("format", "producer", "signer", "number", "sequence", "issued", SCOPE, WITHDRAWN);
        if (!in.text("format").equals(SignedProducerStatement.FORMAT)) {
            throw new ShapeException("format", SignedProducerStatement.FORMAT, "another");
        }
        if (in.has(SCOPE) == in.has(WITHDRAWN)) {
            throw new ShapeException(SCOPE, "what it states, or that it is withdrawn", "both or neither");
        }
        Json.Fields producer = in.object("producer").only("name", "country");
        VerifierKey signer = VerifierKey.parse(in.text("signer"));
        try {
            Content content = in.has(SCOPE)
                    ? new Content.InForce(readScope(in.object(SCOPE)))
                    : new Content.Withdrawn(ProducerText.read(in.object(WITHDRAWN)));
            return new ProducerClaims(
                    producer.text("name"),
                    producer.optionalText("country"),
                    signer,
                    in.text("number"),
                    in.whole("sequence", 1, Integer.MAX_VALUE),
                    instant(in, "issued"),
                    content);
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("statement", "what a producer can state", "something else");
            beyond.initCause(e);
            throw beyond;
        }
    }

    private static ProducerScope readScope(Json.Fields in) throws ShapeException {
        in.only(
                "makers",
                "models",
                "system",
                "versionLeast",
                "patchLeast",
                "ways",
                "conditions",
                "meets",
                "from",
                "until",
                "text");
        List<Way> ways = new ArrayList<>();
        for (Json.Fields way : in.objects("ways")) {
            way.only("id", "version");
            ways.add(new Way(way.text("id"), way.whole("version", 1, Integer.MAX_VALUE)));
        }
        List<Condition> conditions = new ArrayList<>();
        for (Json.Fields one : in.objects("conditions")) {
            one.only("property", "is");
            conditions.add(new Condition(one.text("property"), one.texts("is")));
        }
        List<Meets> meets = new ArrayList<>();
        for (Json.Fields one : in.objects("meets")) {
            one.only("policy", "version", "clauses");
            meets.add(new Meets(one.text("policy"), one.text("version"), one.texts("clauses")));
        }
        return new ProducerScope(
                in.texts("makers"),
                in.texts("models"),
                in.text("system"),
                in.text("versionLeast"),
                in.has("patchLeast") ? Optional.of(in.text("patchLeast")) : Optional.empty(),
                ways,
                conditions,
                meets,
                instant(in, "from"),
                instant(in, "until"),
                ProducerText.read(in.object("text")));
    }

    /** RFC 3339 in UTC with whole seconds, in its one spelling. */
    private static Instant instant(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        try {
            Instant instant = Instant.parse(text);
            if (text.length() == TIME_CHARS && instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            ShapeException malformed = new ShapeException(name, "a time like 2026-01-31T23:59:59Z", "another text");
            malformed.initCause(e);
            throw malformed;
        }
        throw new ShapeException(name, "a time like 2026-01-31T23:59:59Z", "another spelling of a time");
    }
}
