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
    /** An earlier statement does not hold. */
    REVOCATION(0x03, "urn:wangchuan:statement:revocation:v1"),
    /** An earlier statement was wrong in something, and a new one says it right. */
    CORRECTION(0x04, "urn:wangchuan:statement:correction:v1"),
    /** An earlier statement was true, and a new one about the same device counts now. */
    SUPERSESSION(0x05, "urn:wangchuan:statement:supersession:v1"),
    /** Which of the station's statements hold as of now. */
    STATUS_LIST(0x06, "urn:wangchuan:statement:status-list:v1"),
    /** The station has destroyed what it kept of an earlier statement. */
    FORGETTING(0x07, "urn:wangchuan:statement:forgetting:v1"),
    /**
     * What a person did and saw who went through a guided workflow. An operator's log signs it and no station: it is about what was
     * recorded, and proves no erasure.
     */
    OBSERVATION(0x08, "urn:wangchuan:statement:observation:v1"),
    /** A person answers for a clause that the evidence leaves open; signed as an observation is. */
    VALIDATION(0x09, "urn:wangchuan:statement:validation:v1"),
    /** Somebody agreed to an erasure; signed as an observation is. */
    CONSENT(0x0a, "urn:wangchuan:statement:consent:v1"),
    /** A consent is over, and the device goes home untouched; signed as an observation is. */
    WITHDRAWAL(0x0b, "urn:wangchuan:statement:withdrawal:v1"),
    /** Something spoke for the owner's being there while their device was erased, or against it; signed as an observation is. */
    PRESENCE(0x0c, "urn:wangchuan:statement:presence:v1"),
    /** A station read an erased drive again, and compared it with what the erasure left. It proves no erasure. */
    RECHECK(0x0d, "urn:wangchuan:statement:recheck:v1"),
    /** What was so of each device of an institution's list; signed as an observation is, and no more a proof than one. */
    SUMMARY(0x0e, "urn:wangchuan:statement:summary:v1"),
    /** How many results an operator's log has of one of its sites; signed as an observation is, and proves no erasure either. */
    COUNTS(0x0f, "urn:wangchuan:statement:counts:v1"),
    /** Like START, made by a test; never verifies as real. */
    TEST_START(0x81, "urn:wangchuan:statement:test-start:v1"),
    /** Like CLEARING, made by a test; never verifies as real. */
    TEST_CLEARING(0x82, "urn:wangchuan:statement:test-clearing:v1"),
    /** Like REVOCATION, made by a test; never verifies as real. */
    TEST_REVOCATION(0x83, "urn:wangchuan:statement:test-revocation:v1"),
    /** Like CORRECTION, made by a test; never verifies as real. */
    TEST_CORRECTION(0x84, "urn:wangchuan:statement:test-correction:v1"),
    /** Like SUPERSESSION, made by a test; never verifies as real. */
    TEST_SUPERSESSION(0x85, "urn:wangchuan:statement:test-supersession:v1"),
    /** Like STATUS_LIST, made by a test; never verifies as real. */
    TEST_STATUS_LIST(0x86, "urn:wangchuan:statement:test-status-list:v1"),
    /** Like FORGETTING, made by a test; never verifies as real. */
    TEST_FORGETTING(0x87, "urn:wangchuan:statement:test-forgetting:v1"),
    /** Like OBSERVATION, made by a test; never verifies as real. */
    TEST_OBSERVATION(0x88, "urn:wangchuan:statement:test-observation:v1"),
    /** Like VALIDATION, made by a test; never verifies as real. */
    TEST_VALIDATION(0x89, "urn:wangchuan:statement:test-validation:v1"),
    /** Like CONSENT, made by a test; never verifies as real. */
    TEST_CONSENT(0x8a, "urn:wangchuan:statement:test-consent:v1"),
    /** Like WITHDRAWAL, made by a test; never verifies as real. */
    TEST_WITHDRAWAL(0x8b, "urn:wangchuan:statement:test-withdrawal:v1"),
    /** Like PRESENCE, made by a test; never verifies as real. */
    TEST_PRESENCE(0x8c, "urn:wangchuan:statement:test-presence:v1"),
    /** Like RECHECK, made by a test; never verifies as real. */
    TEST_RECHECK(0x8d, "urn:wangchuan:statement:test-recheck:v1"),
    /** Like SUMMARY, made by a test; never verifies as real. */
    TEST_SUMMARY(0x8e, "urn:wangchuan:statement:test-summary:v1"),
    /** Like COUNTS, made by a test; never verifies as real. */
    TEST_COUNTS(0x8f, "urn:wangchuan:statement:test-counts:v1");

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

    /** Whether the key of an operator's log signs it; a station's key signs all others. */
    public boolean isOperators() {
        return switch (this) {
            case OBSERVATION, TEST_OBSERVATION, VALIDATION, TEST_VALIDATION -> true;
            case CONSENT, TEST_CONSENT, WITHDRAWAL, TEST_WITHDRAWAL -> true;
            case PRESENCE, TEST_PRESENCE -> true;
            case SUMMARY, TEST_SUMMARY -> true;
            case COUNTS, TEST_COUNTS -> true;
            default -> false;
        };
    }

    /** The type that a test uses in place of this one; of a test type, itself. */
    public StatementType asTest() {
        for (StatementType type : values()) {
            if (type.number == (number | 0x80)) {
                return type;
            }
        }
        throw new IllegalStateException("every type has one for tests");
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
