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
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer.State;

/**
 * Whether another statement at hand, or a list, takes one out of force. A later one of its number that states at least as much takes nothing from it: what fits
 * the one fits the other too. One that narrows or withdraws ends it, whatever comes later still. Thread-safe.
 */
public final class ProducerForce {
    private ProducerForce() {}

    /** What a later statement has to say as well of an erasure, besides what {@link ProducerScope#asksNoMoreThan} compares. */
    public interface Spoken {
        /** Whether this one does, which is not withdrawn. */
        boolean by(SignedProducerStatement later);
    }

    /**
     * What takes it out of force.
     *
     * @param others that are at hand; those of other producers or numbers are passed over
     * @param naming lists that have its key
     * @param spoken of what the later ones have to speak
     * @return WITHDRAWN, OUTDATED, CONFLICTING or nothing
     */
    public static Optional<State> end(
            SignedProducerStatement statement,
            List<SignedProducerStatement> others,
            List<TrustList> naming,
            Spoken spoken) {
        // Each may have several keys, and have had others.
        List<TrustedProducer> producers = naming.stream()
                .flatMap(list -> list.producers().stream())
                .filter(producer -> producer.everHad(statement.claims().signer().key()))
                .toList();
        List<SignedProducerStatement> own = others.stream()
                .filter(other ->
                        other.claims().number().equals(statement.claims().number()))
                .filter(other -> producers.stream()
                        .anyMatch(producer ->
                                producer.everHad(other.claims().signer().key())))
                .toList();
        Optional<State> ended = endedBy(statement, own, spoken);
        boolean isTooEarly = naming.stream().anyMatch(list -> isBelowLeast(statement, list));
        return isTooEarly && !ended.equals(Optional.of(State.WITHDRAWN)) ? Optional.of(State.OUTDATED) : ended;
    }

    /**
     * The same, whatever lists say, where it is known by which others.
     *
     * @param others of its producer; those of other numbers are passed over
     */
    public static Optional<State> endedBy(
            SignedProducerStatement statement, List<SignedProducerStatement> others, Spoken spoken) {
        boolean isOutdated = false;
        boolean isConflicting = false;
        Map<Long, Bytes32> seen = new HashMap<>(Map.of(statement.claims().sequence(), statement.digest()));
        for (SignedProducerStatement other : others) {
            ProducerClaims claims = other.claims();
            if (claims.sequence() < statement.claims().sequence()
                    || !claims.number().equals(statement.claims().number())) {
                continue;
            }
            if (claims.sequence() > statement.claims().sequence()) {
                if (claims.scope().isEmpty()) {
                    return Optional.of(State.WITHDRAWN);
                }
                isOutdated = isOutdated || !restates(other, statement, spoken);
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

    private static boolean restates(SignedProducerStatement later, SignedProducerStatement statement, Spoken spoken) {
        Optional<ProducerScope> scope = later.claims().scope();
        return scope.isPresent()
                && statement
                        .claims()
                        .scope()
                        .filter(scope.get()::asksNoMoreThan)
                        .isPresent()
                && spoken.by(later);
    }

    private static boolean isBelowLeast(SignedProducerStatement statement, TrustList list) {
        return list.producerOf(statement.claims().signer())
                .filter(producer ->
                        producer.leastOf(statement.claims().number()).orElse(0)
                                > statement.claims().sequence())
                .isPresent();
    }
}
