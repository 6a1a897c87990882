package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.producer.SignedProducerStatement;

/**
 * What a statement of a producer beside a phone's clearing comes to, for whoever verifies.
 *
 * @param statement as it came; its own signature is right
 * @param state whether it counts, and if not, why
 * @param producer by which name a trust list has its key; absent if none has
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
        /** No trust list has its key: anybody can sign one. */
        NOT_TRUSTED,
        /** Its key, or that of every list that names it, is a station's or a log's as well: such a one accepts its own word. */
        NOT_INDEPENDENT,
        /** Its producer has withdrawn it. */
        WITHDRAWN,
        /** A later one of its number is known, or a trust list says that one this early counts no more. */
        OUTDATED,
        /** There is another one of its number and sequence: a producer that says two things says neither. */
        CONFLICTING,
        /** It is dated in the future. */
        NOT_ISSUED_YET,
        /** It does not speak of this phone, this way, this time or these clauses. */
        OTHER_PHONE,
        /** What it speaks of is not shown, so that nobody can tell. */
        NOT_SHOWN,
        /** The phone was not erased as far as is known, or somebody may hold it: there it meets nothing. */
        NOT_CLEARED,
        /** No trust list that has its key says that it may speak of phones of this maker. */
        NOT_ITS_PHONE,
        /** A trust list has its key, and accepts its word for none of these clauses. */
        NOT_ACCEPTED,
        /**
         * It would count, and no witnesses prove that the phone was erased while it was in force: there is no certificate, or its times reach beyond. A station's own
         * clock is its claim.
         */
        TIME_NOT_PROVED
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

    /** Whether it counts. */
    public boolean counts() {
        return state == State.COUNTS;
    }
}
