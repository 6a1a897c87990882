package org.wangchuan.cli.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.verify.StatusAnswer;
import org.wangchuan.proof.verify.TimeInterval;
import org.wangchuan.proof.verify.VerifiedCertificate;

/** What a certificate shows beyond its receipt: witnesses, times, status, and who stood by it. */
final class CertificateReport {
    private CertificateReport() {}

    static void add(VerifiedCertificate certificate, Optional<CounterSignature> byHand, Json.Builder out) {
        Json.Builder json = Json.object().put("witnessed", certificate.isWitnessed());
        json.put("witnesses", Json.texts(witnesses(certificate)));
        certificate
                .interval()
                .ifPresent(interval -> json.put("notLater", interval.notLater().toString())
                        .put("notEarlier", interval.notEarlier().map(Instant::toString)));
        certificate.status().ifPresent(status -> json.put("status", statusJson(status)));
        json.put(
                "presence",
                new JsonValue.Array(certificate.presence().stream()
                        .<JsonValue>map(one -> presenceJson(one, byHand))
                        .toList()));
        out.put("certificate", json.build());
    }

    private static JsonValue.Obj presenceJson(CounterSignature one, Optional<CounterSignature> byHand) {
        Json.Builder out = Json.object()
                .put("role", Json.wireName(one.role()))
                .put("grade", Json.wireName(one.grade()))
                .put("key", one.key());
        if (one.grade() == Grade.HANDWRITTEN) {
            out.put("imageCompared", byHand.equals(Optional.of(one)));
        }
        return out.build();
    }

    private static JsonValue.Obj statusJson(StatusAnswer status) {
        Json.Builder out = Json.object().put("claimedAt", status.claimedAt().toString());
        status.asOf().ifPresent(checkpoint -> out.put("asOfSize", checkpoint.size()));
        return out.put("notEarlier", status.notEarlier().map(Instant::toString)).build();
    }

    static void print(VerifiedCertificate certificate, Optional<CounterSignature> byHand, Console console) {
        var messages = console.messages();
        if (certificate.interval().isPresent()) {
            TimeInterval interval = certificate.interval().get();
            String both = interval.isContradictory() ? "certificate.contradiction" : "certificate.between";
            console.result("  "
                    + (interval.notEarlier().isPresent()
                            ? messages.text(both, interval.notEarlier().get(), interval.notLater())
                            : messages.text("certificate.not-later", interval.notLater())));
        }
        printStatus(certificate, console);
        for (CounterSignature one : certificate.presence()) {
            console.result("  "
                    + messages.text(
                            "presence." + Json.wireName(one.grade()),
                            messages.text("role." + Json.wireName(one.role())),
                            one.key().orElse("")));
            if (one.grade() == Grade.HANDWRITTEN) {
                console.result("    "
                        + messages.text(byHand.equals(Optional.of(one)) ? "presence.same-image" : "presence.no-image"));
            }
        }
        console.result("  "
                + (certificate.isWitnessed()
                        ? messages.text("certificate.witnessed", String.join(", ", witnesses(certificate)))
                        : messages.text("certificate.not-witnessed")));
    }

    static void printStatus(VerifiedCertificate certificate, Console console) {
        var messages = console.messages();
        if (certificate.status().isPresent()) {
            StatusAnswer status = certificate.status().get();
            String size =
                    status.asOf().map(Checkpoint::size).map(String::valueOf).orElse("—");
            console.result("  " + messages.text("certificate.status", size, status.claimedAt()));
            status.notEarlier().ifPresent(time -> console.result("  " + messages.text("certificate.status-age", time)));
        }
    }

    private static List<String> witnesses(VerifiedCertificate certificate) {
        return certificate.cosignatures().stream().map(one -> one.key().name()).toList();
    }
}
