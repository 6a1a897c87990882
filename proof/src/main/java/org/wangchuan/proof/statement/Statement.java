package org.wangchuan.proof.statement;

/** A statement as typed values; only as true as the SD-JWT it was read from. */
public sealed interface Statement {
    /** What every statement shows about itself. */
    StatementHead head();

    /** What is shown beside it. */
    Disclosed disclosed();

    /** An erasure is about to start. */
    record Start(StatementHead head, Disclosed disclosed) implements Statement {}

    /** An erasure has ended. */
    record Clearing(StatementHead head, ClearingClaims claims, Disclosed disclosed) implements Statement {}
}
