package org.wangchuan.station.producer;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer;

/** What a statement comes to by itself, for whoever goes by some lists: whether any phone at all could have a clause met by it. Codes are stable. */
public enum Standing {
    /** A clause of some phone could be met by it. */
    COUNTS,
    /** No list has its key. */
    NOT_TRUSTED,
    /** A list says that its key counts no more. */
    KEY_RETIRED,
    /** Its key, or that of each list that has it, is a station's or a log's as well. */
    NOT_INDEPENDENT,
    /** It is withdrawn. */
    WITHDRAWN,
    /** A later one of its number states less, or a list says that it is too early. */
    OUTDATED,
    /** There are two of its number and of one sequence, its own or a later one. */
    CONFLICTING,
    /** It is dated in the future. */
    NOT_ISSUED_YET,
    /** By none of the ways that it names can this program clear a phone of its system and conditions. */
    NO_WAY,
    /** No list that has its key lets it speak of phones of a maker that it names. */
    NOT_ITS_PHONE,
    /** Those that do accept its word for no clause that it states and that a statement can meet. */
    NOT_ACCEPTED;

    /**
     * By these lists, now.
     *
     * @param known other statements, and this one perhaps
     */
    public static Standing of(
            SignedProducerStatement statement, ProducerLists lists, List<SignedProducerStatement> known) {
        if (lists.isRetired(statement.claims().signer())) {
            return KEY_RETIRED;
        }
        if (!lists.hasKey(statement.claims().signer())) {
            return NOT_TRUSTED;
        }
        List<TrustedProducer> naming = lists.naming(statement.claims().signer());
        if (naming.isEmpty()) {
            return NOT_INDEPENDENT;
        }
        Optional<ProducerScope> scope = statement.claims().scope();
        if (scope.isEmpty()) {
            return WITHDRAWN;
        }
        Optional<ProducerAnswer.State> ended =
                lists.end(statement, known, later -> Asides.canSpeakOfOne(statement, later));
        if (ended.isPresent()) {
            return ended(ended.get());
        }
        if (!ProducerLists.isIssued(statement.claims())) {
            return NOT_ISSUED_YET;
        }
        return of(scope.get(), naming);
    }

    private static Standing ended(ProducerAnswer.State state) {
        return switch (state) {
            case WITHDRAWN -> WITHDRAWN;
            case OUTDATED -> OUTDATED;
            case CONFLICTING -> CONFLICTING;
            default -> throw new IllegalStateException("no end: " + state);
        };
    }

    private static Standing of(ProducerScope scope, List<TrustedProducer> naming) {
        if (scope.ways().stream().noneMatch(way -> canClear(way, scope))) {
            return NO_WAY;
        }
        List<TrustedProducer> ofItsMakers = naming.stream()
                .filter(producer -> scope.makers().stream().anyMatch(producer.makers()::contains))
                .toList();
        if (ofItsMakers.isEmpty()) {
            return NOT_ITS_PHONE;
        }
        boolean isAccepted = ofItsMakers.stream()
                .anyMatch(producer -> scope.meets().stream()
                        .anyMatch(meets -> producer.clausesOf(meets.policy(), meets.version()).stream()
                                .anyMatch(clause -> meets.clauses().contains(clause) && canMeet(meets, clause))));
        return isAccepted ? COUNTS : NOT_ACCEPTED;
    }

    /** Whether this program has a way to erase a phone. */
    public static boolean isWay(ProducerScope.Way way) {
        return TechniqueCatalogue.find(way.id(), way.version()).isPresent();
    }

    /**
     * Whether there can be a phone of which a scope speaks, and which this program calls cleared by this way and held by nothing. What its conditions ask for the way
     * must not exclude; nor must they ask for an organisation that manages it, which may hold it.
     */
    private static boolean canClear(ProducerScope.Way way, ProducerScope scope) {
        return TechniqueCatalogue.find(way.id(), way.version())
                .filter(technique -> technique.reaches().isPresent())
                .filter(technique -> allow(technique.needs(), Property.SYSTEM, List.of(scope.system())))
                .filter(technique -> scope.conditions().stream()
                        .allMatch(one -> allow(technique.needs(), property(one), one.is())
                                && (property(one) != Property.MANAGED
                                        || one.is().contains("no"))))
                .isPresent();
    }

    private static Property property(ProducerScope.Condition condition) {
        return ProducersOfPhone.property(condition.property());
    }

    private static boolean allow(List<Condition> needs, Property property, List<String> answers) {
        return needs.stream()
                .filter(need -> need.property() == property)
                .allMatch(need -> need.is().stream().anyMatch(answers::contains));
    }

    /** Whether this program has a clause that a statement could meet: one about the verdict follows from it, and from nobody's word. */
    public static boolean canMeet(ProducerScope.Meets meets, String clause) {
        Optional<Policy> policy = PolicyCatalogue.versions(meets.policy()).stream()
                .filter(one -> String.valueOf(one.version()).equals(meets.version()))
                .findFirst();
        return policy.stream()
                .flatMap(one -> one.clauses().stream())
                .filter(one -> one.id().equals(clause))
                .map(Clause::needs)
                .anyMatch(needs -> !(needs instanceof Requirement.Level));
    }
}
