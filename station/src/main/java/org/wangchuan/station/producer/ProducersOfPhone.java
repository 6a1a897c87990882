package org.wangchuan.station.producer;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.producer.ProducerScope;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.station.receipt.ClaimsOfPhone;

/**
 * Asks the engine what the record of a phone shows of producers' statements. A translation and a choice: what fits is judged by the engine, and whose word
 * counts by nobody here.
 */
public final class ProducersOfPhone {
    private ProducersOfPhone() {}

    /** What a record shows of a statement; empty if it is withdrawn. */
    public static Optional<ProducerFit> fit(PhoneEvidence evidence, SignedProducerStatement statement) {
        return statement.claims().scope().map(scope -> ProducerFit.of(evidence, scope(scope)));
    }

    /** What it would come to if a phone of which this is known were erased now in this way; empty if it is withdrawn. */
    public static Optional<ProducerFit> ahead(
            Facts known, PhoneTechnique technique, Policy policy, SignedProducerStatement statement, Instant now) {
        return statement.claims().scope().map(scope -> ProducerFit.ahead(known, technique, policy, scope(scope), now));
    }

    /**
     * A statement that the record of a phone fits.
     *
     * @param clauses those that are open and that it speaks of
     * @param accepted those of them for which the trust lists of this machine accept its word about such a phone
     * @param name by which one of them has its key as a producer's, first one that accepts; absent if none has it
     * @param later how many of those that fit are later ones of its number: they state at least as much, so that it travels only where there is room
     */
    public record Fitting(Kept kept, List<String> clauses, List<String> accepted, Optional<String> name, int later) {
        public Fitting {
            clauses = List.copyOf(clauses);
            accepted = List.copyOf(accepted);
        }

        /** Whether a list has its key as a producer's. */
        public boolean isNamed() {
            return name.isPresent();
        }
    }

    /**
     * What travels, and what stays behind though the record fits it.
     *
     * @param chosen at most {@value ProducersShown#STATEMENTS_MAX}
     */
    public record Choice(List<Fitting> chosen, List<Aside> left) {
        public Choice {
            chosen = List.copyOf(chosen);
            left = List.copyOf(left);
        }

        /** As a clearing statement shows it. */
        public Optional<ProducersShown> shown() {
            return chosen.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ProducersShown(chosen.stream()
                            .map(one -> new ProducersShown.One(
                                    one.kept().statement().text(), one.clauses()))
                            .toList()));
        }

