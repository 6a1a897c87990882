package org.wangchuan.station.producer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ReceiptVerifier;

/**
 * What the trust lists of a machine say of producers, whatever the phone. It orders what travels and is told to people; what counts {@code ProducerChecks} says,
 * by the lists of whoever verifies. Immutable and thread-safe.
 */
public final class ProducerLists {
    /** Of a machine that knows nobody. */
    public static final ProducerLists NONE = new ProducerLists(List.of());

    private final List<TrustList> lists;
    private final List<TrustList> independent;

    /** Of these lists. */
    public ProducerLists(List<TrustList> lists) {
        this.lists = List.copyOf(lists);
        // Nobody whose work is judged says whose word about it counts.
        this.independent = this.lists.stream()
                .filter(list -> !list.producers().isEmpty() && !isJudged(list.signer()))
                .toList();
    }

    /** The lists. */
    public List<TrustList> all() {
        return lists;
    }

    private boolean isJudged(VerifierKey key) {
        return lists.stream().anyMatch(list -> list.isStationOrLog(key.key()));
    }

    /** Whether a list has this key as a producer's, whether or not it can be gone by. */
    public boolean hasKey(VerifierKey key) {
        return lists.stream().anyMatch(list -> list.producerOf(key).isPresent());
    }

    /** Whose key it is, by the name that each independent list has for it; an empty name where a list has none. */
    List<String> namesOf(VerifierKey key) {
        return independent.stream()
                .map(list -> list.producerOf(key).map(TrustedProducer::name).orElse(""))
                .toList();
    }

    /** As whom the lists have it that can be gone by for its signer; none for a key that is a station's, a log's or a list's too. */
    List<TrustedProducer> naming(VerifierKey key) {
        boolean isTheirs = isJudged(key)
                || lists.stream().anyMatch(list -> list.signer().key().equals(key.key()));
        return isTheirs
                ? List.of()
                : independent.stream()
                        .flatMap(list -> list.producerOf(key).stream())
                        .toList();
    }

    /**
     * What takes a statement out of force for everybody, by these lists and what else is known of its number; empty if nothing does. One list that says so is
     * enough.
     *
     * @param known other statements, and this one perhaps
     */
    Optional<Standing> replaced(SignedProducerStatement statement, List<SignedProducerStatement> known) {
        ProducerClaims claims = statement.claims();
        List<TrustedProducer> naming = naming(claims.signer());
        boolean isOutdated = naming.stream()
                .anyMatch(producer -> producer.leastOf(claims.number()).orElse(0) > claims.sequence());
        boolean isConflicting = false;
        for (SignedProducerStatement other : known) {
            boolean isOfItsNumber = other.claims().number().equals(claims.number())
                    && naming.stream()
                            .anyMatch(producer -> producer.has(other.claims().signer()));
            if (isOfItsNumber && other.claims().sequence() > claims.sequence()) {
                if (other.claims().scope().isEmpty()) {
                    return Optional.of(Standing.WITHDRAWN);
                }
                isOutdated = true;
            }
            isConflicting |= isOfItsNumber
                    && other.claims().sequence() == claims.sequence()
                    && !other.digest().equals(statement.digest());
        }
        if (isOutdated) {
            return Optional.of(Standing.OUTDATED);
        }
        return isConflicting ? Optional.of(Standing.CONFLICTING) : Optional.empty();
    }

    /** Of these clauses those for which its word about phones of these makers is accepted now. */
    public List<String> accepted(
            SignedProducerStatement statement,
            List<SignedProducerStatement> known,
            List<String> makers,
            Rules rules,
            List<String> clauses) {
        ProducerClaims claims = statement.claims();
        if (makers.isEmpty()
                || claims.scope().isEmpty()
                || !isIssued(claims)
                || replaced(statement, known).isPresent()) {
            return List.of();
        }
        List<TrustedProducer> naming = naming(claims.signer()).stream()
                .filter(producer -> producer.makers().containsAll(makers))
                .toList();
        return clauses.stream()
                .filter(clause -> naming.stream()
                        .anyMatch(producer -> producer.clausesOf(rules.policy(), rules.version())
                                .contains(clause)))
                .toList();
    }

    static boolean isIssued(ProducerClaims claims) {
        return !claims.issued().isAfter(Instant.now().plus(ReceiptVerifier.CLOCK_SKEW_MAX));
    }

    /**
     * A version of a rule set.
     *
     * @param policy its id
     */
    public record Rules(String policy, String version) {
        /** As the engine numbers it. */
        public static Rules of(String policy, long version) {
            return new Rules(policy, String.valueOf(version));
        }
    }
}
