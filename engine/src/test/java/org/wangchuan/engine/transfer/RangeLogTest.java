package org.wangchuan.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.medium.ByteRange;

class RangeLogTest {
    @Test
    void neighbours_with_the_same_error_are_merged_and_others_are_not() {
        RangeLog log = new RangeLog(16);
        log.add(10, 5, 5);
        log.add(20, 5, 5);
        log.add(15, 5, 5);
        log.add(25, 5, 6);
        log.add(5, 5, 6);
        assertThat(log.failures())
                .containsExactly(new FailedRange(5, 5, 6), new FailedRange(10, 15, 5), new FailedRange(25, 5, 6));
        assertThat(log.bytes()).isEqualTo(25);
        assertThat(log.exact()).isTrue();
    }

    @Test
    void a_list_within_its_bound_is_exact_and_one_beyond_it_covers_everything() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int rangesMax = random.nextBoolean() ? 10_000 : 16;
            RangeLog log = new RangeLog(rangesMax);
            BitSet model = new BitSet();
            for (int i = 0; i < 400; i++) {
                int offset = random.nextInt(20_000);
                int length = random.nextInt(1, 20);
                if (model.get(offset, offset + length).isEmpty()) {
                    model.set(offset, offset + length);
                    log.add(offset, length, 5);
                }
            }
            BitSet covered = new BitSet();
            List<ByteRange> ranges = log.ranges();
            long end = -1;
            for (ByteRange range : ranges) {
                assertThat(range.offset()).as("seed %d", seed).isGreaterThan(end);
                end = range.end();
                covered.set((int) range.offset(), (int) range.end());
            }
            assertThat(ranges).as("seed %d", seed).hasSizeLessThanOrEqualTo(rangesMax);
            assertThat(log.bytes()).as("seed %d", seed).isEqualTo(model.cardinality());
            assertThat(log.exact()).as("seed %d", seed).isEqualTo(rangesMax > 400);
            if (log.exact()) {
                assertThat(covered).as("seed %d", seed).isEqualTo(model);
            } else {
                model.andNot(covered);
                assertThat(model.isEmpty())
                        .as("seed %d: %s missed", seed, model)
                        .isTrue();
            }
        }
    }
}
