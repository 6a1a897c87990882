package org.wangchuan.station.certify;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;

/** How witnesses are reached. This module knows no network; who starts it brings one. */
@FunctionalInterface
public interface Witnesses {
    /**
     * Asks witnesses for their cosignatures, all at once, and waits until the policy is met, all have answered, or the
     * time is over. It never takes longer than the limit, but for what a thread needs to come back.
     *
     * @return an answer for each that was asked, in their order; cosignatures in them are verified
     * @throws IOException if the log can't make a proof
     */
    List<WitnessAnswer> ask(Question question, Duration limit) throws IOException, InterruptedException;

    /**
     * What is asked.
     *
     * @param checkpoint with the log's signature alone
     * @param policy that the answers are to satisfy
     * @param asked each with an address
     */
    record Question(SignedCheckpoint checkpoint, WitnessPolicy policy, List<Asked> asked, ProofSource proofs) {
        public Question {
            asked = List.copyOf(asked);
        }
    }

    /**
     * One witness.
     *
     * @param address its submission prefix, as the policy gives it
     * @param believedSize of the last tree that it is known to have cosigned; 0 if none is
     */
    record Asked(CosignerKey key, String address, long believedSize) {}

    /** Where consistency proofs to the checkpoint's tree come from. Called from several threads. */
    @FunctionalInterface
    interface ProofSource {
        /** From this size, at least 1 and less than the checkpoint's. */
        ConsistencyProof from(long oldSize) throws IOException;
    }
}
