package org.wangchuan.proof.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.trust.TrustedProducer.Accepts;
import org.wangchuan.proof.trust.TrustedProducer.Least;

/** What values must be before they are the producers of a trust list, whether it is made or read. */
final class TrustedProducerRules {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    private TrustedProducerRules() {}

    /**
     * What makes them none. A key signs for one purpose and one master: whoever erases or keeps a log is no producer in the same list, and what decides whose
     * word counts is not said by a station.
     */
    static Optional<String> fault(
            VerifierKey signer, List<TrustList.Operator> operators, List<TrustedProducer> producers) {
        if (producers.isEmpty()) {
            return Optional.empty();
        }
        if (producers.size() > TrustedProducer.PRODUCERS_MAX) {
            return Optional.of("more than " + TrustedProducer.PRODUCERS_MAX + " producers");
        }
        Set<PublicKey> judged = new HashSet<>();
        for (TrustList.Operator operator : operators) {
            operator.logKeys().forEach(key -> judged.add(key.key()));
            operator.stations().forEach(station -> judged.add(station.key()));
        }
        if (judged.contains(signer.key())) {
            return Optional.of("producers in a list that a station or a log signs");
        }
        Set<PublicKey> taken = new HashSet<>(judged);
        taken.add(signer.key());
        Set<String> names = new HashSet<>();
        for (TrustedProducer producer : producers) {
            if (!TrustListRules.isName(producer.name()) || !names.add(producer.name())) {
                return Optional.of("a producer without a name in print, or two of one name");
            }
            if ((producer.keys().isEmpty() && producer.retired().isEmpty())
                    || producer.keys().size() > TrustedProducer.KEYS_MAX
                    || producer.retired().size() > TrustedProducer.RETIRED_MAX) {
                return Optional.of("a producer without a key, or with too many");
            }
            for (VerifierKey key : allKeys(producer)) {
                if (!taken.add(key.key())) {
                    return Optional.of("a producer's key that is somebody else's as well");
                }
            }
            if (!areMakers(producer.makers())) {
                return Optional.of("a producer without the makers whose phones it may speak of, or with too many");
            }
            if (!areAccepted(producer.accepts()) || !areLeast(producer.least())) {
                return Optional.of("clauses or statements of a producer that are none");
            }
        }
        return Optional.empty();
    }

    private static List<VerifierKey> allKeys(TrustedProducer producer) {
        return Stream.concat(producer.keys().stream(), producer.retired().stream())
                .toList();
    }

    private static boolean areMakers(List<String> makers) {
        return !makers.isEmpty()
                && makers.size() <= TrustedProducer.MAKERS_MAX
                && makers.stream().allMatch(Phone::isLine)
                && new HashSet<>(makers).size() == makers.size();
    }

    private static boolean areAccepted(List<Accepts> accepts) {
        Set<List<String>> rules = new HashSet<>();
        return accepts.size() <= TrustedProducer.ACCEPTS_MAX
                && accepts.stream()
                        .allMatch(one -> ID.matcher(one.policy()).matches()
                                && VERSION.matcher(one.version()).matches()
                                && rules.add(List.of(one.policy(), one.version()))
                                && !one.clauses().isEmpty()
                                && one.clauses().size() <= TrustedProducer.CLAUSES_MAX
                                && one.clauses().stream()
                                        .allMatch(id -> ID.matcher(id).matches())
                                && new HashSet<>(one.clauses()).size()
                                        == one.clauses().size());
    }

    private static boolean areLeast(List<Least> least) {
        Set<String> numbers = new HashSet<>();
        return least.size() <= TrustedProducer.LEAST_MAX
                && least.stream()
                        .allMatch(one -> NUMBER.matcher(one.number()).matches()
                                && numbers.add(one.number())
                                && one.sequence() >= 1
                                && one.sequence() <= Integer.MAX_VALUE);
    }
}
