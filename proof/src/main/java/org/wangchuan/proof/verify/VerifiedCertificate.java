package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.cosign.Cosignature;

/**
 * What is known after a certificate verified.
 *
 * @param receipt about the statements; what was checked, and what was not, speaks of the whole certificate
 * @param interval absent exactly if the signer is unknown: then no witness counts either
 * @param cosignatures by witnesses that the trust list knows
 * @param status absent without a status list
 * @param presence who else stood by the statement; see {@link CounterSignature.Grade#sentence}
 */
public record VerifiedCertificate(
        VerifiedReceipt receipt,
        Optional<TimeInterval> interval,
        List<Cosignature> cosignatures,
        Optional<StatusAnswer> status,
        List<CounterSignature> presence) {
    public VerifiedCertificate {
        cosignatures = List.copyOf(cosignatures);
        presence = List.copyOf(presence);
    }

    /** Whether the trust list knows the signer, and its witness policy is satisfied; if not, never show success. */
    public boolean isWitnessed() {
        return interval.isPresent();
    }
}
