package org.wangchuan.page.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.proof.verify.VerifiedReceipt;

/**
 * A receipt, named by the lie that it tells, and how it is looked at.
 *
 * @param answer what both verifiers have to say
 */
public record Lie(String name, String answer, Question question) {

    /** What the Java side says, in the page's words. */
    public static String javaAnswer(Question question) {
        try {
            Optional<TrustList> trust = question.trust().isPresent()
                    ? Optional.of(SignedTrustList.parse(question.trust().get()).list())
                    : Optional.empty();
            Expectations expectations = new Expectations(
                    question.serial(),
                    Instant.ofEpochSecond(question.now()),
                    question.checkpointAgeMax().map(Duration::ofSeconds),
                    question.statusAgeMax().map(Duration::ofSeconds));
            VerifiedReceipt verified = question.isCertificate()
                    ? certificate(question, trust, expectations)
                    : receipt(question, trust, expectations);
            Optional<byte[]> evidence = question.evidence();
            if (evidence.isPresent()) {
                verified.clearing().claims().evidence().verify(evidence.get());
            }
            return verified.isSignerKnown() ? "verified" : "signer-unknown";
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    private static VerifiedReceipt receipt(Question question, Optional<TrustList> trust, Expectations expectations)
            throws VerificationException {
        Receipt receipt = Receipt.parse(question.file());
        return ReceiptVerifier.verify(receipt, trust.orElse(nobody(receipt)), expectations);
    }

    private static VerifiedReceipt certificate(Question question, Optional<TrustList> trust, Expectations expectations)
            throws VerificationException {
        List<StatusFile> fresh = new ArrayList<>();
        for (byte[] list : question.fresh()) {
            fresh.add(StatusFile.parse(list));
        }
        Certificate certificate = Certificate.parse(question.file());
        VerifiedCertificate verified = CertificateVerifier.verify(
                certificate, trust.orElse(nobody(certificate.receipt())), expectations, fresh);
        if (verified.isWitnessed() != verified.receipt().isSignerKnown()) {
            throw new IllegalStateException("a known signer's certificate that is not witnessed");
        }
        return verified.receipt();
    }

    /** A list without anybody on it, as the command line takes where there is none. */
    private static TrustList nobody(Receipt receipt) {
        return new TrustList(1, 0, receipt.hint().log(), List.of(), "");
    }
}