        /**
         * What stays behind of a result that is signed already, whatever is chosen by now.
         *
         * @param signed what the signed statement shows
         */
        public List<Aside> left(Optional<ProducersShown> signed) {
            List<String> travel = signed.map(ProducersShown::all).orElse(List.of()).stream()
                    .map(ProducersShown.One::statement)
                    .toList();
            List<Aside> out = new ArrayList<>(left);
            chosen.stream()
                    .map(Fitting::kept)
                    .map(kept -> new Aside(kept, Aside.Why.SIGNED_WITHOUT, List.of()))
                    .forEach(out::add);
            out.removeIf(aside -> travel.contains(aside.kept().statement().text()));
            return List.copyOf(out);
        }
    }

    /** Of the statements here those that travel with the receipt of a phone: its record fits them. */
    public static Choice choose(PhoneEvidence evidence, StatementsHere here) {
        List<String> makers = ClaimsOfPhone.phone(evidence.events(), Optional.empty()).maker().stream()
                .toList();
        return choose(here, statement -> fit(evidence, statement), makers, evidence.policy());
    }

    /** The same beforehand, of a phone of which this is known, if it were erased now in this way. */
    public static Choice chooseAhead(
            Facts known, PhoneTechnique technique, Policy policy, StatementsHere here, Instant now) {
        List<String> makers = known.all().stream()
                .filter(fact -> fact.property() == Property.MAKER)
                .map(Fact::value)
                .distinct()
                .toList();
        return choose(here, statement -> ahead(known, technique, policy, statement, now), makers, policy);
    }

    private static Choice choose(
            StatementsHere here,
            Function<SignedProducerStatement, Optional<ProducerFit>> fits,
            List<String> makers,
            Policy policy) {
        Map<Bytes32, List<String>> fitting = new HashMap<>();
        for (SignedProducerStatement statement : here.statements()) {
            fits.apply(statement)
                    .filter(ProducerFit::fits)
                    .ifPresent(fit -> fitting.put(statement.digest(), fit.clauses()));
        }
        BiPredicate<SignedProducerStatement, SignedProducerStatement> spoken =
                (one, later) -> fitting.getOrDefault(later.digest(), List.of()).containsAll(clauses(one, fitting));
        List<Aside> asides = Asides.of(here, spoken);
        List<Kept> inForce = here.without(asides).stream()
                .filter(kept -> fitting.containsKey(kept.statement().digest()))
                .toList();
        ProducerLists.Rules rules = ProducerLists.Rules.of(policy.id(), policy.version());
        List<Fitting> all = new ArrayList<>();
        for (Kept kept : inForce) {
            SignedProducerStatement one = kept.statement();
            List<String> clauses = clauses(one, fitting);
            List<String> accepted = here.lists()
                    .accepted(one, here.statements(), later -> spoken.test(one, later), makers, rules, clauses);
            all.add(new Fitting(
                    kept,
                    clauses,
                    accepted,
                    here.lists().nameOf(one.claims().signer(), makers, rules, accepted),
                    Asides.later(kept, inForce, here.lists())));
        }
        List<Aside> left = asides.stream()
                .filter(aside -> fitting.containsKey(aside.kept().statement().digest()))
                .toList();
        return choose(all, left);
    }

    private static List<String> clauses(SignedProducerStatement statement, Map<Bytes32, List<String>> fitting) {
        return fitting.getOrDefault(statement.digest(), List.of());
    }

    /**
     * So that together they meet as much as they can for whoever goes by the lists of this machine, and then for anybody: each next one adds the most clauses
     * that are accepted. Whom no list names never goes before whom one does, since anybody can sign for the same models; but what a later one of its number states
     * as well goes last.
     */
    private static Choice choose(List<Fitting> fitting, List<Aside> left) {
        List<Fitting> waiting = new ArrayList<>(fitting);
        List<Fitting> chosen = new ArrayList<>();
        Set<String> accepted = new HashSet<>();
        Set<String> clauses = new HashSet<>();
        while (!waiting.isEmpty() && chosen.size() < ProducersShown.STATEMENTS_MAX) {
            Fitting next = waiting.stream()
                    .min(Comparator.comparingLong((Fitting one) -> -added(one.accepted(), accepted))
                            .thenComparingInt(Fitting::later)
                            .thenComparing(one -> !one.isNamed())
                            .thenComparingLong(one -> -added(one.clauses(), clauses))
                            .thenComparingInt(one -> -one.clauses().size())
                            .thenComparing(one -> one.kept().statement().text()))
                    .orElseThrow();
            waiting.remove(next);
            chosen.add(next);
            accepted.addAll(next.accepted());
            clauses.addAll(next.clauses());
        }
        List<Path> first =
                chosen.stream().map(one -> one.kept().file()).sorted().toList();
        List<Aside> behind = new ArrayList<>(left);
        waiting.sort(Comparator.comparing(one -> !one.isNamed())); // of a thousand strangers nobody reads to the end
        waiting.forEach(one -> behind.add(new Aside(one.kept(), Aside.Why.FULL, first)));
        return new Choice(chosen, behind);
    }

    private static long added(List<String> some, Set<String> there) {
        return some.stream().filter(one -> !there.contains(one)).count();
    }

    private static ProducerScope scope(org.wangchuan.proof.producer.ProducerScope said) {
        return new ProducerScope(
                said.makers(),
                said.models(),
                said.system(),
                said.versionLeast(),
                said.patchLeast().map(LocalDate::parse),
                said.ways().stream()
                        .map(way -> new ProducerScope.Way(way.id(), way.version()))
                        .toList(),
                said.conditions().stream()
                        .map(one -> new Condition(property(one.property()), one.is(), Trust.SHOWN))
                        .toList(),
                said.meets().stream()
                        .map(one -> new ProducerScope.Meets(one.policy(), Long.parseLong(one.version()), one.clauses()))
                        .toList(),
                said.from(),
                said.until());
    }

    /** What the one calls a property the other calls so, too; a test holds the two vocabularies together. */
    static Property property(String id) {
        for (Property property : Property.values()) {
            if (Json.wireName(property).equals(id)) {
                return property;
            }
        }
        throw new IllegalStateException("no property " + id);
    }
}
