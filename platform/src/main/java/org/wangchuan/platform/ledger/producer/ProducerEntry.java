package org.wangchuan.platform.ledger.producer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.trust.TrustedProducer;

/**
 * What somebody proposed to accept of a maker, and what became of it.
 *
 * @param name by which the list calls it
 * @param keys verifier keys that sign its statements
 * @param makers of which phones its word counts
 * @param accepts for which clauses
 * @param reason by what whoever proposed it knows that the keys are this maker's
 * @param confirmed by somebody else; it counts from then on
 * @param ended absent while it waits or counts
 */
public record ProducerEntry(
        UUID id,
        String name,
        List<String> keys,
        List<String> makers,
        List<Clause> accepts,
        String reason,
        Signed proposed,
        Optional<Signed> confirmed,
        Optional<Ended> ended) {
    /** Who did it, by their name at work, and when. */
    public record Signed(UUID account, String name, Instant at) {}

    /**
     * How it ended.
     *
     * @param by nobody where a back-up was put back
     */
    public record Ended(Optional<Signed> by, Instant at, Why why) {}

    /** One clause of one version of a rule set. */
    public record Clause(String policy, String version, String clause) {
        /** As a form and the database have it: three words. */
        public String text() {
            return policy + " " + version + " " + clause;
        }
    }

    /** Why it ended. Words are under {@code ledger.producers.why.ID}. */
    public enum Why {
        /** Nobody confirmed it. */
        GIVEN_UP,
        /** Another one of this name was confirmed. */
        REPLACED,
        /** Somebody took it back: its word counts no more. */
        ENDED,
        /** Somebody else may have its keys: nothing that they signed counts, for ever. */
        KEY_STOLEN,
        /** A back-up was put back: whether it was taken back since then nobody knows. */
        RESTORED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Why of(String id) {
            return valueOf(id.toUpperCase(java.util.Locale.ROOT));
        }
    }

    public ProducerEntry {
        keys = List.copyOf(keys);
        makers = List.copyOf(makers);
        accepts = List.copyOf(accepts);
    }

    /** Whether it waits for somebody else. */
    public boolean isProposed() {
        return confirmed.isEmpty() && ended.isEmpty();
    }

    /** Whether it counts. */
    public boolean isStanding() {
        return confirmed.isPresent() && ended.isEmpty();
    }

    /** As a trust list has it: each version of a rule set once. */
    List<TrustedProducer.Accepts> accepted() {
        Map<List<String>, List<String>> clauses = new LinkedHashMap<>();
        accepts.forEach(one -> clauses.computeIfAbsent(List.of(one.policy(), one.version()), _ -> new ArrayList<>())
                .add(one.clause()));
        List<TrustedProducer.Accepts> out = new ArrayList<>();
        clauses.forEach((rules, some) -> out.add(new TrustedProducer.Accepts(rules.get(0), rules.get(1), some)));
        return out;
    }
}
