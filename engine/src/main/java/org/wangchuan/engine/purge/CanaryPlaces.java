package org.wangchuan.engine.purge;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.transfer.Units;

/** Where something is planted before a drive erases itself: at its two ends, and once at random in each of equal parts between. */
final class CanaryPlaces {
    static final int PLACES = 32;

    /** Enough blocks that one in a drive's own cache or a bad spare tells little of the rest; little enough to take no time. */
    static final long PLACE_BYTES = 64 * 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    private CanaryPlaces() {}

    /**
     * Drawn anew each time; ascending, disjoint, on the channel's units.
     *
     * @param placeBytes of each place at the most, unless a unit has more
     */
    static List<ByteRange> draw(ReadChannel channel, long placeBytes) {
        Units units = Units.of(channel);
        long unitBytes = units.unitBytes();
        long count = channel.capacityBytes() / unitBytes;
        if (count <= PLACES) {
            List<ByteRange> all = new ArrayList<>();
            for (long i = 0; i < count; i++) {
                all.add(new ByteRange(i * unitBytes, unitBytes));
            }
            return all;
        }
        long size = Math.max(1, Math.min(placeBytes / unitBytes, count / (2L * PLACES)));
        List<ByteRange> out = new ArrayList<>();
        out.add(new ByteRange(0, size * unitBytes));
        long from = size;
        long to = count - size;
        for (int i = 0; i < PLACES - 2; i++) {
            long first = from + (to - from) * i / (PLACES - 2);
            long end = from + (to - from) * (i + 1) / (PLACES - 2);
            if (end - first >= size) {
                out.add(new ByteRange((first + RANDOM.nextLong(end - first - size + 1)) * unitBytes, size * unitBytes));
            }
        }
        out.add(new ByteRange(to * unitBytes, size * unitBytes));
        return out;
    }
}
