package org.wangchuan.proof.issue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.statement.SdJwt;

/** Signs what a station says about those who stood by a statement. Immutable and thread-safe. */
public final class CounterSigner {
    private final SigningKey station;

    /** With the key that signed the statement. */
    public CounterSigner(SigningKey station) {
        this.station = station;
    }

    /** The clerk says that this person was there. */
    public CounterSignature asserted(Role role, SdJwt of, Instant at) {
        return sign(role, Grade.ASSERTED, of, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The right one-time code was typed. The code itself goes nowhere. */
    public CounterSignature code(Role role, SdJwt of, Instant at) {
        return sign(role, Grade.CODE, of, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A signature by hand was taken.
     *
     * @param imageKey fresh, and kept with the image: without it nobody can try images against the digest
     */
    public CounterSignature handwritten(Role role, SdJwt of, Instant at, byte[] image, Bytes32 imageKey) {
        return sign(
                role,
                Grade.HANDWRITTEN,
                of,
                at,
                Optional.empty(),
                Optional.of(CounterSignature.imageDigest(image, imageKey)),
                Optional.empty());
    }

    /**
     * The person's own key signed {@link CounterSignature#keySigningInput}.
     *
     * @param signature ES256, r and s
     * @throws VerificationException with code COUNTERSIGNATURE if it is not by this key
     */
    public CounterSignature key(Role role, SdJwt of, Instant at, P256Key key, byte[] signature)
            throws VerificationException {
        String signed = CounterSignature.keySigningInput(key, role, of.digest());
        CounterSignature made = sign(
                role,
                Grade.KEY,
                of,
                at,
                Optional.of(key.thumbprint()),
                Optional.empty(),
                Optional.of(CounterSignature.jws(signed, P256Key.lowS(signature))));
        made.verify(station.publicKey(), of.digest());
        return made;
    }

    private CounterSignature sign(
            Role role,
            Grade grade,
            SdJwt of,
            Instant at,
            Optional<String> key,
            Optional<Bytes32> image,
            Optional<String> keyJws) {
        String signed = CounterSignature.stationSigningInput(
                station.publicKey(), role, grade, of.digest(), at.getEpochSecond(), key, image);
        byte[] signature = station.sign(signed.getBytes(StandardCharsets.US_ASCII));
        try {
            return CounterSignature.of(CounterSignature.jws(signed, signature), keyJws);
        } catch (VerificationException e) {
            throw new IllegalStateException("what was just made is always readable", e);
        }
    }
}
