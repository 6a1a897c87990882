package org.wangchuan.platform.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement with what people answer for.
 *
 * @param producers what makers' statements beside it come to
 * @param open clauses that whoever looks at it may answer for
 * @param standing what would be said of them as one who answers; empty if they may answer for none
 */
public record Judged(
        Statements.Shown shown,
        List<Validations.Validation> validations,
        List<ProducerTold> producers,
        Set<String> open,
        Optional<Validations.Standing> standing) {
    public Judged {
        validations = List.copyOf(validations);
        producers = List.copyOf(producers);
        open = Set.copyOf(open);
    }

    /**
     * Whether the rule is met, by what is said beside it here: where the evidence leaves a clause open, a person answers for it, or a maker's word meets it at
     * this moment. Whether its verdict is in doubt is another question.
     */
    public boolean isConforming() {
        return shown.file().isConforming()
                && Statements.isConforming(shown.file().clauses(), answered());
    }

    /** Whether a good verdict says less than it could: the rule is not met, or it may rest on a destroyed key, and nobody answers for anything of it. */
    public boolean isLimited() {
        return !isConforming() || (shown.restsOnKey() && answered().isEmpty());
    }

    private Set<String> answered() {
        Set<String> answered = new HashSet<>();
        validations.forEach(one -> answered.add(one.clause()));
        producers.forEach(one -> answered.addAll(one.met()));
        return answered;
    }

    /** What keeps it from that: clauses that neither the evidence nor anybody's word meets, in their order. */
    public List<Clause> unmet() {
        Set<String> answered = answered();
        return shown.file().clauses().stream()
                .filter(clause -> !Statements.isAnswered(clause, answered))
                .toList();
    }

    /** Whether a clause is met by a maker's word for which no person answers. */
    public boolean isByProducer() {
        return producers.stream()
                .flatMap(one -> one.met().stream())
                .anyMatch(clause ->
                        validations.stream().noneMatch(one -> one.clause().equals(clause)));
    }
}
