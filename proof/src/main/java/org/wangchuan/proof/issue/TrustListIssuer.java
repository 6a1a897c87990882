package org.wangchuan.proof.issue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** Signs trust lists. */
public final class TrustListIssuer {
    private TrustListIssuer() {}

    /**
     * Signs a list.
     *
     * @throws IllegalArgumentException if the signer is not the one that the list names
     */
    public static SignedTrustList sign(TrustList list, NoteSigner signer) {
        if (!signer.verifierKey().equals(list.signer())) {
            throw new IllegalArgumentException("the list names another signer");
        }
        return new SignedTrustList(list, signer.sign(SignedTrustList.text(list)));
    }

    /** The first list of a machine on its own: one operator, one station, one log. */
    public static SignedTrustList ofOwnStation(
            String operator, PublicKey station, VerifierKey log, NoteSigner signer, Instant issuedAt) {
        TrustList.Station own = new TrustList.Station(station, 0, Optional.empty());
        TrustList list = new TrustList(
                1,
                issuedAt.getEpochSecond(),
                signer.verifierKey(),
                List.of(new TrustList.Operator(operator, List.of(log), List.of(own))),
                "");
        return sign(list, signer);
    }
}
