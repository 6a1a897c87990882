package org.wangchuan.proof.issue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;

/**
 * A certificate that tells a lie, and what must become of it.
 *
 * @param id name of its file
 * @param says the lie, in one line
 * @param code of the refusal; absent if the only answer is that the signer is unknown
 * @param trust name of the trust list's file
 * @param fresh name of a status file that the verifier has got elsewhere
 */
public record Lie(
        String id,
        String says,
        Optional<FailureCode> code,
        String certificate,
        String trust,
        Expectations expectations,
        Optional<String> fresh) {
    public static final String SIGNER_UNKNOWN = "signer-unknown";
    private static final Instant NOW = FixtureWorld.STARTED.plusSeconds(86_400);

    static Lie of(String id, FailureCode code, String says, String certificate) {
        return new Lie(
                id,
                says,
                Optional.of(code),
                certificate,
                "trust",
                new Expectations(Optional.empty(), NOW),
                Optional.empty());
    }

    Lie under(String trustName) {
        return new Lie(id, says, code, certificate, trustName, expectations, fresh);
    }

    Lie withFresh(String name) {
        return new Lie(id, says, code, certificate, trust, expectations, Optional.of(name));
    }

    Lie asStrangers() {
        return new Lie(id, says, Optional.empty(), certificate, trust, expectations, fresh);
    }

    Lie expecting(Optional<String> serial, Optional<Duration> checkpointAge, Optional<Duration> statusAge) {
        return new Lie(
                id, says, code, certificate, trust, new Expectations(serial, NOW, checkpointAge, statusAge), fresh);
    }

    /** The answer: a code, "signer-unknown", or "verified". */
    public String answer(byte[] bytes, SignedTrustList list, Optional<byte[]> freshList) {
        try {
            List<StatusFile> lists = new ArrayList<>();
            if (freshList.isPresent()) {
                lists.add(StatusFile.parse(freshList.get()));
            }
            return CertificateVerifier.verify(Certificate.parse(bytes), list.list(), expectations, lists)
                            .isWitnessed()
                    ? "verified"
                    : SIGNER_UNKNOWN;
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    public String expectedAnswer() {
        return code.map(FailureCode::wireName).orElse(SIGNER_UNKNOWN);
    }

    /** One row of the catalogue, for verifiers in other languages. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("id", id)
                .put("says", says)
                .put("answer", expectedAnswer())
                .put("certificate", "lies/" + id + ".json")
                .put("trust", "lies/" + trust + ".trust")
                .put("now", expectations.now().getEpochSecond())
                .put("serial", expectations.serial())
                .put("freshStatus", fresh.map(name -> "lies/" + name + ".status"));
        expectations.checkpointAgeMax().ifPresent(age -> out.put("checkpointAgeSecondsMax", age.toSeconds()));
        expectations.statusAgeMax().ifPresent(age -> out.put("statusAgeSecondsMax", age.toSeconds()));
        return out.build();
    }
}
