package org.wangchuan.station.producer;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.producer.ProducerScope;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.ProducersShown;

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
     * What the clearing statement of a phone shows of these: those that its record fits, the newest of each number, at most
     * {@value ProducersShown#STATEMENTS_MAX}, those with the most clauses first.
     */
    public static Optional<ProducersShown> shown(PhoneEvidence evidence, List<SignedProducerStatement> kept) {
        List<ProducersShown.One> out = new ArrayList<>();
        for (SignedProducerStatement statement : newest(kept)) {
            fit(evidence, statement)
                    .filter(ProducerFit::fits)
                    .ifPresent(fit -> out.add(new ProducersShown.One(statement.text(), fit.clauses())));
        }
        out.sort(Comparator.comparingInt(
                        (ProducersShown.One one) -> -one.clauses().size())
                .thenComparing(ProducersShown.One::statement));
        return out.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProducersShown(out.subList(0, Math.min(out.size(), ProducersShown.STATEMENTS_MAX))));
    }

    /**
     * Of each number of each producer the one with the highest sequence; where two share it, neither: they contradict each other. Whose key is whose a trust list
     * says; here the same name is the same producer, since a maker with a new key withdraws by it what it signed with its old one. Whoever only takes a name for
     * itself keeps a statement from travelling, and raises nothing.
     */
    public static List<SignedProducerStatement> newest(List<SignedProducerStatement> some) {
        return some.stream()
                .distinct()
                .filter(one -> some.stream()
                        .noneMatch(other -> isSameNumber(one, other)
                                && !one.equals(other)
                                && other.claims().sequence() >= one.claims().sequence()))
                .toList();
    }

    private static boolean isSameNumber(SignedProducerStatement one, SignedProducerStatement other) {
        return (one.claims().signer().equals(other.claims().signer())
                        || one.claims().name().equals(other.claims().name()))
                && one.claims().number().equals(other.claims().number());
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
    private static Property property(String id) {
        for (Property property : Property.values()) {
            if (Json.wireName(property).equals(id)) {
                return property;
            }
        }
        throw new IllegalStateException("no property " + id);
    }
}
