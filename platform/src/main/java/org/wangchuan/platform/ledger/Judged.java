package org.wangchuan.platform.ledger;

import java.util.List;
import java.util.Set;

/**
 * A statement with what people answer for.
 *
 * @param open clauses that whoever looks at it may answer for
 */
public record Judged(Statements.Shown shown, List<Validations.Validation> validations, Set<String> open) {
    public Judged {
        validations = List.copyOf(validations);
        open = Set.copyOf(open);
    }
}
