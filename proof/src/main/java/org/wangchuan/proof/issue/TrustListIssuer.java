package org.wangchuan.proof.issue;

import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** Signs trust lists. */
public final class TrustListIssuer {
    private TrustListIssuer() {}

    /** Signs with the key that the list names as its signer. */
    public static SignedTrustList sign(TrustList list, NoteSigner signer) {
        throw new UnsupportedOperationException("" + list + signer);
    }
}
