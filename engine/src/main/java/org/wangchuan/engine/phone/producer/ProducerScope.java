package org.wangchuan.engine.phone.producer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.technique.Condition;

/**
 * What a producer's statement speaks of, in the engine's words. Who signed it, and whether anybody believes them, is not known here. Immutable and
 * thread-safe.
 *
 * @param makers the words by which such a phone tells its maker, exactly
 * @param models the words by which it tells its model, exactly
 * @param system as {@code Property.SYSTEM} has it
 * @param versionLeast numbers with dots between
 * @param patchLeast Android's security patch level at least
 * @param ways techniques by which the phone has to have been erased
 * @param conditions what else it has to have told of itself before, each of trust SHOWN
 * @param meets the clauses that are said to be met
 * @param from no erasure that was set off before
 * @param until none that was set off then or later
 */
public record ProducerScope(
        List<String> makers,
        List<String> models,
        String system,
        String versionLeast,
        Optional<LocalDate> patchLeast,
        List<Way> ways,
        List<Condition> conditions,
        List<Meets> meets,
        Instant from,
        Instant until) {

    /** A technique by name and version. */
    public record Way(String id, long version) {}

    /** Clauses of one version of a rule set. */
    public record Meets(String policy, long version, List<String> clauses) {
        public Meets {
            clauses = List.copyOf(clauses);
        }
    }

    /** @throws IllegalArgumentException for a least version that is none */
    public ProducerScope {
        makers = List.copyOf(makers);
        models = List.copyOf(models);
        ways = List.copyOf(ways);
        conditions = List.copyOf(conditions);
        meets = List.copyOf(meets);
        if (!DottedVersion.isOne(versionLeast)) {
            throw new IllegalArgumentException("a version that is none");
        }
    }

    /** The clauses that are said to be met of this version of a rule set. */
    List<String> clausesOf(String policy, long version) {
        return meets.stream()
                .filter(one -> one.policy().equals(policy) && one.version() == version)
                .flatMap(one -> one.clauses().stream())
                .toList();
    }
}
