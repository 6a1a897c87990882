package org.wangchuan.cli.check;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedReceipt;

/** All that {@code verify} looks at, for who is about to vouch for a receipt: there the evidence may not be missing. */
public final class ReceiptWithEvidence {
    private static final String RECEIPT = ".receipt.json";
    private static final String EVIDENCE = ".evidence.jsonl";

    private ReceiptWithEvidence() {}

    /**
     * What is known of a receipt that verifies; its evidence was not looked at.
     *
     * @param trust whom whoever vouches believes
     * @throws VerificationException where the receipt does not hold
     */
    public static VerifiedReceipt verify(Receipt receipt, TrustList trust, Instant now) throws VerificationException {
        return ReceiptVerifier.verify(receipt, trust, new Expectations(Optional.empty(), now));
    }

    /**
     * Returns if the evidence of a receipt that verifies lies beside it and gives what it says.
     *
     * @param file where it was; whose folder is anybody's: no link is followed
     * @throws UserError with code EVIDENCE_NOT_BESIDE without evidence, and where that or what is said of a rule set does not fit
     * @throws VerificationException where the receipt does not show what its evidence is held against
     */
    public static void requireEvidence(Path file, VerifiedReceipt verified) throws UserError, VerificationException {
        PolicyCheck.require(file, verified.clearing());
        FactsCheck.require(file, verified.clearing());
        Path beside = evidenceOf(file);
        if (!Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.of(ExitCode.DOES_NOT_VERIFY, "EVIDENCE_NOT_BESIDE", file, beside.getFileName());
        }
        EvidenceAtHand.beside(file).orElseThrow().requireFor(file, verified);
    }

    /** Where the evidence of a receipt lies that is called as a station calls it. */
    public static Path evidenceOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.length() - RECEIPT.length()) + EVIDENCE);
    }
}
