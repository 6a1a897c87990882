package org.wangchuan.proof.issue;

import java.io.IOException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.FolderLog;
import org.wangchuan.proof.receipt.Receipt;

/** Puts receipts together from what was issued and logged. */
public final class ReceiptIssuer {
    private ReceiptIssuer() {}

    /** The receipt of a clearing; both statements must be in the log. */
    public static Receipt receipt(FolderLog log, PublicKey station, IssuedStatement start, IssuedStatement clearing)
            throws IOException {
        throw new UnsupportedOperationException("" + log + station + start + clearing);
    }
}
