package org.wangchuan.engine.overwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.PatternKind;

class PatternFillerTest {
    private static final byte[] KEY =
            HexFormat.of().parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");

    static List<Pattern> patterns() {
        byte[] odd = new byte[511];
        new Random(3).nextBytes(odd);
        return List.of(
                Pattern.zero(),
                Pattern.one(),
                Pattern.fixed((byte) 0x92, (byte) 0x49, (byte) 0x24),
                Pattern.fixed(odd),
                Pattern.stamped(0x1122334455667788L),
                new StampedPattern(-2, (byte) 0xA5),
                Pattern.random(KEY));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void the_fast_filler_equals_the_definition_at_odd_sizes(Pattern pattern) {
        long seed = 20261124;
        Random random = new Random(seed);
        PatternFiller fast = pattern.newFiller();
        PatternFiller reference = new ScalarFiller(pattern);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment expected = arena.allocate(200_000);
            MemorySegment actual = arena.allocate(200_000);
            for (int round = 0; round < 60; round++) {
                int length = round < 40 ? random.nextInt(1, 1700) : random.nextInt(60_000, 90_000);
                if (pattern.kind() == PatternKind.RANDOM && length > 2000) {
                    length = round == 59 ? 33_000 : length % 1000 + 1; // the definition is slow
                }
                long mediumOffset = random.nextLong(1L << (round % 3 == 0 ? 12 : 47));
                long bufferOffset = random.nextInt(1000);
                reference.fill(expected, bufferOffset, mediumOffset, length);
                fast.fill(actual, bufferOffset, mediumOffset, length);
                assertThat(expected.asSlice(bufferOffset, length).mismatch(actual.asSlice(bufferOffset, length)))
                        .as("seed %d, round %d: %d + %d", seed, round, mediumOffset, length)
                        .isEqualTo(-1);
                assertThat(fast.firstMismatch(actual, bufferOffset, mediumOffset, length))
                        .isEqualTo(-1);

                long movedTo = random.nextBoolean() ? mediumOffset + 512 : random.nextLong(1L << 40);
                fast.move(actual, bufferOffset, mediumOffset, movedTo, length);
                reference.fill(expected, bufferOffset, movedTo, length);
                assertThat(expected.asSlice(bufferOffset, length).mismatch(actual.asSlice(bufferOffset, length)))
                        .as("seed %d, round %d: moved to %d + %d", seed, round, movedTo, length)
                        .isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void every_wrong_byte_is_found_at_its_place(Pattern pattern) {
        long seed = 20261125;
        Random random = new Random(seed);
        PatternFiller fast = pattern.newFiller();
        PatternFiller reference = new ScalarFiller(pattern);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(5000);
            for (int round = 0; round < 50; round++) {
                int length = random.nextInt(1, 4000);
                long mediumOffset = random.nextLong(1L << 40);
                fast.fill(buffer, 7, mediumOffset, length);
                for (int i = 0; i < 5; i++) {
                    long at = 7L + random.nextInt(length);
                    buffer.set(ValueLayout.JAVA_BYTE, at, (byte) (buffer.get(ValueLayout.JAVA_BYTE, at) ^ 0x40));
                    assertThat(fast.firstMismatch(buffer, 7, mediumOffset, length))
                            .as("seed %d, round %d", seed, round)
                            .isEqualTo(reference.firstMismatch(buffer, 7, mediumOffset, length));
                    List<ByteRange> fastRanges = mismatches(fast, buffer, mediumOffset, length, 512);
                    assertThat(fastRanges)
                            .as("seed %d, round %d", seed, round)
                            .isEqualTo(blockwise(pattern, buffer, mediumOffset, length, 512));
                }
            }
        }
    }

    private static List<ByteRange> mismatches(
            PatternFiller filler, MemorySegment buffer, long mediumOffset, long length, int blockBytes) {
        List<ByteRange> ranges = new ArrayList<>();
        long bytes = filler.mismatches(
                buffer, 7, mediumOffset, length, blockBytes, (from, size) -> ranges.add(new ByteRange(from, size)));
        assertThat(bytes).isEqualTo(ranges.stream().mapToLong(ByteRange::length).sum());
        return ranges;
    }

    /** The same in the most obvious way. */
    private static List<ByteRange> blockwise(
            Pattern pattern, MemorySegment buffer, long mediumOffset, long length, int blockBytes) {
        List<ByteRange> ranges = new ArrayList<>();
        long at = mediumOffset;
        while (at < mediumOffset + length) {
            long end = Math.min(mediumOffset + length, at - at % blockBytes + blockBytes);
            if (new ScalarFiller(pattern).firstMismatch(buffer, 7 + at - mediumOffset, at, end - at) >= 0) {
                if (!ranges.isEmpty() && ranges.getLast().end() == at) {
                    ByteRange last = ranges.removeLast();
                    ranges.add(new ByteRange(last.offset(), end - last.offset()));
                } else {
                    ranges.add(new ByteRange(at, end - at));
                }
            }
            at = end;
        }
        return ranges;
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void a_filled_buffer_holds_the_right_content_wherever_it_goes(Pattern pattern) {
        Random random = new Random(11);
        PatternFiller reference = new ScalarFiller(pattern);
        try (Arena arena = Arena.ofConfined()) {
            FilledBuffer buffer = new FilledBuffer(pattern.newFiller(), arena.allocate(4096));
            for (int round = 0; round < 100; round++) {
                long mediumOffset = random.nextLong(1L << 40) / 512 * 512 + (round % 5 == 0 ? random.nextInt(512) : 0);
                long length = random.nextInt(1, 4097);
                MemorySegment content = buffer.contentOf(mediumOffset, length);
                assertThat(reference.firstMismatch(content, 0, mediumOffset, length))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void the_random_pattern_is_aes_256_in_counter_mode() {
        // independent: `openssl enc -aes-256-ctr -K … -iv 0…0` over zeros, bytes 0 to 15 and 1048576 to 1048591
        RandomPattern pattern = Pattern.random(KEY);
        byte[] first = new byte[16];
        byte[] later = new byte[16];
        pattern.newFiller().fill(MemorySegment.ofArray(first), 0, 0, 16);
        pattern.newFiller().fill(MemorySegment.ofArray(later), 0, 1 << 20, 16);
        assertThat(HexFormat.of().formatHex(first)).isEqualTo("e568f68194cf76d6174d4cc04310a854");
        assertThat(HexFormat.of().formatHex(later)).isEqualTo("0d6067344bfcd37b4e2f1820a4910a50");
    }

    @Test
    void a_stamp_is_offset_and_nonce_in_big_endian() {
        byte[] block = new byte[512];
        Pattern.stamped(0x0102030405060708L).newFiller().fill(MemorySegment.ofArray(block), 0, 0x12345600, 512);
        assertThat(HexFormat.of().formatHex(block, 0, 20))
                .isEqualTo("0000000012345600" + "0102030405060708" + "00000000");
    }

    @Test
    void bounds_are_checked() {
        assertThatThrownBy(() -> Pattern.random(new byte[16])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Pattern::fixed).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pattern.fixed(new byte[513])).isInstanceOf(IllegalArgumentException.class);
    }
}
