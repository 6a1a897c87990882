package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.trust.TrustList;

/**
 * When the clearing of a certificate was made, as the witnesses of each trust list prove it that knows its station. Lists differ in whom they believe: none of
 * them speaks for another. Immutable and thread-safe.
 *
 * @param all one for each such list, at least one
 */
public record ProvedTimes(List<One> all) {

    /**
     * What the witnesses of one list prove.
     *
     * @param list its signer
     */
    public record One(VerifierKey list, TimeInterval interval) {
        private boolean isOf(TrustList other) {
            return list.equals(other.signer());
        }
    }

    /** @throws IllegalArgumentException for none: then nothing is proved */
    public ProvedTimes {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("times that nobody proves");
        }
    }

    /** What the witnesses of this one list prove. */
    public static ProvedTimes of(TrustList list, TimeInterval interval) {
        return new ProvedTimes(List.of(new One(list.signer(), interval)));
    }

    /**
     * Whether, by each list, it was in the log before a statement ended, and not before it began. So the phone was set off before the end. That it was set off
     * after the beginning nobody proves: a clearing names a note that is older than itself, which need not be older than what it tells of.
     */
    boolean areWithin(ProducerScope scope) {
        return all.stream()
                .map(One::interval)
                .allMatch(interval -> !interval.isContradictory()
                        && interval.notLater().isBefore(scope.until())
                        && !interval.notLater().isBefore(scope.from()));
    }

    /**
     * Those of them that lists go by which accept a statement: a list that knows the station goes by its own witnesses, one that does not by those of all others;
     * and none by a list of the station's own, which names whom it likes.
     *
     * @param station thumbprint of its key
     * @return empty if there are none, or not by each list that knows the station
     */
    Optional<ProvedTimes> goneBy(String station, List<TrustList> accepting) {
        List<TrustList> knowing = accepting.stream()
                .filter(list -> list.operatorOf(station).isPresent())
                .toList();
        boolean isByOthers = knowing.size() < accepting.size();
        List<One> out = all.stream()
                .filter(one -> !one.list().key().thumbprint().equals(station))
                .filter(one -> isByOthers || knowing.stream().anyMatch(one::isOf))
                .toList();
        boolean isByEach = knowing.stream().allMatch(list -> out.stream().anyMatch(one -> one.isOf(list)));
        return isByEach && !out.isEmpty() ? Optional.of(new ProvedTimes(out)) : Optional.empty();
    }
}
