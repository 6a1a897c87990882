package org.wangchuan.platform.ledger.producer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Clause;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;

/**
 * The makers of the operator's next list: as the one before has them, with what was decided since. Nobody vanishes from it, and no key: who is accepted no
 * more stays, accepted for nothing, and a key that is not named any more, or that somebody else may have, stays as a retired one. Thread-safe.
 */
@Component
public class ListedProducers {
    private final ProducerEntries entries;

    ListedProducers(ProducerEntries entries) {
        this.entries = entries;
    }

    /** The list with them; what does not fit into it beside what is there already, a station with the same key say, stays as it was. */
    public TrustList in(TrustList list) {
        Map<String, ProducerEntry> standing =
                entries.standing().stream().collect(Collectors.toMap(ProducerEntry::name, Function.identity()));
        if (standing.isEmpty() && list.producers().isEmpty()) {
            return list;
        }
        Set<PublicKey> stolen = entries.stolen();
        Map<String, TrustedProducer> before = new LinkedHashMap<>();
        list.producers().forEach(one -> before.put(one.name(), one));
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(standing.keySet().stream().sorted().toList());
        TrustList out = list;
        for (String name : names) {
            out = with(
                    out,
                    next(name, Optional.ofNullable(before.get(name)), Optional.ofNullable(standing.get(name)), stolen));
        }
        return out;
    }

    static TrustList with(TrustList list, Optional<TrustedProducer> next) {
        if (next.isEmpty() || list.producers().contains(next.get())) {
            return list;
        }
        List<TrustedProducer> all = new ArrayList<>(list.producers());
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(next.get().name())) {
                at = i;
            }
        }
        if (at < 0) {
            all.add(next.get());
        } else {
            all.set(at, next.get());
        }
        try {
            return with(list, all);
        } catch (IllegalArgumentException _) {
            // Of a new one nothing counts then; of one that is there, only less may.
            return at < 0 ? list : less(list, at, next.get());
        }
    }

    /** Where what was decided makes no list, what was taken back is taken back all the same, and the rest counts for nothing. */
    private static TrustList less(TrustList list, int at, TrustedProducer next) {
        TrustedProducer held = list.producers().get(at);
        List<VerifierKey> keys = held.keys().stream()
                .filter(key -> !next.retired().contains(key))
                .toList();
        List<VerifierKey> retired = retired(
                held, held.keys().stream().filter(next.retired()::contains).toList());
        try {
            return forNothing(list, at, keys, retired);
        } catch (IllegalArgumentException _) {
            // More than a list can hold: the list has to be signed all the same, and the gate asks what was decided.
            return forNothing(list, at, held.keys(), held.retired());
        }
    }

    private static TrustList forNothing(TrustList list, int at, List<VerifierKey> keys, List<VerifierKey> retired) {
        TrustedProducer held = list.producers().get(at);
        List<TrustedProducer> all = new ArrayList<>(list.producers());
        all.set(at, new TrustedProducer(held.name(), keys, retired, held.makers(), List.of(), held.least()));
        return with(list, all);
    }

    private static List<VerifierKey> retired(TrustedProducer before, List<VerifierKey> more) {
        Set<VerifierKey> out = new LinkedHashSet<>(before.retired());
        out.addAll(more);
        return List.copyOf(out);
    }

    /** A list with these producers. */
    static TrustList with(TrustList list, List<TrustedProducer> producers) {
        return new TrustList(
                list.version(),
                list.issuedAtSeconds(),
                list.signer(),
                list.operators(),
                list.witnessPolicy(),
                list.offlineSecondsMax(),
                producers);
    }

    /** What the next list says of one; empty if nothing: it was never in one, and all its keys are somebody else's by now. */
    static Optional<TrustedProducer> next(
            String name, Optional<TrustedProducer> before, Optional<ProducerEntry> standing, Set<PublicKey> stolen) {
        List<VerifierKey> named = standing.map(entry -> keys(entry.keys()))
                .orElseGet(() -> before.map(TrustedProducer::keys).orElse(List.of()));
        Set<VerifierKey> retired =
                new LinkedHashSet<>(before.map(TrustedProducer::retired).orElse(List.of()));
        before.map(TrustedProducer::keys).orElse(List.of()).stream()
                .filter(key -> !named.contains(key) || stolen.contains(key.key()))
                .forEach(retired::add);
        List<VerifierKey> keys = named.stream()
                .filter(key -> !retired.contains(key) && !stolen.contains(key.key()))
                .toList();
        if (keys.isEmpty() && retired.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TrustedProducer(
                name,
                keys,
                List.copyOf(retired),
                standing.map(ProducerEntry::makers)
                        .orElseGet(() -> before.map(TrustedProducer::makers).orElse(List.of())),
                standing.map(ProducerEntry::accepted).orElse(List.of()),
                before.map(TrustedProducer::least).orElse(List.of())));
    }

    /**
     * A list as far as what was decided here says the same now: of each maker only the keys, brands and clauses that the standing entry of its name has as well,
     * and no key that somebody else may have. Whatever was signed before, and whatever can't be taken out of it.
     */
    TrustList standing(TrustList list) {
        Map<String, ProducerEntry> standing =
                entries.standing().stream().collect(Collectors.toMap(ProducerEntry::name, Function.identity()));
        Set<PublicKey> stolen = entries.stolen();
        List<TrustedProducer> out = new ArrayList<>();
        for (TrustedProducer one : list.producers()) {
            Optional.ofNullable(standing.get(one.name()))
                    .flatMap(entry -> both(one, entry, stolen))
                    .ifPresent(out::add);
        }
        return with(list, out);
    }

    private static Optional<TrustedProducer> both(TrustedProducer one, ProducerEntry entry, Set<PublicKey> stolen) {
        List<VerifierKey> keys = one.keys().stream()
                .filter(key -> entry.keys().contains(key.toString()) && !stolen.contains(key.key()))
                .toList();
        List<String> makers =
                one.makers().stream().filter(entry.makers()::contains).toList();
        Set<String> clauses = entry.accepts().stream().map(Clause::text).collect(Collectors.toSet());
        List<TrustedProducer.Accepts> accepts = one.accepts().stream()
                .map(some -> new TrustedProducer.Accepts(
                        some.policy(),
                        some.version(),
                        some.clauses().stream()
                                .filter(clause ->
                                        clauses.contains(new Clause(some.policy(), some.version(), clause).text()))
                                .toList()))
                .filter(some -> !some.clauses().isEmpty())
                .toList();
        return keys.isEmpty() || makers.isEmpty() || accepts.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrustedProducer(one.name(), keys, one.retired(), makers, accepts, one.least()));
    }

    private static List<VerifierKey> keys(List<String> texts) {
        return texts.stream().map(ListedProducers::key).toList();
    }

    /** One that is kept here. */
    static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (VerificationException e) {
            throw new IllegalStateException("a key that was read before it was kept", e);
        }
    }
}
