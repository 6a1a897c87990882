package org.wangchuan.engine.policy;

/** What one pass writes. */
public enum PatternKind {
    /** Every byte 0x00. */
    ZERO(false),
    /** Every byte 0xFF. */
    ONE(false),
    /** The same few bytes over and over. */
    FIXED(false),
    /** A stream of AES-256-CTR under a key of this pass. */
    RANDOM(true),
    /** Every 512-byte block names its own offset and the pass, so that one pass can prove itself. */
    STAMPED(true);

    private final boolean positionDependent;

    PatternKind(boolean positionDependent) {
        this.positionDependent = positionDependent;
    }

    /**
     * Whether what is written differs from place to place. Reading a constant back can't show writes
     * that landed elsewhere, aliased addresses or zero-deduplication.
     */
    public boolean positionDependent() {
        return positionDependent;
    }
}
