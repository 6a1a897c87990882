package org.wangchuan.proof.verify;

import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.trust.TrustList;

/** Verifies receipts, offline. */
public final class ReceiptVerifier {
    private ReceiptVerifier() {}

    /** Returns what is known if everything that is present holds. */
    public static VerifiedReceipt verify(Receipt receipt, TrustList trustList, Expectations expectations)
            throws VerificationException {
        throw new UnsupportedOperationException("" + receipt + trustList + expectations);
    }
}
