package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.trust.TrustList;

/**
 * When the clearing of a certificate was made, as the witnesses of each trust list prove it that knows its station. Lists differ in whom they believe: none of
 * them speaks for another. Immutable and thread-safe.
 *
 * @param log name of the log that it is in
 * @param all one for each such list, at least one
 */
public record ProvedTimes(String log, List<One> all) {

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
    public static ProvedTimes of(String log, TrustList list, TimeInterval interval) {
        return new ProvedTimes(log, List.of(new One(list.signer(), interval)));
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
     * Those of them that lists go by which accept a statement: a list that knows the station, or the log, goes by its own witnesses, one that knows neither by those of
     * all others; and none by a list whose signer is itself judged, which names whom it likes.
     *
     * @param accepting lists that accept it
     * @param isKnown whether a list knows the station or the log that the times are about
     * @param isJudged whether a list's signer is a station or a log
     * @return empty if there are none, or not by each list that knows the station
     */
    Optional<ProvedTimes> goneBy(
            List<TrustList> accepting, Predicate<TrustList> isKnown, Predicate<PublicKey> isJudged) {
        List<TrustList> knowing = accepting.stream().filter(isKnown).toList();
        boolean isByOthers = knowing.size() < accepting.size();
        List<One> out = independent(isJudged)
                .filter(one -> isByOthers || knowing.stream().anyMatch(one::isOf))
                .toList();
        boolean isByEach = knowing.stream().allMatch(list -> out.stream().anyMatch(one -> one.isOf(list)));
        return isByEach && !out.isEmpty() ? Optional.of(new ProvedTimes(log, out)) : Optional.empty();
    }

    /**
     * Whether witnesses of some list saw that it was not there yet after those of another one saw it: both can't be right, and nobody knows which. That some saw it
     * late denies nothing.
     *
     * @param others of which lists whose signer is judged are passed over
     */
    boolean areDeniedBy(ProvedTimes others, Predicate<PublicKey> isJudged) {
        return others.independent(isJudged)
                .flatMap(one -> one.interval().notEarlier().stream())
                .anyMatch(notEarlier -> all.stream()
                        .anyMatch(one -> notEarlier.isAfter(one.interval().notLater())));
    }

    private Stream<One> independent(Predicate<PublicKey> isJudged) {
        return all.stream().filter(one -> !isJudged.test(one.list().key()));
    }
}
