package org.wangchuan.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.medium.ByteRange;

class ChunkSourceTest {
    @Test
    void chunks_and_what_is_skipped_cover_the_ranges_exactly_once_and_in_order() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ByteRange> domain = new ArrayList<>();
            long at = 0;
            for (int i = random.nextInt(6); i > 0; i--) {
                at += 512L * random.nextInt(20);
                long length = 512L * random.nextInt(1, 60);
                domain.add(new ByteRange(at, length));
                at += length;
            }
            ChunkSource source = new ChunkSource(domain, 4096);
            List<ByteRange> handed = new ArrayList<>();
            long sequence = 0;
            Optional<ChunkSource.Chunk> next = source.next();
            while (next.isPresent()) {
                ChunkSource.Chunk chunk = next.get();
                assertThat(chunk.sequence()).isEqualTo(sequence++);
                assertThat(chunk.offset() / 4096)
                        .as("within one cell of the grid")
                        .isEqualTo((chunk.end() - 1) / 4096);
                handed.add(new ByteRange(chunk.offset(), chunk.length()));
                if (random.nextInt(4) == 0) {
                    ChunkSource.Skipped skipped = source.skip(4096L << random.nextInt(4));
                    assertThat(skipped.sequence()).isEqualTo(sequence++);
                    handed.addAll(skipped.ranges());
                }
                next = source.next();
            }
            assertThat(joined(handed)).as("seed %d", seed).isEqualTo(joined(domain));
        }
    }

    private static List<ByteRange> joined(List<ByteRange> ranges) {
        List<ByteRange> joined = new ArrayList<>();
        for (ByteRange range : ranges) {
            if (!joined.isEmpty() && joined.getLast().end() == range.offset()) {
                ByteRange last = joined.removeLast();
                joined.add(new ByteRange(last.offset(), last.length() + range.length()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    @Test
    void ranges_out_of_order_are_refused() {
        assertThatThrownBy(() -> new ChunkSource(List.of(new ByteRange(512, 512), new ByteRange(0, 512)), 4096))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
