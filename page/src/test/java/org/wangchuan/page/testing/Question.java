package org.wangchuan.page.testing;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/**
 * What both verifiers are asked. The bytes are nobody's to change.
 *
 * @param isCertificate whether the file is looked at as a certificate, or as a receipt
 * @param fresh status files that were got elsewhere
 * @param now seconds since 1970
 * @param checkpointAgeMax in seconds
 * @param statusAgeMax in seconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Question(
        boolean isCertificate,
        byte[] file,
        Optional<byte[]> trust,
        Optional<byte[]> evidence,
        List<byte[]> fresh,
        Optional<String> serial,
        long now,
        Optional<Long> checkpointAgeMax,
        Optional<Long> statusAgeMax) {
    /** About a receipt. */
    public Question(
            byte[] receipt, Optional<byte[]> trust, Optional<byte[]> evidence, Optional<String> serial, long now) {
        this(false, receipt, trust, evidence, List.of(), serial, now, Optional.empty(), Optional.empty());
    }

    /** About a certificate. */
    public static Question ofCertificate(byte[] file, Optional<byte[]> trust, List<byte[]> fresh, long now) {
        return new Question(
                true, file, trust, Optional.empty(), fresh, Optional.empty(), now, Optional.empty(), Optional.empty());
    }

    JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("certificate", isCertificate ? base64(file) : new JsonValue.Null())
                .put("receipt", base64(file))
                .put("trust", base64(trust))
                .put("evidence", base64(evidence))
                .put(
                        "fresh",
                        new JsonValue.Array(fresh.stream().map(Question::base64).toList()))
                .put("serial", serial.<JsonValue>map(JsonValue.Text::new).orElse(new JsonValue.Null()))
                .put("now", now);
        checkpointAgeMax.ifPresent(age -> out.put("checkpointAgeMax", age));
        statusAgeMax.ifPresent(age -> out.put("statusAgeMax", age));
        return out.build();
    }

    private static JsonValue base64(byte[] bytes) {
        return new JsonValue.Text(Base64.getEncoder().encodeToString(bytes));
    }

    private static JsonValue base64(Optional<byte[]> bytes) {
        return bytes.map(Question::base64).orElse(new JsonValue.Null());
    }
}
