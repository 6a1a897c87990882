package org.wangchuan.proof.issue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.statement.Witnessed;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;
import org.wangchuan.proof.trust.TrustList.Operator;

/**
 * A trust list with other witnesses of one log: those of before go on counting for the log as it was, so that the
 * certificates they made possible stay certificates, and no importer of the older list sees another past.
 *
 * @param log its last checkpoint
 * @param lastWitnessed the last one that is known to have been cosigned; empty if none was
 */
public record WitnessRotation(TrustList old, SignedCheckpoint log, Optional<Witnessed> lastWitnessed) {
    /** The operator of that log in a list that knows it. */
    public static Operator own(TrustList list, SignedCheckpoint log) {
        return list.operatorOfLog(log.checkpoint().origin())
                .orElseThrow(() -> new IllegalStateException("the list of a log knows it"));
    }

    /**
     * The next version of the list.
     *
     * @throws IllegalArgumentException for a policy that no trust list may have
     */
    public TrustList to(String policy, long issuedAtSeconds) {
        TrustList plain = list(old.operators(), policy, issuedAtSeconds);
        Operator own = own(old, log);
        Optional<WitnessPolicy> before = old.policy().filter(WitnessPolicy::isWitnessRequired);
        boolean isFirst = before.isEmpty() && own.earlierPolicies().isEmpty();
        boolean isMove = before.isPresent()
                && before.map(WitnessPolicy::quorum).equals(plain.policy().map(WitnessPolicy::quorum));
        if (isFirst || isMove) {
            return plain; // nobody's witnesses end here
        }
        List<EarlierPolicy> earlier = new ArrayList<>(own.earlierPolicies());
        earlier.add(new EarlierPolicy(endSize(own), before.isPresent() ? old.witnessPolicy() : ""));
        Operator next = new Operator(own.name(), own.logKeys(), own.stations(), earlier);
        return list(
                old.operators().stream()
                        .map(one -> one.equals(own) ? next : one)
                        .toList(),
                policy,
                issuedAtSeconds);
    }

    /**
     * The log's present size; the next one if those of before have cosigned that, or have never counted. What they have
     * cosigned last is not known where the station has seen another log since: then the next one too, which takes
     * nothing from anybody.
     */
    private long endSize(Operator own) {
        long size = log.checkpoint().size();
        boolean mayBeWitnessed = lastWitnessed
                .filter(last -> last.checkpoint().size() == size
                        || !last.checkpoint().origin().equals(log.checkpoint().origin()))
                .isPresent();
        return Math.max(mayBeWitnessed ? size + 1 : size, own.policyFromSize() + 1);
    }

    private TrustList list(List<Operator> operators, String policy, long issuedAtSeconds) {
        return new TrustList(
                old.version() + 1,
                issuedAtSeconds,
                old.signer(),
                operators,
                policy,
                old.offlineSecondsMax(),
                old.producers());
    }
}
