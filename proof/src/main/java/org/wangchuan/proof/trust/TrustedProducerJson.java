package org.wangchuan.proof.trust;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustedProducer.Accepts;
import org.wangchuan.proof.trust.TrustedProducer.Least;

/** Spells the producers of a trust list as JSON, and reads them back strictly. */
final class TrustedProducerJson {
    /** The member of the list; absent where there are none. */
    static final String NAME = "producers";

    private static final String LEAST = "least";
    private static final String RETIRED = "retired";

    private TrustedProducerJson() {}

    static JsonValue.Array write(List<TrustedProducer> producers) {
        List<JsonValue> out = new ArrayList<>();
        producers.forEach(producer -> out.add(write(producer)));
        return new JsonValue.Array(out);
    }

    private static JsonValue.Obj write(TrustedProducer producer) {
        List<JsonValue> accepts = new ArrayList<>();
        producer.accepts()
                .forEach(one -> accepts.add(Json.object()
                        .put("policy", one.policy())
                        .put("version", one.version())
                        .put("clauses", Json.texts(one.clauses()))
                        .build()));
        Json.Builder out = Json.object()
                .put("name", producer.name())
                .put(
                        "keys",
                        Json.texts(producer.keys().stream()
                                .map(VerifierKey::toString)
                                .toList()))
                .put("makers", Json.texts(producer.makers()))
                .put("accepts", new JsonValue.Array(accepts));
        if (!producer.retired().isEmpty()) {
            out.put(
                    RETIRED,
                    Json.texts(producer.retired().stream()
                            .map(VerifierKey::toString)
                            .toList()));
        }
        if (!producer.least().isEmpty()) {
            List<JsonValue> least = new ArrayList<>();
            producer.least()
                    .forEach(one -> least.add(Json.object()
                            .put("number", one.number())
                            .put("sequence", one.sequence())
                            .build()));
            out.put(LEAST, new JsonValue.Array(least));
        }
        return out.build();
    }

    /** Absent means that there are none; an empty list is no other spelling of that. */
    static List<TrustedProducer> read(Json.Fields in) throws ShapeException, VerificationException {
        if (!in.has(NAME)) {
            return List.of();
        }
        List<TrustedProducer> out = new ArrayList<>();
        for (Json.Fields item : in.objects(NAME)) {
            out.add(readOne(item));
        }
        if (out.isEmpty()) {
            throw bad("no " + NAME + " where there are none", "an empty list");
        }
        return out;
    }

    private static TrustedProducer readOne(Json.Fields in) throws ShapeException, VerificationException {
        in.only("name", "keys", RETIRED, "makers", "accepts", LEAST);
        List<VerifierKey> keys = readKeys(in.texts("keys"));
        List<Accepts> accepts = new ArrayList<>();
        for (Json.Fields item : in.objects("accepts")) {
            item.only("policy", "version", "clauses");
            accepts.add(new Accepts(item.text("policy"), item.text("version"), item.texts("clauses")));
        }
        return new TrustedProducer(in.text("name"), keys, readRetired(in), in.texts("makers"), accepts, readLeast(in));
    }

    private static List<VerifierKey> readKeys(List<String> texts) throws VerificationException {
        List<VerifierKey> out = new ArrayList<>();
        for (String text : texts) {
            out.add(VerifierKey.parse(text));
        }
        return out;
    }

    private static List<VerifierKey> readRetired(Json.Fields in) throws ShapeException, VerificationException {
        if (!in.has(RETIRED)) {
            return List.of();
        }
        List<VerifierKey> out = readKeys(in.texts(RETIRED));
        if (out.isEmpty()) {
            throw bad("no " + RETIRED + " where there is none", "an empty list");
        }
        return out;
    }

    private static List<Least> readLeast(Json.Fields in) throws ShapeException, VerificationException {
        if (!in.has(LEAST)) {
            return List.of();
        }
        List<Least> out = new ArrayList<>();
        for (Json.Fields item : in.objects(LEAST)) {
            item.only("number", "sequence");
            out.add(new Least(item.text("number"), item.natural("sequence")));
        }
        if (out.isEmpty()) {
            throw bad("no " + LEAST + " where there is none", "an empty list");
        }
        return out;
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.TRUST_FORMAT, "trust list", expected, found);
    }
}
