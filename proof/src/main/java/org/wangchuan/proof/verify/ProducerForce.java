package org.wangchuan.proof.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.ProducerAnswer.State;

/**
 * Whether another statement at hand, or a list, takes one out of force. A later one of its number that states at least as much takes nothing from it: what fits
 * the one fits the other too. One that narrows or withdraws ends it, whatever comes later still. Thread-safe.
 */
public final class ProducerForce {
    private ProducerForce() {}

    /** What a later statement has to say as well of an erasure, besides what {@link ProducerScope#asksNoMoreThan} compares. */
    interface Spoken {
        boolean by(ProducerScope later);
    }

    /**
     * What takes it out of force.
     *
     * @param others that are at hand; those of other producers or numbers are passed over
     * @param naming lists that have its key
     * @param spoken of what the later ones have to speak
     */
    static Optional<State> end(
            SignedProducerStatement statement,
            List<SignedProducerStatement> others,
            List<TrustList> naming,
            Spoken spoken) {
        boolean isOutdated = naming.stream().anyMatch(list -> isBelowLeast(statement, list));
        boolean isConflicting = false;
        Map<Long, Bytes32> seen = new HashMap<>(Map.of(statement.claims().sequence(), statement.digest()));
        for (SignedProducerStatement other : others) {
            ProducerClaims claims = other.claims();
            if (claims.sequence() < statement.claims().sequence() || !isOfSameNumber(statement, other, naming)) {
                continue;
            }
            if (claims.sequence() > statement.claims().sequence()) {
                if (claims.scope().isEmpty()) {
                    return Optional.of(State.WITHDRAWN);
                }
                isOutdated |= !restates(claims.scope().get(), statement, spoken);
            }
            // Of two that differ neither is said: nor is it known then what was restated.
            Bytes32 before = seen.putIfAbsent(claims.sequence(), other.digest());
            isConflicting |= before != null && !before.equals(other.digest());
        }
        if (isOutdated) {
            return Optional.of(State.OUTDATED);
        }
        return isConflicting ? Optional.of(State.CONFLICTING) : Optional.empty();
    }

    /** Whether it is taken out of force for new erasures: those are to show a later one that states as much. */
    public static boolean isEnded(
            SignedProducerStatement statement, List<SignedProducerStatement> others, List<TrustList> naming) {
        return end(statement, others, naming, _ -> true).isPresent();
    }

    private static boolean restates(ProducerScope later, SignedProducerStatement statement, Spoken spoken) {
        return statement
                .claims()
                .scope()
                .filter(later::asksNoMoreThan)
                .filter(_ -> spoken.by(later))
                .isPresent();
    }

    private static boolean isBelowLeast(SignedProducerStatement statement, TrustList list) {
        return list.producerOf(statement.claims().signer())
                .filter(producer ->
                        producer.leastOf(statement.claims().number()).orElse(0)
                                > statement.claims().sequence())
                .isPresent();
    }

    /** By the same producer, which may have several keys, and have had others. */
    private static boolean isOfSameNumber(
            SignedProducerStatement statement, SignedProducerStatement other, List<TrustList> naming) {
        return other.claims().number().equals(statement.claims().number())
                && naming.stream()
                        .anyMatch(list -> list.producerOf(statement.claims().signer())
                                .filter(producer ->
                                        producer.everHad(other.claims().signer()))
                                .isPresent());
    }
}
