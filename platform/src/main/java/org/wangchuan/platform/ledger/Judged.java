package org.wangchuan.platform.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement with what people answer for.
 *
 * @param open clauses that whoever looks at it may answer for
 * @param standing what would be said of them as one who answers; empty if they may answer for none
 */
public record Judged(
        Statements.Shown shown,
        List<Validations.Validation> validations,
        Set<String> open,
        Optional<Validations.Standing> standing) {
    public Judged {
        validations = List.copyOf(validations);
        open = Set.copyOf(open);
    }
}
