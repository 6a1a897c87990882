package org.wangchuan.page.testing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.page.testing.PageUnderTest.Question;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
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
            TrustList trust = question.trust().isPresent()
                    ? SignedTrustList.parse(question.trust().get()).list()
                    : null;
            Receipt receipt = Receipt.parse(question.receipt());
            // A list without anybody on it, as the command line takes where there is none.
            TrustList list =
                    trust != null ? trust : new TrustList(1, 0, receipt.hint().log(), List.of(), "");
            VerifiedReceipt verified = ReceiptVerifier.verify(
                    receipt, list, new Expectations(question.serial(), Instant.ofEpochSecond(question.now())));
            Optional<byte[]> evidence = question.evidence();
            if (evidence.isPresent()) {
                verified.clearing().claims().evidence().verify(evidence.get());
            }
            return verified.isSignerKnown() ? "verified" : "signer-unknown";
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }
}
