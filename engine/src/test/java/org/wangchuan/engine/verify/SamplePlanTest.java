package org.wangchuan.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.medium.ByteRange;

class SamplePlanTest {
    private static byte[] counting() {
        byte[] seed = new byte[32];
        for (int i = 0; i < seed.length; i++) {
            seed[i] = (byte) i;
        }
        return seed;
    }

    private static byte[] full() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 0xFF);
        return seed;
    }

    /** The digests are of a program in another language that was written from the description alone. */
    @ParameterizedTest
    @CsvSource({
        "false, 2147483648, 512, 54c94eaaa6e7f4cace437043b8449584264ce12d289a9f06f92b87fb57f846db",
        "false, 777002331, 4096, c28558d205e574317c25fb3d960aef64de990f36919865023eecf5561a512c4d",
        "true, 18000207937536, 4096, cab2310ef11c335cd464dae33c57372d38c44dfbdb10def3a0dc72ffb81fadf2",
    })
    void a_plan_can_be_drawn_again_by_anyone(boolean fullSeed, long capacityBytes, int unitBytes, String digest)
            throws NoSuchAlgorithmException {
        SamplePlan plan = SamplePlan.draw(fullSeed ? full() : counting(), capacityBytes, unitBytes);
        StringBuilder lines = new StringBuilder();
        plan.ranges()
                .forEach(r ->
                        lines.append(r.offset()).append('+').append(r.length()).append('\n'));
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(digest);
    }

    @Test
    void every_plan_is_representative_in_the_sense_of_the_standard() {
        long seed = 20261128;
        Random random = new Random(seed);
        for (int round = 0; round < 30; round++) {
            int unitBytes = 512 << random.nextInt(4);
            long units = random.nextLong(1, 1L << (11 + random.nextInt(20)));
            long capacityBytes = units * unitBytes - (random.nextBoolean() ? random.nextInt(unitBytes) : 0);
            byte[] planSeed = new byte[32];
            random.nextBytes(planSeed);
            SamplePlan plan = SamplePlan.draw(planSeed, capacityBytes, unitBytes);
            String about = "seed " + seed + ", round " + round + ": " + capacityBytes + " / " + unitBytes;
            assertThat(plan.ranges().getFirst().offset()).as(about).isZero();
            assertThat(plan.ranges().getLast().end()).as(about).isEqualTo(capacityBytes);
            assertThat(plan.sampledBytes() * 10).as(about).isGreaterThanOrEqualTo(capacityBytes);
            long end = -1;
            for (ByteRange range : plan.ranges()) {
                assertThat(range.offset()).as(about).isGreaterThan(end);
                assertThat(range.offset() % unitBytes).as(about).isZero();
                assertThat(range.end() % unitBytes == 0 || range.end() == capacityBytes)
                        .as(about)
                        .isTrue();
                end = range.end();
            }
            if (units >= 2000) {
                everySubsectionHasTwoSamples(plan, units, unitBytes, about);
            } else {
                assertThat(plan.sampledBytes()).as(about).isEqualTo(capacityBytes);
            }
        }
    }

    private static void everySubsectionHasTwoSamples(SamplePlan plan, long units, int unitBytes, String about) {
        for (int i = 0; i < 1000; i++) {
            long from = i * units / 1000 * unitBytes;
            long to = Math.min(plan.capacityBytes(), (i + 1) * units / 1000 * unitBytes);
            long sampled = 0;
            for (ByteRange range : plan.ranges()) {
                sampled += Math.max(0, Math.min(to, range.end()) - Math.max(from, range.offset()));
            }
            // two of 5 % each that don't overlap cover a tenth
            assertThat(sampled * 10).as(about).isGreaterThanOrEqualTo(to - from);
        }
    }

    @Test
    void samples_lie_anywhere_in_their_subsection() {
        // 20 units a subsection, samples of one unit: every place must come up, about equally often
        int[] hits = new int[20];
        byte[] seed = new byte[32];
        for (int i = 0; i < 20; i++) {
            seed[0] = (byte) i;
            for (ByteRange range : SamplePlan.draw(seed, 20_000 * 512L, 512).ranges()) {
                for (long at = range.offset(); at < range.end(); at += 512) {
                    hits[(int) (at / 512 % 20)]++;
                }
            }
        }
        for (int hit : hits) {
            assertThat(hit).isBetween(1700, 2300);
        }
    }

    @Test
    void a_seed_has_32_bytes_and_a_medium_at_least_one() {
        assertThatThrownBy(() -> SamplePlan.draw(new byte[31], 1000, 512)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SamplePlan.draw(new byte[32], 0, 512)).isInstanceOf(IllegalArgumentException.class);
        assertThat(SamplePlan.draw(new byte[32], 1, 512).ranges()).containsExactly(new ByteRange(0, 1));
    }
}
