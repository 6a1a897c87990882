package org.wangchuan.proof.verify;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;

/**
 * When a checkpoint was cosigned, as far as a quorum of witnesses agrees. Fewer dishonest clocks than it takes to break
 * the quorum can't move either time to where it would help a liar.
 *
 * @param existedBy earliest time by which a whole quorum had cosigned: the tree is not younger
 * @param cosignedAfter latest time after which a whole quorum had yet to cosign: who holds these cosignatures, holds
 *     them later than this
 */
record QuorumTimes(Instant existedBy, Instant cosignedAfter, List<Cosignature> cosignatures) {
    /**
     * The times of a checkpoint that satisfies the policy. Who signed for the log is not looked at.
     *
     * @throws VerificationException with code UNWITNESSED, WITNESS_UNKNOWN, QUORUM, COSIGNATURE or TIME
     */
    static QuorumTimes require(SignedCheckpoint checkpoint, WitnessPolicy policy, Instant now)
            throws VerificationException {
        if (checkpoint.note().signatures().size() < 2) {
            throw new VerificationException(
                    FailureCode.UNWITNESSED, "cosignatures", policy.quorum().words(), "none at all");
        }
        if (Cosignature.verify(checkpoint.note(), policy.witnesses(), now).isEmpty()) {
            throw new VerificationException(
                    FailureCode.WITNESS_UNKNOWN, "cosignatures", policy.quorum().words(), "none by a known witness");
        }
        List<Cosignature> cosignatures = policy.requireQuorum(checkpoint, now);
        Comparator<Cosignature> byTime = Comparator.comparingLong(Cosignature::time);
        return new QuorumTimes(
                timeOfQuorum(policy, cosignatures.stream().sorted(byTime).toList()),
                timeOfQuorum(
                        policy, cosignatures.stream().sorted(byTime.reversed()).toList()),
                cosignatures);
    }

    /** The time of the first in this order with which the quorum is met. */
    private static Instant timeOfQuorum(WitnessPolicy policy, List<Cosignature> ordered) {
        Set<CosignerKey> so = new HashSet<>();
        for (Cosignature one : ordered) {
            so.add(one.key());
            if (policy.quorum().isMetBy(so)) {
                return Instant.ofEpochSecond(one.time());
            }
        }
        throw new IllegalStateException("all of them are a quorum");
    }
}
