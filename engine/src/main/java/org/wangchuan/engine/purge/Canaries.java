package org.wangchuan.engine.purge;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;

/**
 * Random blocks that are planted before a drive erases itself, and must be gone after. What stood there before is never read. Blocks for as
 * long as the drive does: to be called with patience.
 */
public final class Canaries {
    private Canaries() {}

    /**
     * Plants what a pattern has for each place, drawn at random over the whole medium; flushes, drops what the host has cached, and reads it
     * back.
     *
     * @param dropHostCache answers with 0 or a negated errno
     * @return the places at which it stands, in order; none if the drive did not confirm that it is durable
     */
    public static List<ByteRange> plant(
            BlockChannel channel, Pattern pattern, java.util.function.LongSupplier dropHostCache) {
        List<ByteRange> written = new ArrayList<>();
        PatternFiller filler = pattern.newFiller();
        try (Arena arena = Arena.ofConfined()) {
            for (ByteRange place : CanaryPlaces.draw(channel)) {
                MemorySegment buffer = buffer(arena, channel, place);
                filler.fill(buffer, 0, place.offset(), place.length());
                if (channel.write(buffer, 0, place.offset(), place.length()) == place.length()) {
                    written.add(place);
                }
            }
        }
        if (channel.flush() < 0 || dropHostCache.getAsLong() < 0) {
            return List.of();
        }
        return written.stream().filter(place -> stands(channel, pattern, place)).toList();
    }

    /** At how many of these places it still stands. */
    public static long standing(ReadChannel channel, Pattern pattern, List<ByteRange> places) {
        return places.stream().filter(place -> stands(channel, pattern, place)).count();
    }

    private static boolean stands(ReadChannel channel, Pattern pattern, ByteRange place) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = buffer(arena, channel, place);
            return channel.read(buffer, 0, place.offset(), place.length()) == place.length()
                    && pattern.newFiller().firstMismatch(buffer, 0, place.offset(), place.length()) < 0;
        }
    }

    private static MemorySegment buffer(Arena arena, ReadChannel channel, ByteRange place) {
        return arena.allocate(place.length(), Math.max(4096, channel.alignmentBytes()));
    }
}
