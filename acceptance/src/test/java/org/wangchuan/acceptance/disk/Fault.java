package org.wangchuan.acceptance.disk;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.wangchuan.acceptance.fuse.Errno;

/**
 * An effect and when it strikes: {@code Fault.on(WRITE).within(0, 4096).fromNth(3).times(1).pretend()}. All
 * conditions must hold together. Used by one disk only, under the disk's lock.
 */
public final class Fault {
    private final When when;
    private final Effect effect;
    private final Random random;
    private long struck;

    private Fault(When when, Effect effect) {
        this.when = when;
        this.effect = effect;
        this.random = new Random(when.seed);
    }

    /** Starts a fault that strikes requests of these kinds. */
    public static When on(RequestKind first, RequestKind... more) {
        return new When(EnumSet.of(first, more));
    }

    Effect effect() {
        return effect;
    }

    /** How often it struck: a test whose fault never struck has shown nothing. */
    public synchronized long struck() {
        return struck;
    }

    long rangeStart() {
        return when.rangeStart;
    }

    long rangeEnd() {
        return when.rangeEnd;
    }

    synchronized boolean strikes(DiskRequest request, long nanosSinceArmed) {
        boolean meets = when.kinds.contains(request.kind())
                && (request.length() == 0
                        || (request.offset() < when.rangeEnd && request.offset() + request.length() > when.rangeStart))
                && request.ordinal() >= when.fromNth
                && request.flushesBefore() >= when.flushesMin
                && request.bytesBefore() >= when.bytesMin
                && request.writtenBefore() >= when.writtenMin
                && nanosSinceArmed >= when.afterNanos
                && struck < when.timesMax
                && (when.probability >= 1 || random.nextDouble() < when.probability);
        if (meets) {
            struck++;
        }
        return meets;
    }

    /** Conditions, then the effect. */
    public static final class When {
        private final EnumSet<RequestKind> kinds;
        private long rangeStart;
        private long rangeEnd = Long.MAX_VALUE;
        private long fromNth = 1;
        private long flushesMin;
        private long bytesMin;
        private long writtenMin;
        private long timesMax = Long.MAX_VALUE;
        private long afterNanos;
        private double probability = 1;
        private long seed;

        private When(EnumSet<RequestKind> kinds) {
            this.kinds = kinds;
        }

        /** Only requests that touch these bytes; {@code pretend}, {@code garble} and the like alter just these. */
        public When within(long offset, long length) {
            rangeStart = offset;
            rangeEnd = offset + length;
            return this;
        }

        /** Only from the n-th request of the kind, counted from 1. */
        public When fromNth(long n) {
            fromNth = n;
            return this;
        }

        /** Only once so many flushes have arrived. */
        public When afterFlushes(long flushes) {
            flushesMin = flushes;
            return this;
        }

        /** Only once so many bytes were asked of this kind of request. */
        public When afterBytes(long bytes) {
            bytesMin = bytes;
            return this;
        }

        /** Only once so many bytes were asked to be written: a reader that comes by before changes nothing. */
        public When afterWritten(long bytes) {
            writtenMin = bytes;
            return this;
        }

        /** At most so often. */
        public When times(long max) {
            timesMax = max;
            return this;
        }

        /** Only when so much time has passed since the disk was told of the fault. */
        public When after(Duration moment) {
            afterNanos = moment.toNanos();
            return this;
        }

        /** Only by chance, repeatable by its seed. */
        public When withProbability(double chance, long withSeed) {
            probability = chance;
            seed = withSeed;
            return this;
        }

        /** See {@link Effect.Fail}; the error is EIO. */
        public Fault fail() {
            return then(new Effect.Fail(Errno.EIO));
        }

        /** See {@link Effect.Shorten}. */
        public Fault shorten(int bytes) {
            return then(new Effect.Shorten(bytes));
        }

        /** See {@link Effect.LoseTail}. */
        public Fault loseTail(int bytesKept) {
            return then(new Effect.LoseTail(bytesKept));
        }

        /** See {@link Effect.Pretend}. */
        public Fault pretend() {
            return then(new Effect.Pretend());
        }

        /** See {@link Effect.DropConstantBlocks}. */
        public Fault dropConstantBlocks() {
            return then(new Effect.DropConstantBlocks());
        }

        /** See {@link Effect.Land}. */
        public Fault land(LongUnaryOperator elsewhere) {
            return then(new Effect.Land(elsewhere));
        }

        /** See {@link Effect.Garble}. */
        public Fault garble(int mask) {
            return then(new Effect.Garble(mask));
        }

        /** See {@link Effect.Hang}. */
        public Fault hang(Duration howLong) {
            return then(new Effect.Hang(howLong));
        }

        /** See {@link Effect.ForgetCache}. */
        public Fault forgetCache() {
            return then(new Effect.ForgetCache());
        }

        /** See {@link Effect.Stale}. */
        public Fault stale() {
            return then(new Effect.Stale());
        }

        /** See {@link Effect.SwapMedium}. */
        public Fault swapMedium(long withSeed) {
            return then(new Effect.SwapMedium(withSeed));
        }

        /** See {@link Effect.Vanish}. */
        public Fault vanish() {
            return then(new Effect.Vanish());
        }

        /** See {@link Effect.Shrink}. */
        public Fault shrink(long toBytes) {
            return then(new Effect.Shrink(toBytes));
        }

        private Fault then(Effect effect) {
            return new Fault(this, effect);
        }
    }
}
