package org.wangchuan.proof.statement;

import java.util.Optional;

/**
 * The registry of statement types. Both numbers and names are part of published formats: they are
 * never changed and never used again for something else.
 */
public enum StatementType {
    /** An erasure is about to start. */
    START(0x01, "urn:wangchuan:statement:start:v1"),
    /** An erasure has ended, with this result. */
    CLEARING(0x02, "urn:wangchuan:statement:clearing:v1"),
    /** Like START, made by a test; never verifies as real. */
    TEST_START(0x81, "urn:wangchuan:statement:test-start:v1"),
    /** Like CLEARING, made by a test; never verifies as real. */
    TEST_CLEARING(0x82, "urn:wangchuan:statement:test-clearing:v1");

    private final int number;
    private final String vct;

    StatementType(int number, String vct) {
        this.number = number;
        this.vct = vct;
    }

    /** The byte in the log entry's opening; 0x80 is set for tests. */
    public int number() {
        return number;
    }

    /** The claim {@code vct}. */
    public String vct() {
        return vct;
    }

    /** Whether statements of this type are tests. */
    public boolean isTest() {
        return (number & 0x80) != 0;
    }

    /** The type that a {@code vct} names. */
    public static Optional<StatementType> ofVct(String vct) {
        for (StatementType type : values()) {
            if (type.vct.equals(vct)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
