package org.wangchuan.proof.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Which logs are believed, which witnesses are known, and how many of them must have cosigned (C2SP tlog-policy).
 * Immutable and thread-safe.
 *
 * @param logs whose type of key we can verify
 * @param witnesses whose type of key we can verify; a witness may be known and not be part of the quorum
 * @param addresses where those witnesses are asked, as written; nothing is checked about them, and verifying never
 *     needs one
 */
public record WitnessPolicy(
        List<VerifierKey> logs, List<CosignerKey> witnesses, Quorum quorum, Map<CosignerKey, String> addresses) {
    public WitnessPolicy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        addresses = Map.copyOf(addresses);
    }

    /**
     * Reads the text of a policy.
     *
     * @throws VerificationException with code POLICY_FORMAT, naming the line; or of a key in it
     */
    public static WitnessPolicy parse(byte[] bytes) throws VerificationException {
        return new PolicyReader().read(bytes);
    }

    /** Whether the policy asks for at least one witness. If not, a split view is not found. */
    public boolean isWitnessRequired() {
        return !(quorum instanceof Quorum.Nobody);
    }

    /**
     * Returns the cosignatures by known witnesses if they satisfy the quorum. Who signed for the log is not looked at.
     *
     * @param now by the verifier's clock
     * @throws VerificationException with code QUORUM; COSIGNATURE or TIME if one by a known witness is wrong
     */
    public List<Cosignature> requireQuorum(SignedCheckpoint checkpoint, Instant now) throws VerificationException {
        List<Cosignature> found = Cosignature.verify(checkpoint.note(), witnesses, now);
        Set<CosignerKey> cosigners = found.stream().map(Cosignature::key).collect(Collectors.toSet());
        if (!quorum.isMetBy(cosigners)) {
            String names = cosigners.stream().map(CosignerKey::name).sorted().collect(Collectors.joining(", "));
            throw new VerificationException(
                    FailureCode.QUORUM,
                    "cosignatures",
                    quorum.words(),
                    cosigners.isEmpty() ? "none by a known witness" : names);
        }
        return found;
    }

    /**
     * Returns if one of the policy's logs has signed the checkpoint, and the quorum is met.
     *
     * @throws VerificationException with code NOTE_SIGNATURE, or as {@link #requireQuorum} does
     */
    public List<Cosignature> verify(SignedCheckpoint checkpoint, Instant now) throws VerificationException {
        checkpoint.verify(logs);
        return requireQuorum(checkpoint, now);
    }
}
