package org.wangchuan.platform.ledger;

/**
 * One clause of the rule set as the statement has it.
 *
 * @param id of the clause in the rule set
 * @param state {@code satisfied}, {@code not-satisfied} or {@code undetermined}
 * @param source where the clause is written
 */
public record Clause(String id, String state, String source) {
    /** The evidence meets it. */
    public static final String SATISFIED = "satisfied";

    /** The evidence leaves it open: a named person may take responsibility for it. */
    public static final String UNDETERMINED = "undetermined";

    /** Whether the evidence meets it. */
    public boolean isSatisfied() {
        return state.equals(SATISFIED);
    }

    /** Whether the evidence leaves it open. */
    public boolean isUndetermined() {
        return state.equals(UNDETERMINED);
    }
}
