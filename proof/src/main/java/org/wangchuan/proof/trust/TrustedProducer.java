package org.wangchuan.proof.trust;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;

/**
 * A maker of phones whose signed statements count, and for what. Accepting one is the list's own decision: no rule set, no station and no statement does it.
 *
 * @param name by which the list calls it, once in the list
 * @param keys that sign its statements, at most {@value #KEYS_MAX}; nobody else's. None only if all are retired
 * @param retired keys that were its own and count for nothing, for ever: what they signed meets no clause. At most {@value #RETIRED_MAX}, nobody else's
 * @param makers of which phones its word counts: the words by which they tell their maker, exactly; 1 to {@value #MAKERS_MAX}. What its statements say of others'
 *     counts for nothing
 * @param accepts for which clauses its word counts; none if it counts for nothing, or no longer
 * @param least of which statements earlier ones count no more
 */
public record TrustedProducer(
        String name,
        List<VerifierKey> keys,
        List<VerifierKey> retired,
        List<String> makers,
        List<Accepts> accepts,
        List<Least> least) {
    /** Most producers of a list. */
    public static final int PRODUCERS_MAX = 1_000;

    /** Most keys of one. */
    public static final int KEYS_MAX = 16;

    /** Most keys that were its own. */
    public static final int RETIRED_MAX = 64;

    /** Most words for the maker of its phones. */
    public static final int MAKERS_MAX = 8;

    /** Most rule sets that one is accepted for, each version counted. */
    public static final int ACCEPTS_MAX = 64;

    /** Most clauses of one rule set. */
    public static final int CLAUSES_MAX = 32;

    /** Most statements whose earlier ones are named. */
    public static final int LEAST_MAX = 1_000;

    /** Clauses of one version of a rule set. */
    public record Accepts(String policy, String version, List<String> clauses) {
        public Accepts {
            clauses = List.copyOf(clauses);
        }
    }

    /** Of the statements of a number only those with this sequence and later ones count. */
    public record Least(String number, long sequence) {}

    public TrustedProducer {
        keys = List.copyOf(keys);
        retired = List.copyOf(retired);
        makers = List.copyOf(makers);
        accepts = List.copyOf(accepts);
        least = List.copyOf(least);
    }

    /** One that never had another key. */
    public TrustedProducer(
            String name, List<VerifierKey> keys, List<String> makers, List<Accepts> accepts, List<Least> least) {
        this(name, keys, List.of(), makers, accepts, least);
    }

    /** For what it counts, as it is printed: {@code gb-46864-2025 1: overwrite, verification}; a dash if for nothing. */
    public String words() {
        return accepts.isEmpty()
                ? "–"
                : accepts.stream()
                        .map(one -> one.policy() + " " + one.version() + ": " + String.join(", ", one.clauses()))
                        .collect(Collectors.joining("; "));
    }

    /** Whose phones it may speak of, as it is printed. */
    public String makersInWords() {
        return String.join(", ", makers);
    }

    /** Whether this is one of its keys. */
    public boolean has(VerifierKey key) {
        return keys.contains(key);
    }

    /** Whether this is one of its keys that count for nothing, by whatever name it signs: whoever stole one chooses the name. */
    public boolean hasRetired(PublicKey key) {
        return retired.stream().anyMatch(one -> one.key().equals(key));
    }

    /** Whether this is, or was, one of its keys, by whatever name: by one that is retired it can still have taken back what it stated. */
    public boolean everHad(PublicKey key) {
        return hasRetired(key) || keys.stream().anyMatch(one -> one.key().equals(key));
    }

    /** The clauses of this version of a rule set that its word counts for. */
    public List<String> clausesOf(String policy, String version) {
        return accepts.stream()
                .filter(one -> one.policy().equals(policy) && one.version().equals(version))
                .findFirst()
                .map(Accepts::clauses)
                .orElse(List.of());
    }

    /** The least sequence of a statement's number that counts; empty if any does. */
    public OptionalLong leastOf(String number) {
        return least.stream()
                .filter(one -> one.number().equals(number))
                .mapToLong(Least::sequence)
                .findFirst();
    }
}
