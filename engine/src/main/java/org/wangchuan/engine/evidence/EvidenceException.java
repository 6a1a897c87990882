package org.wangchuan.engine.evidence;

/** The bytes are not a complete and well-ordered record of one erasure; says where and what was expected. */
public final class EvidenceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a line should have been, and what it is instead. */
    public EvidenceException(int line, String expected, String found) {
        super("evidence line " + line + ": expected " + expected + ", found " + found);
    }

    /** A line that could not be read. */
    public EvidenceException(int line, Exception cause) {
        super("evidence line " + line + ": " + cause.getMessage(), cause);
    }
}
