package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.producer.SignedProducerStatement;

/**
 * What a statement of a producer beside a phone's clearing comes to, for whoever verifies.
 *
 * @param statement as it came; its own signature is right
 * @param state whether it counts, and if not, why
 * @param producer by which name a trust list has its key, first one that accepts it; absent if none has that can be gone by for its signer
 * @param met the clauses that are open by the evidence and are met by it, each with a list that accepts it; empty unless it counts
 */
public record ProducerAnswer(SignedProducerStatement statement, State state, Optional<String> producer, List<Met> met) {

    /**
     * A clause that is met.
     *
     * @param clause its id
     * @param list the signer of a list that accepts the producer's word for it
     */
    public record Met(String clause, String list) {}

    /** The weightiest that is so. Codes are stable. */
    public enum State {
        /** It counts for its clauses. */
        COUNTS,
        /** Nobody known signed the record: that it fits is a stranger's claim. */
        SIGNER_UNKNOWN,
        /** No trust list has its key: anybody can sign one. */
        NOT_TRUSTED,
        /** A trust list says that its key counts no more. */
        KEY_RETIRED,
        /** Its key, or that of every list that names it, is a station's or a log's as well: such a one accepts its own word. */
        NOT_INDEPENDENT,
        /** Its producer has withdrawn it. */
        WITHDRAWN,
        /** A later one of its number is known that states less, or a trust list says that one this early counts no more. */
        OUTDATED,
        /** There are two of its number and of one sequence, its own or a later one: a producer that says two things says neither. */
        CONFLICTING,
        /** It is dated in the future. */
        NOT_ISSUED_YET,
        /** It does not speak of this phone, this way, this time or these clauses. */
        OTHER_PHONE,
        /** The phone was erased in a way that is not known here: nothing can be said of what it shows. */
        WAY_UNKNOWN,
        /** What it speaks of is not shown, so that nobody can tell. */
        NOT_SHOWN,
        /** The phone was not erased as far as is known, or somebody may hold it: there it meets nothing. */
        NOT_CLEARED,
        /** No trust list that has its key says that it may speak of phones of this maker. */
        NOT_ITS_PHONE,
        /** A trust list has its key, and accepts its word for none of these clauses. */
        NOT_ACCEPTED,
        /** It would count, but the station says of another one beside it that its record fits, and what it shows excludes that: then nothing of it counts. */
        OVERSTATED,
        /** It would count, and there is no certificate: by which time the phone was erased is its station's claim. */
        TIME_NOT_PROVED,
        /** It would count, and by the witnesses of some list the time by which the phone was erased is none of those of which it speaks, or they deny each other. */
        TIME_BEYOND,
        /**
         * It would count, and a list that accepts it and knows the station or its log has no witnesses that prove the time; or nobody's do but those of lists that a
         * station or a log signed.
         */
        TIME_BY_ITSELF
    }

    public ProducerAnswer {
        met = List.copyOf(met);
    }

    /** The ids of the clauses that are met by it. */
    public List<String> clauses() {
        return met.stream().map(Met::clause).toList();
    }

    /** The signers of the lists that accept it, each once. */
    public List<String> lists() {
        return met.stream().map(Met::list).distinct().toList();
    }

    /** The same in another state; nothing is met by it. */
    ProducerAnswer with(State other) {
        return new ProducerAnswer(statement, other, producer, List.of());
    }

    /** Whether it counts. */
    public boolean counts() {
        return state == State.COUNTS;
    }
}
