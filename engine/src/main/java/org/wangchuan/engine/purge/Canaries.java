package org.wangchuan.engine.purge;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;

/**
 * Random blocks that are planted before a drive erases itself, and must be gone after. What stood there before is not read here. Each step blocks
 * for as long as the drive does: each is to be called with patience of its own.
 */
public final class Canaries {
    /** No part of the medium longer than this one in so many is without any: a drive that erases one half of itself is to be found out. */
    private static final int GAP_PART = 8;

    private Canaries() {}

    /** Where to plant, drawn at random over the whole medium, in order. */
    public static List<ByteRange> places(ReadChannel channel) {
        return CanaryPlaces.draw(channel, CanaryPlaces.PLACE_BYTES);
    }

    /** The same on one of several namespaces: each place a quarter as large, since a device can have a hundred of them, and all that is planted is kept in memory. */
    public static List<ByteRange> placesOfOne(ReadChannel namespace) {
        return CanaryPlaces.draw(namespace, CanaryPlaces.PLACE_BYTES / 4);
    }

    /** Writes what a pattern has for one place; whether the drive took all of it. */
    public static boolean write(BlockChannel channel, Pattern pattern, ByteRange place) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = buffer(arena, channel, place);
            pattern.newFiller().fill(buffer, 0, place.offset(), place.length());
            return channel.write(buffer, 0, place.offset(), place.length()) == place.length();
        }
    }

    /**
     * Makes durable what was written, and drops what the host has cached of it; whether both succeeded.
     *
     * @param dropHostCache answers with 0 or a negated errno
     */
    public static boolean settle(BlockChannel channel, LongSupplier dropHostCache) {
        return channel.flush() >= 0 && dropHostCache.getAsLong() >= 0;
    }

    /** What is at a place where something was planted. */
    public enum Found {
        /** What was planted. */
        STANDS,
        /** In each block nothing but zeros, or nothing but ones, or what was planted now or at another time: nobody's data. */
        BLANK,
        OTHER,
        UNREADABLE
    }

    /**
     * What is at one place.
     *
     * @param others what may stand there as well, having been planted before it or after it
     */
    public static Found look(ReadChannel channel, Pattern pattern, List<Pattern> others, ByteRange place) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = buffer(arena, channel, place);
            if (channel.read(buffer, 0, place.offset(), place.length()) != place.length()) {
                return Found.UNREADABLE;
            }
            if (pattern.newFiller().firstMismatch(buffer, 0, place.offset(), place.length()) < 0) {
                return Found.STANDS;
            }
            return isNobodys(pattern, others, buffer, place, channel.alignmentBytes()) ? Found.BLANK : Found.OTHER;
        }
    }

    /** Where a plan of places was not written down they are drawn anew, and lie across those that were written. */
    private static boolean isNobodys(
            Pattern planted, List<Pattern> others, MemorySegment buffer, ByteRange place, int unitBytes) {
        List<PatternFiller> ours = Stream.concat(Stream.of(Pattern.zero(), Pattern.one(), planted), others.stream())
                .map(Pattern::newFiller)
                .toList();
        for (long from = 0; from < place.length(); from += unitBytes) {
            long at = from;
            long length = Math.min(unitBytes, place.length() - from);
            boolean known =
                    ours.stream().anyMatch(one -> one.firstMismatch(buffer, at, place.offset() + at, length) < 0);
            if (!known) {
                return false;
            }
        }
        return true;
    }

    /** Whether places in order leave no larger part of the medium without any. */
    public static boolean everywhere(List<ByteRange> places, long capacityBytes) {
        long end = 0;
        long widest = 0;
        for (ByteRange place : places) {
            widest = Math.max(widest, place.offset() - end);
            end = place.end();
        }
        return !places.isEmpty() && Math.max(widest, capacityBytes - end) <= capacityBytes / GAP_PART;
    }

    private static MemorySegment buffer(Arena arena, ReadChannel channel, ByteRange place) {
        return arena.allocate(place.length(), Math.max(4096, channel.alignmentBytes()));
    }
}
