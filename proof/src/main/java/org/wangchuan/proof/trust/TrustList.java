package org.wangchuan.proof.trust;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Whom to believe, for what.
 *
 * @param version grows with every change
 * @param issuedAtSeconds since 1970-01-01 UTC
 * @param signer the key that signs this list and its successors
 * @param witnessPolicy who must have cosigned checkpoints; empty for nobody
 */
public record TrustList(
        long version, long issuedAtSeconds, VerifierKey signer, List<Operator> operators, String witnessPolicy) {
    public TrustList {
        operators = List.copyOf(operators);
    }

    /**
     * One operator, with its one log.
     *
     * @param logKeys all of the same name, which is the log's origin
     */
    public record Operator(String name, List<VerifierKey> logKeys, List<Station> stations) {
        public Operator {
            logKeys = List.copyOf(logKeys);
            stations = List.copyOf(stations);
        }
    }

    /**
     * A station's key, and where in the operator's log it is valid.
     *
     * @param firstIndex first valid place
     * @param endIndex first place that is not valid any more; absent while the key is in use
     */
    public record Station(PublicKey key, long firstIndex, Optional<Long> endIndex) {}
}
