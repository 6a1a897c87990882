package org.wangchuan.engine.verdict;

import org.wangchuan.engine.policy.Clause;

/**
 * One clause and what the evidence says of it.
 *
 * @param clause which
 * @param state the answer
 */
public record ClauseState(Clause clause, State state) {
    /** The three answers. Only the first is green. */
    public enum State {
        /** The evidence shows it. */
        SATISFIED,
        /** The evidence shows that it is not so, or does not show that it is. */
        NOT_SATISFIED,
        /** Nobody has decided what the clause means for this case; a person has to. */
        UNDETERMINED
    }
}
