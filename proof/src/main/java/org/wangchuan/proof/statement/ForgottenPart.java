package org.wangchuan.proof.statement;

/** Which of the facts of an erasure a station has forgotten. */
public enum ForgottenPart {
    /** All of them. */
    ALL,
    /** What opens the log entries, how the work was done, and the owner's tag; what device it was is kept for now. */
    PERSON,
    /** What device it was; the rest had been forgotten before. */
    DEVICE
}
