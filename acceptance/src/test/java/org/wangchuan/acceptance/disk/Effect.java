package org.wangchuan.acceptance.disk;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/** What a {@link Fault} does to a request that it meets. */
public sealed interface Effect {

    /** Answers an error; nothing is stored. */
    record Fail(int errno) implements Effect {}

    /** Does only the first {@code bytes} of the request, and says so. */
    record Shorten(int bytes) implements Effect {}

    /** Stores only the first {@code bytes} of a write, and says that all of it is stored. */
    record LoseTail(int bytes) implements Effect {}

    /** Says that a write, a flush or a discard is done, and does nothing. */
    record Pretend() implements Effect {}

    /** Blocks whose bytes are all the same are not stored, as by a layer that removes what it thinks is redundant. */
    record DropConstantBlocks() implements Effect {}

    /** Each block goes to, or comes from, another place. */
    record Land(LongUnaryOperator elsewhere) implements Effect {}

    /** Bytes are altered on their way: each is combined with {@code mask} by exclusive or. */
    record Garble(int mask) implements Effect {}

    /** Does the request only after a while; {@link #FOR_EVER} until the disk is closed. */
    record Hang(Duration howLong) implements Effect {
        /** Longer than any test. */
        public static final Duration FOR_EVER = Duration.ofDays(1);
    }

    /** What was written since the last flush that was not a pretence is lost, as by a volatile cache without power. */
    record ForgetCache() implements Effect {}

    /** A read gets what was there at the last flush that was not a pretence: a cache that was not told of the writes. */
    record Stale() implements Effect {}

    /** Another medium of the same size is in the slot from now on; its bytes come from {@code seed}. */
    record SwapMedium(long seed) implements Effect {}

    /** The device is pulled out: this and each later request fails. */
    record Vanish() implements Effect {}

    /** The device says that it is smaller from now on. */
    record Shrink(long toBytes) implements Effect {}
}
