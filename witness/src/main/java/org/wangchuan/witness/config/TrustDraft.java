package org.wangchuan.witness.config;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;

/**
 * What a trust list is to say, as its signer writes it: all of it, so that the list can be told from the draft and the policies that it names.
 *
 * @param operators as a list has them, at least one
 * @param witnessPolicy the text of today's policy; empty if the draft names none
 * @param offlineSecondsMax from the hours in the draft, or the default
 * @param policies all that the draft names, in the order of its lines
 * @param producers makers of phones whose statements count
 */
public record TrustDraft(
        List<TrustList.Operator> operators,
        String witnessPolicy,
        long offlineSecondsMax,
        List<NamedPolicy> policies,
        List<TrustedProducer> producers) {
    public TrustDraft {
        operators = List.copyOf(operators);
        policies = List.copyOf(policies);
        producers = List.copyOf(producers);
    }

    /**
     * A witness policy that a draft names.
     *
     * @param where the draft, its line, and the policy's file
     */
    public record NamedPolicy(String where, WitnessPolicy policy) {}

    /**
     * Reads the file and the policies that it names. Lines are a word and its value; those that begin with {@code #} are comments. For the whole list,
     * before the first operator, and at most once: {@code witnesses FILE} and {@code offline-hours N} (1 to 8784). Each line {@code operator NAME} begins
     * the part of one operator, with {@code log VKEY} and {@code station KEY from INDEX [until INDEX]}, both once or more, and {@code
     * earlier-witnesses FILE until SIZE}, the oldest first, with {@code none} instead of a file where nobody's count. Each line {@code producer NAME} begins the part of one producer, with {@code producer-key VKEY} once or
     * more, {@code producer-retired VKEY} for keys that were its own and count for nothing, {@code producer-makers MAKER} once or more for whose phones it may speak of, {@code producer-accepts POLICY VERSION CLAUSE…} for what its word counts, and {@code producer-least NUMBER SEQUENCE} for statements of which earlier
     * ones count no more. Paths are relative to the file's folder. What is read makes a trust list, as far as its operators go; whether its producers do, the
     * signer's key decides too.
     *
     * @throws ConfigException with the line
     */
    public static TrustDraft read(Path file) throws ConfigException {
        return new TrustDraftReader(file).read();
    }

    /**
     * The list that says this.
     *
     * @throws IllegalArgumentException for producers that no list of this signer can have
     */
    public TrustList toList(long version, long issuedAtSeconds, VerifierKey signer) {
        return new TrustList(version, issuedAtSeconds, signer, operators, witnessPolicy, offlineSecondsMax, producers);
    }
}
