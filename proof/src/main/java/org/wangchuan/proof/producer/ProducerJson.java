package org.wangchuan.proof.producer;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.producer.ProducerClaims.Content;

/** Spells a producer's statement as JSON; {@link ProducerReader} reads it. */
final class ProducerJson {
    /** What is stated. */
    static final String SCOPE = "states";

    /** That it is taken back, and why. */
    static final String WITHDRAWN = "withdrawn";

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
}
