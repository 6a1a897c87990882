package org.wangchuan.cli.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.Quorum;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.TrustHistory;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;
import org.wangchuan.proof.trust.TrustedProducer;

/** What trust lists say, and what a newer one says otherwise: for people, and for programs. */
final class TrustReport {
    private TrustReport() {}

    /** Whose cosignatures count for checkpoints of these sizes; empty if nobody's do. */
    private record Witnesses(long fromSize, Optional<Long> endSize, Optional<Quorum> quorum) {
        String range() {
            return "[" + fromSize + ", " + endSize.map(String::valueOf).orElse("∞") + ")";
        }
    }

    private static List<Witnesses> witnesses(TrustList list, Operator operator) {
        if (operator.isForReceiptsAlone()) {
            return List.of(new Witnesses(0, Optional.empty(), Optional.empty()));
        }
        List<Witnesses> out = new ArrayList<>();
        long from = 0;
        for (EarlierPolicy earlier : operator.earlierPolicies()) {
            out.add(new Witnesses(from, Optional.of(earlier.endSize()), quorum(list, operator, from)));
            from = earlier.endSize();
        }
        out.add(new Witnesses(from, Optional.empty(), quorum(list, operator, from)));
        return out;
    }

    private static Optional<Quorum> quorum(TrustList list, Operator operator, long size) {
        return list.policyAt(operator, size)
                .filter(WitnessPolicy::isWitnessRequired)
                .map(WitnessPolicy::quorum);
    }

    /** A line for each range of a station, and for each range of sizes of the log with its witnesses. */
    static List<String> lines(TrustList list, Messages messages) {
        List<String> out = new ArrayList<>();
        String signer =
                messages.text("trust.signed-by", OneLine.of(list.signer().toString()));
        for (Operator operator : list.operators()) {
            String name = OneLine.of(OperatorName.in(messages, operator.name()));
            for (Station station : operator.stations()) {
                out.add(name + "  " + station.key().thumbprint() + "  " + station.range() + "  " + signer);
            }
            operator.delegated().ifPresent(it -> out.add(name + "  " + words(it, messages) + "  " + signer));
            for (Witnesses each : witnesses(list, operator)) {
                String words = each.quorum()
                        .map(quorum -> messages.text("trust.witnesses", each.range(), OneLine.of(quorum.words())))
                        .orElseGet(() -> messages.text("trust.witnesses-none", each.range()));
                out.add(name + "  " + words + "  " + signer);
            }
        }
        for (TrustedProducer producer : list.producers()) {
            String name = OneLine.of(producer.name());
            String counts =
                    messages.text("trust.producer", OneLine.of(producer.words()), OneLine.of(producer.makersInWords()));
            producer.keys()
                    .forEach(key -> out.add(name + "  " + OneLine.of(key.toString()) + "  " + counts + "  " + signer));
            producer.least()
                    .forEach(one -> out.add(name + "  "
                            + messages.text("trust.producer-least", OneLine.of(one.number()), one.sequence()) + "  "
                            + signer));
            String retired = messages.text("trust.producer-retired");
            producer.retired()
                    .forEach(key -> out.add(name + "  " + OneLine.of(key.toString()) + "  " + retired + "  " + signer));
        }
        return out;
    }

    /** A delegation that was taken back has an end before anything was signed. */
    private static String words(Delegated delegated, Messages messages) {
        return delegated.endSeconds() == 0
                ? messages.text("trust.delegated-ended")
                : messages.text(
                        "trust.delegated",
                        delegated.drives().size(),
                        Instant.ofEpochSecond(delegated.endSeconds()).toString());
    }

    /** The lists by their stations, and what holds for each list as a whole. */
    static JsonValue.Obj json(List<TrustList> lists) {
        List<JsonValue> stations = new ArrayList<>();
        List<JsonValue> wholes = new ArrayList<>();
        for (TrustList list : lists) {
            List<JsonValue> operators = new ArrayList<>();
            for (Operator operator : list.operators()) {
                operator.stations().forEach(station -> stations.add(json(list, operator, station)));
                operators.add(Json.object()
                        .put("operator", operator.name())
                        .put("logKeys", logKeys(operator))
                        .put("witnesses", new JsonValue.Array(ranges(witnesses(list, operator))))
                        .build());
            }
            wholes.add(Json.object()
                    .put("signer", list.signer().toString())
                    .put("version", list.version())
                    .put("issuedAt", list.issuedAtSeconds())
                    .put("offlineSecondsMax", list.offlineSecondsMax())
                    .put("operators", new JsonValue.Array(operators))
                    .put("producers", producers(list))
                    .build());
        }
        return Json.object()
                .put("stations", new JsonValue.Array(stations))
                .put("lists", new JsonValue.Array(wholes))
                .build();
    }

    private static JsonValue.Obj json(TrustList list, Operator operator, Station station) {
        Json.Builder out = Json.object()
                .put("operator", operator.name())
                .put("station", station.key().thumbprint())
                .put("key", station.key().base64Url())
                .put("firstIndex", station.firstIndex())
                .put("logKeys", logKeys(operator))
                .put("version", list.version())
                .put("signer", list.signer().toString());
        station.endIndex().ifPresent(end -> out.put("endIndex", end));
        operator.delegated()
                .ifPresent(it -> out.put(
                        "delegated",
                        Json.object()
                                .put("drives", it.drives().size())
                                .put("end", it.endSeconds())
                                .build()));
        return out.build();
    }

    /** Sizes at which nobody counts are left out. */
    private static List<JsonValue> ranges(List<Witnesses> witnesses) {
        List<JsonValue> out = new ArrayList<>();
        for (Witnesses each : witnesses) {
            if (each.quorum().isPresent()) {
                Json.Builder range = Json.object()
                        .put("fromSize", each.fromSize())
                        .put("quorum", each.quorum().get().words());
                each.endSize().ifPresent(end -> range.put("endSize", end));
                out.add(range.build());
            }
        }
        return out;
    }

    private static JsonValue.Array producers(TrustList list) {
        List<JsonValue> out = new ArrayList<>();
        for (TrustedProducer producer : list.producers()) {
            out.add(Json.object()
                    .put("producer", producer.name())
                    .put(
                            "keys",
                            Json.texts(producer.keys().stream()
                                    .map(VerifierKey::toString)
                                    .toList()))
                    .put(
                            "retired",
                            Json.texts(producer.retired().stream()
                                    .map(VerifierKey::toString)
                                    .toList()))
                    .put("makers", Json.texts(producer.makers()))
                    .put("accepted", producer.words())
                    .put("least", least(producer))
                    .build());
        }
        return new JsonValue.Array(out);
    }

    private static JsonValue.Array least(TrustedProducer producer) {
        List<JsonValue> out = new ArrayList<>();
        producer.least()
                .forEach(one -> out.add(Json.object()
                        .put("number", one.number())
                        .put("sequence", one.sequence())
                        .build()));
        return new JsonValue.Array(out);
    }

    private static JsonValue.Array logKeys(Operator operator) {
        return Json.texts(operator.logKeys().stream().map(VerifierKey::toString).toList());
    }

    /** A line for each difference. */
    static List<String> changes(List<TrustHistory.Change> changes, Messages messages) {
        List<String> out = new ArrayList<>();
        for (TrustHistory.Change change : changes) {
            Object[] words = change.words().stream().map(OneLine::of).toArray();
            out.add(messages.text("trust.change." + Json.wireName(change.kind()), words));
        }
        return out;
    }
}
