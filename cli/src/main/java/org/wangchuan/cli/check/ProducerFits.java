package org.wangchuan.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.producer.ProducerFit.Miss;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.station.producer.ProducersOfPhone;

/** Whether the record of a phone fits statements of makers, for people and for programs. Whose word counts is not asked here. */
final class ProducerFits {
    private ProducerFits() {}

    static void print(PhoneEvidence record, List<SignedProducerStatement> statements, Console console) {
        Messages messages = console.messages();
        for (SignedProducerStatement statement : statements) {
            String name = Producers.inTheNameOf(statement, messages);
            String said = Producers.said(statement, messages);
            Optional<ProducerFit> fit = ProducersOfPhone.fit(record, statement);
            if (fit.isEmpty()) {
                console.result("  "
                        + messages.text("producer.counts-not", name, said, messages.text("producer.state.withdrawn")));
            } else if (fit.get().fits()) {
                console.result("  "
                        + messages.text(
                                "producer.fits",
                                name,
                                said,
                                String.join(", ", fit.get().clauses())));
            } else {
                console.result("  " + messages.text("producer.fits-not", name, said));
                misses(fit.get())
                        .forEach(
                                miss -> console.result("    " + messages.text("producer.miss." + Json.wireName(miss))));
            }
        }
    }

    static JsonValue.Array json(PhoneEvidence record, List<SignedProducerStatement> statements) {
        List<JsonValue> out = new ArrayList<>();
        for (SignedProducerStatement statement : statements) {
            Optional<ProducerFit> fit = ProducersOfPhone.fit(record, statement);
            out.add(Json.object()
                    .put("number", statement.claims().number())
                    .put("sequence", statement.claims().sequence())
                    .put("digest", statement.digest().base64Url())
                    .put("fits", fit.map(ProducerFit::fits).orElse(false))
                    .put("clauses", Json.texts(fit.map(ProducerFit::clauses).orElse(List.of())))
                    .put(
                            "misses",
                            Json.texts(fit.map(ProducerFits::misses).orElse(List.of()).stream()
                                    .map(Json::wireName)
                                    .toList()))
                    .build());
        }
        return new JsonValue.Array(out);
    }

    /** In the order in which they are declared. */
    private static List<Miss> misses(ProducerFit fit) {
        return fit.misses().stream().sorted().toList();
    }
}
