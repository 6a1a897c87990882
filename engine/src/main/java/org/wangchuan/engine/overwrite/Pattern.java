package org.wangchuan.engine.overwrite;

import org.wangchuan.engine.policy.PatternKind;

/** What a pass writes: a content for every byte offset of a medium. Immutable, and safe for several threads. */
public sealed interface Pattern permits ConstantPattern, StampedPattern, RandomPattern {

    /** The kind, by the one vocabulary of policies, evidence and statements. */
    PatternKind kind();

    /** The byte at an offset: the definition, slow. */
    byte byteAt(long mediumOffset);

    /** A fast producer and checker for one thread. */
    PatternFiller newFiller();

    /** All bits zero. */
    static Pattern zero() {
        return ConstantPattern.of(PatternKind.ZERO, new byte[] {0});
    }

    /** All bits one. */
    static Pattern one() {
        return ConstantPattern.of(PatternKind.ONE, new byte[] {(byte) 0xFF});
    }

    /** The given bytes, 1 to 512 of them, repeated from offset 0 on. */
    static Pattern fixed(byte... repeated) {
        return ConstantPattern.of(PatternKind.FIXED, repeated);
    }

    /** Zeros with offset and nonce at the beginning of every 512 bytes. */
    static Pattern stamped(long nonce) {
        return new StampedPattern(nonce, (byte) 0);
    }

    /** The key stream of AES-256 in counter mode; the key has 32 bytes. */
    static RandomPattern random(byte[] key) {
        return new RandomPattern(key);
    }
}
