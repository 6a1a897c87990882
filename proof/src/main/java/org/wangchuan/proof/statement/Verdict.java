package org.wangchuan.proof.statement;

/** The technical answer, computed from the evidence alone. */
public enum Verdict {
    PURGED,
    CLEARED,
    PARTIAL,
    UNPROVEN,
    FAILED
}
