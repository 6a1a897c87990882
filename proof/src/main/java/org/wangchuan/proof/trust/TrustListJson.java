package org.wangchuan.proof.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;

/** Spells a trust list as JSON, and reads it back strictly. */
final class TrustListJson {
    static final String FORMAT = "wangchuan-trust/v1";
    private static final String EARLIER = "earlierPolicies";
    private static final String OFFLINE = "offlineSecondsMax";
    private static final int OPERATORS_MAX = 10_000;

    private TrustListJson() {}

    static JsonValue.Obj write(TrustList list) {
        Json.Builder out = Json.object()
                .put("format", FORMAT)
                .put("version", list.version())
                .put("issuedAt", list.issuedAtSeconds())
                .put("signer", list.signer().toString())
                .put(
                        "operators",
                        array(list.operators().stream()
                                .map(TrustListJson::write)
                                .toList()))
                .put("witnessPolicy", list.witnessPolicy());
        if (list.offlineSecondsMax() != TrustList.OFFLINE_SECONDS_DEFAULT) {
            out.put(OFFLINE, list.offlineSecondsMax());
        }
        if (!list.producers().isEmpty()) {
            out.put(TrustedProducerJson.NAME, TrustedProducerJson.write(list.producers()));
        }
        return out.build();
    }

    private static JsonValue.Obj write(Operator operator) {
        Json.Builder out = Json.object()
                .put("name", operator.name())
                .put(
                        "logs",
                        Json.texts(operator.logKeys().stream()
                                .map(VerifierKey::toString)
                                .toList()))
                .put(
                        "stations",
                        array(operator.stations().stream()
                                .map(TrustListJson::write)
                                .toList()));
        if (!operator.earlierPolicies().isEmpty()) {
            out.put(
                    EARLIER,
                    array(operator.earlierPolicies().stream()
                            .map(TrustListJson::write)
                            .toList()));
        }
        operator.delegated().ifPresent(delegated -> out.put(Delegated.NAME, delegated.json()));
        return out.build();
    }

    private static JsonValue.Obj write(EarlierPolicy earlier) {
        return Json.object()
                .put("endSize", earlier.endSize())
                .put("policy", earlier.policy())
                .build();
    }

    private static JsonValue.Obj write(Station station) {
        Json.Builder out = Json.object().put("key", station.key().base64Url()).put("firstIndex", station.firstIndex());
        station.endIndex().ifPresent(index -> out.put("endIndex", index));
        return out.build();
    }

    private static JsonValue.Array array(List<JsonValue.Obj> items) {
        return new JsonValue.Array(List.copyOf(items));
    }

    static TrustList read(JsonValue.Obj object) throws VerificationException, ShapeException {
        Json.Fields in = Json.in(object)
                .only(
                        "format",
                        "version",
                        "issuedAt",
                        "signer",
                        "operators",
                        "witnessPolicy",
                        OFFLINE,
                        TrustedProducerJson.NAME);
        if (!in.text("format").equals(FORMAT)) {
            throw bad(FORMAT, in.text("format"));
        }
        List<Operator> operators = new ArrayList<>();
        for (Json.Fields item : in.objects("operators")) {
            operators.add(readOperator(item));
        }
        if (operators.size() > OPERATORS_MAX) {
            throw bad("at most " + OPERATORS_MAX + " operators", operators.size() + "");
        }
        long version = in.natural("version");
        long issuedAtSeconds = in.natural("issuedAt");
        Optional<String> fault = TrustListRules.fault(version, issuedAtSeconds, operators);
        if (fault.isPresent()) {
            throw bad("one master for each key and log", fault.get());
        }
        String policy = in.text("witnessPolicy");
        TrustListRules.readPolicies(policy, operators);
        VerifierKey signer = VerifierKey.parse(in.text("signer"));
        long offline = readOffline(in);
        List<TrustedProducer> producers = TrustedProducerJson.read(in);
        Optional<String> producerFault = TrustedProducerRules.fault(signer, operators, producers);
        if (producerFault.isPresent()) {
            throw bad("producers that are nobody else", producerFault.get());
        }
        return new TrustList(version, issuedAtSeconds, signer, operators, policy, offline, producers);
    }

    /** Absent means the default; the default has no other spelling. */
    private static long readOffline(Json.Fields in) throws ShapeException, VerificationException {
        if (!in.has(OFFLINE)) {
            return TrustList.OFFLINE_SECONDS_DEFAULT;
        }
        long seconds = in.whole(OFFLINE, 1, TrustList.OFFLINE_SECONDS_LIMIT);
        if (seconds == TrustList.OFFLINE_SECONDS_DEFAULT) {
            throw bad("no " + OFFLINE + " for the default", seconds + "");
        }
        return seconds;
    }

    private static Operator readOperator(Json.Fields in) throws VerificationException, ShapeException {
        in.only("name", "logs", "stations", EARLIER, Delegated.NAME);
        List<VerifierKey> logKeys = new ArrayList<>();
        for (String text : in.texts("logs")) {
            logKeys.add(VerifierKey.parse(text));
        }
        List<Station> stations = new ArrayList<>();
        for (Json.Fields item : in.objects("stations")) {
            item.only("key", "firstIndex", "endIndex");
            stations.add(new Station(
                    PublicKey.parse(item.text("key")),
                    item.natural("firstIndex"),
                    item.has("endIndex") ? Optional.of(item.natural("endIndex")) : Optional.empty()));
        }
        return new Operator(in.text("name"), logKeys, stations, readEarlier(in), Delegated.read(in));
    }

    /** Absent means that there are none; an empty list is no other spelling of that. */
    private static List<EarlierPolicy> readEarlier(Json.Fields in) throws VerificationException, ShapeException {
        if (!in.has(EARLIER)) {
            return List.of();
        }
        List<EarlierPolicy> out = new ArrayList<>();
        for (Json.Fields item : in.objects(EARLIER)) {
            item.only("endSize", "policy");
            out.add(new EarlierPolicy(item.natural("endSize"), item.text("policy")));
        }
        if (out.isEmpty()) {
            throw bad("no " + EARLIER + " where there are none", "an empty list");
        }
        return out;
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.TRUST_FORMAT, "trust list", expected, found);
    }
}
