package org.wangchuan.station.producer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerForce;
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
    private final Map<PublicKey, List<TrustedProducer>> ever = new HashMap<>();

    /** Of these lists. */
    public ProducerLists(List<TrustList> lists) {
        this.lists = List.copyOf(lists);
        // Nobody whose work is judged says whose word about it counts.
        this.independent = this.lists.stream()
                .filter(list -> !list.producers().isEmpty() && !isJudged(list.signer()))
                .toList();
        for (TrustList list : independent) {
            for (TrustedProducer producer : list.producers()) {
                Stream.concat(producer.keys().stream(), producer.retired().stream())
                        .forEach(key -> ever.computeIfAbsent(key.key(), _ -> new ArrayList<>())
                                .add(producer));
            }
        }
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

    /** Whether one of them says that this key counts no more: no other outvotes it. */
    boolean isRetired(VerifierKey key) {
        return lists.stream()
                .flatMap(list -> list.producers().stream())
                .anyMatch(producer -> producer.hasRetired(key.key()));
    }

    /** Whether an independent one has it that this is, or was, a producer's key. */
    boolean everNamed(VerifierKey key) {
        return ever.containsKey(key.key());
    }

    /** Whether an independent one has both keys as one producer's. */
    boolean areOfOne(VerifierKey key, VerifierKey other) {
        return ever.getOrDefault(key.key(), List.of()).stream().anyMatch(producer -> producer.everHad(other.key()));
    }

    /** As whom the lists have it that can be gone by for its signer; none for a key that is retired, or a station's, a log's or a list's too. */
    List<TrustedProducer> naming(VerifierKey key) {
        return listsNaming(key).stream()
                .flatMap(list -> list.producerOf(key).stream())
                .toList();
    }

    private List<TrustList> listsNaming(VerifierKey key) {
        boolean isTheirs = isJudged(key)
                || lists.stream().anyMatch(list -> list.signer().key().equals(key.key()));
        return isTheirs || isRetired(key)
                ? List.of()
                : independent.stream()
                        .filter(list -> list.producerOf(key).isPresent())
                        .toList();
    }

    /**
     * What takes a statement out of force, as whoever verifies by these lists has it; empty if nothing does.
     *
     * @param known other statements, and this one perhaps
     * @param spoken of what later ones have to speak
     */
    Optional<ProducerAnswer.State> end(
            SignedProducerStatement statement, List<SignedProducerStatement> known, ProducerForce.Spoken spoken) {
        return ProducerForce.end(
                statement, known, listsNaming(statement.claims().signer()), spoken);
    }

    /** Of these clauses those for which its word about phones of these makers is accepted now. */
    public List<String> accepted(
            SignedProducerStatement statement,
            List<SignedProducerStatement> known,
            ProducerForce.Spoken spoken,
            List<String> makers,
            Rules rules,
            List<String> clauses) {
        ProducerClaims claims = statement.claims();
        if (makers.isEmpty()
                || claims.scope().isEmpty()
                || !isIssued(claims)
                || end(statement, known, spoken).isPresent()) {
            return List.of();
        }
        List<TrustedProducer> naming = naming(claims.signer());
        return clauses.stream()
                .filter(clause ->
                        naming.stream().anyMatch(producer -> accepts(producer, makers, rules, List.of(clause))))
                .toList();
    }

    private static boolean accepts(TrustedProducer producer, List<String> makers, Rules rules, List<String> clauses) {
        return producer.makers().containsAll(makers)
                && producer.clausesOf(rules.policy(), rules.version()).stream().anyMatch(clauses::contains);
    }

    /**
     * By which name a list has a key that can be gone by: first one that accepts its word for some of these clauses. What a statement calls its signer anybody can
     * write.
     */
    Optional<String> nameOf(VerifierKey key, List<String> makers, Rules rules, List<String> accepted) {
        List<TrustedProducer> naming = naming(key);
        return naming.stream()
                .filter(producer -> accepts(producer, makers, rules, accepted))
                .findFirst()
                .or(() -> naming.stream().findFirst())
                .map(TrustedProducer::name);
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
