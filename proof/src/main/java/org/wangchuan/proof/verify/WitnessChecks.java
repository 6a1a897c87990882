package org.wangchuan.proof.verify;

import java.time.Instant;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/** Whether the witnesses that count for a checkpoint have cosigned it: those of its size in its operator's log. */
record WitnessChecks(TrustList trust, Operator operator, Instant now) {
    /**
     * The times of a checkpoint that satisfies the policy for its size. Who signed for the log is not looked at.
     *
     * @throws VerificationException with code WITNESS_POLICY, or as {@link QuorumTimes#require} does
     */
    QuorumTimes require(SignedCheckpoint checkpoint) throws VerificationException {
        long size = checkpoint.checkpoint().size();
        WitnessPolicy policy = trust.policyAt(operator, size)
                .filter(WitnessPolicy::isWitnessRequired)
                .orElseThrow(() -> new VerificationException(
                        FailureCode.WITNESS_POLICY,
                        "trust list",
                        "a witness policy for log size " + size + " that asks for at least one witness",
                        "none: under it nothing of that size counts as witnessed"));
        return QuorumTimes.require(checkpoint, policy, now);
    }
}
