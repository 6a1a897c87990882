package org.wangchuan.engine.overwrite;

import org.wangchuan.engine.policy.PatternKind;

/** The same few bytes over and over: the byte at an offset is {@code repeated[offset % repeated.length]}. */
public final class ConstantPattern implements Pattern {
    /** Longest run of bytes that is repeated. */
    public static final int REPEATED_BYTES_MAX = 512;

    private final PatternKind kind;
    private final byte[] repeated;

    private ConstantPattern(PatternKind kind, byte[] repeated) {
        this.kind = kind;
        this.repeated = repeated;
    }

    static ConstantPattern of(PatternKind kind, byte[] repeated) {
        if (repeated.length < 1 || repeated.length > REPEATED_BYTES_MAX) {
            throw new IllegalArgumentException("1 to 512 bytes are repeated, not " + repeated.length);
        }
        return new ConstantPattern(kind, repeated.clone());
    }

    @Override
    public PatternKind kind() {
        return kind;
    }

    /** The bytes that are repeated. */
    public byte[] repeated() {
        return repeated.clone();
    }

    @Override
    public byte byteAt(long mediumOffset) {
        return repeated[(int) (mediumOffset % repeated.length)];
    }

    @Override
    public PatternFiller newFiller() {
        return new ConstantFiller(repeated);
    }
}
