package org.wangchuan.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.testing.Request.Kind.READ;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Blocks;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.GoneReason;
import org.wangchuan.engine.transfer.TransferOptions;

class ReadBackTest {
    private static final int BLOCKS = 2000;
    private static final long CAPACITY = BLOCKS * 512L;
    private static final TransferOptions OPTIONS =
            TransferOptions.DEFAULTS.withChunkBytes(8192).withStallTimeoutMillis(60_000);

    private static Pattern pattern(PatternKind kind) {
        return switch (kind) {
            case ZERO -> Pattern.zero();
            case ONE -> Pattern.one();
            case FIXED -> Pattern.fixed((byte) 0x92, (byte) 0x49, (byte) 0x24);
            case STAMPED -> Pattern.stamped(99);
            case RANDOM -> Pattern.random(new byte[32]);
        };
    }

    private static FaultyChannel written(Pattern pattern, Fault... faults) {
        FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
        for (Fault fault : faults) {
            channel.with(fault);
        }
        PassOutcome outcome = new OverwritePass(
                        "test", channel, pattern, Checkpoint.START, new PassOptions(OPTIONS, 1000), _ -> {})
                .run();
        assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
        assertThat(outcome.durable().bytesWritten()).isEqualTo(CAPACITY);
        return channel;
    }

    private static ReadBackFindings readBack(FaultyChannel channel, Pattern pattern) {
        ReadBackOutcome outcome =
                ReadBack.full("test", channel, pattern, OPTIONS).run();
        assertThat(outcome).isInstanceOf(ReadBackOutcome.Finished.class);
        return outcome.findings();
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void what_was_written_reads_back_right(PatternKind kind) {
        ReadBackFindings findings = readBack(written(pattern(kind)), pattern(kind));
        assertThat(findings.allRight()).isTrue();
        assertThat(findings.bytesRead()).isEqualTo(CAPACITY);
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void an_untouched_medium_is_wrong_everywhere(PatternKind kind) {
        ReadBackFindings findings = readBack(FaultyChannel.device(BLOCKS, 512), pattern(kind));
        assertThat(findings.allRight()).isFalse();
        assertThat(findings.mismatches()).containsExactly(new ByteRange(0, CAPACITY));
        assertThat(findings.mismatchedBytes()).isEqualTo(CAPACITY);
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void dropped_writes_are_found_by_every_pattern_where_the_old_content_differs(PatternKind kind) {
        FaultyChannel channel = written(pattern(kind), Fault.dropped(512 * 160, 512 * 161));
        assertThat(readBack(channel, pattern(kind)).mismatches()).containsExactly(new ByteRange(8192 * 10, 8192));
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void only_content_that_depends_on_the_position_shows_a_medium_smaller_than_it_says(PatternKind kind) {
        FaultyChannel channel = written(pattern(kind), Fault.aliased(CAPACITY / 125 * 25));
        assertThat(readBack(channel, pattern(kind)).allRight())
                .isEqualTo(!kind.positionDependent() && kind != PatternKind.FIXED);
        if (kind.positionDependent()) {
            // what was written last to each place is right, everything else is not
            assertThat(readBack(channel, pattern(kind)).mismatchedBytes()).isGreaterThanOrEqualTo(CAPACITY / 125 * 75);
        }
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void only_content_that_depends_on_the_position_shows_writes_that_land_elsewhere(PatternKind kind) {
        // a second pass over the first one of the same pattern: every place holds the constant already
        Pattern second = kind == PatternKind.STAMPED ? Pattern.stamped(100) : pattern(kind);
        byte[] key = new byte[32];
        key[0] = 1;
        second = kind == PatternKind.RANDOM ? Pattern.random(key) : second;
        FaultyChannel channel = written(pattern(kind));
        channel.with(Fault.misdirected(512 * 512, 512 * 544, 512 * 64));
        new OverwritePass("test", channel, second, Checkpoint.START, new PassOptions(OPTIONS, 1000), _ -> {}).run();
        boolean shown = !readBack(channel, second).allRight();
        // the odd one repeats every 3 bytes, so it depends on the position a little
        boolean expected = kind.positionDependent() || kind == PatternKind.FIXED;
        assertThat(shown).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void a_pass_that_was_dropped_shows_only_if_its_content_is_new(PatternKind kind) {
        FaultyChannel channel = written(pattern(kind));
        channel.with(Fault.dropped(0, CAPACITY));
        byte[] key = new byte[32];
        key[0] = 1;
        Pattern second = switch (kind) {
            case ZERO, ONE, FIXED -> pattern(kind);
            case STAMPED -> Pattern.stamped(100);
            case RANDOM -> Pattern.random(key);
        };
        new OverwritePass("test", channel, second, Checkpoint.START, new PassOptions(OPTIONS, 1000), _ -> {}).run();
        assertThat(readBack(channel, second).mismatchedBytes()).isEqualTo(kind.positionDependent() ? CAPACITY : 0);
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void reads_that_bring_nothing_do_not_pass_by_what_the_buffer_held_before(PatternKind kind) {
        FaultyChannel channel = written(pattern(kind)).with(Fault.silentReads(512 * 800, 512 * 816));
        ReadBackFindings findings = readBack(channel, pattern(kind));
        assertThat(findings.mismatches()).containsExactly(new ByteRange(512 * 800, 512 * 16));
        assertThat(findings.allRight()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void a_device_that_never_sends_anything_is_wrong_everywhere(PatternKind kind) {
        FaultyChannel channel = written(pattern(kind))
                .with(Fault.transientError(512 * 100, 512 * 101, 2, READ))
                .with(Fault.silentReads(0, CAPACITY));
        assertThat(readBack(channel, pattern(kind)).mismatches()).containsExactly(new ByteRange(0, CAPACITY));
    }

    @ParameterizedTest
    @EnumSource(PatternKind.class)
    void a_byte_that_never_came_is_wrong_even_if_the_file_has_no_more(PatternKind kind) {
        FaultyChannel channel = FaultyChannel.file(1, 512).with(Fault.silentReads(0, 1));
        assertThat(readBack(channel, pattern(kind)).mismatchedBytes()).isEqualTo(1);
    }

    @Test
    void single_wrong_bytes_are_found_in_exactly_their_blocks() {
        long seed = 20261127;
        for (int round = 0; round < 20; round++) {
            Random random = new Random(seed + round);
            PatternKind kind = List.of(PatternKind.values()).get(random.nextInt(5));
            FaultyChannel channel = written(pattern(kind), Fault.shortAnswers(3, 1, 100, READ));
            for (int i = random.nextInt(200); i >= 0; i--) {
                channel.medium()[random.nextInt((int) CAPACITY)] ^= (byte) (1 << random.nextInt(8));
            }
            ReadBackFindings findings = readBack(channel, pattern(kind));
            SortedSet<Long> wrong = Blocks.wrong(channel, pattern(kind));
            assertThat(blocks(findings.mismatches()))
                    .as("seed %d", seed + round)
                    .isEqualTo(wrong);
            assertThat(findings.mismatchedBytes()).isEqualTo(wrong.size() * 512L);
            assertThat(findings.bytesRead()).isEqualTo(CAPACITY);
        }
    }

    private static SortedSet<Long> blocks(List<ByteRange> ranges) {
        SortedSet<Long> blocks = new TreeSet<>();
        for (ByteRange range : ranges) {
            for (long at = range.offset(); at < range.end(); at += 512) {
                blocks.add(at);
            }
        }
        return blocks;
    }

    @Test
    void a_bounded_list_of_mismatches_is_widened_but_counts_exactly() {
        FaultyChannel channel = written(Pattern.zero());
        for (int block = 0; block < BLOCKS; block += 2) {
            channel.medium()[block * 512] = 1;
        }
        ReadBackFindings findings = ReadBack.full("test", channel, Pattern.zero(), OPTIONS.withRangesMax(16))
                .run()
                .findings();
        assertThat(findings.mismatches()).hasSizeLessThanOrEqualTo(16);
        assertThat(findings.mismatchesExact()).isFalse();
        assertThat(findings.mismatchedBytes()).isEqualTo(BLOCKS / 2 * 512L);
        assertThat(blocks(findings.mismatches())).containsAll(Blocks.wrong(channel, Pattern.zero()));
    }

    @Test
    void unreadable_blocks_are_named_exactly_and_the_rest_is_read() {
        FaultyChannel channel = written(Pattern.zero())
                .with(Fault.badBlocks(512 * 5, 512 * 6, READ))
                .with(Fault.badBlocks(512 * 700, 512 * 900, READ))
                .with(Fault.transientError(512 * 1000, 512 * 1003, 2, READ));
        ReadBackFindings findings = readBack(channel, Pattern.zero());
        assertThat(findings.unreadable())
                .containsExactly(
                        new FailedRange(512 * 5, 512, Fault.EIO), new FailedRange(512 * 700, 512 * 200, Fault.EIO));
        assertThat(findings.unreadableBytes()).isEqualTo(201 * 512);
        assertThat(findings.bytesRead()).isEqualTo(CAPACITY - 201 * 512);
        assertThat(findings.mismatches()).isEmpty();
        assertThat(findings.allRight()).isFalse();
    }

    @Test
    void nothing_read_is_never_all_right() {
        assertThat(ReadBackFindings.nothing(CAPACITY).allRight()).isFalse();
        assertThat(ReadBackFindings.nothing(0).allRight()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 512", "511, 512", "513, 512", "8193, 512", "100003, 4096"})
    void files_of_any_size_are_read_to_their_last_byte(int bytes, int alignmentBytes) {
        FaultyChannel channel = FaultyChannel.file(bytes, alignmentBytes);
        new OverwritePass(
                        "test", channel, Pattern.stamped(1), Checkpoint.START, new PassOptions(OPTIONS, 1000), _ -> {})
                .run();
        assertThat(readBack(channel, Pattern.stamped(1)).bytesRead()).isEqualTo(bytes);
        assertThat(readBack(channel, Pattern.stamped(1)).allRight()).isTrue();
        channel.medium()[bytes - 1] ^= 1;
        long lastBlock = (bytes - 1) / 512 * 512L;
        assertThat(readBack(channel, Pattern.stamped(1)).mismatches())
                .containsExactly(new ByteRange(lastBlock, bytes - lastBlock));
    }

    @Test
    void a_device_that_goes_shrinks_or_hangs_is_never_finished() {
        assertThat(outcome(Fault.vanishesAt(30, READ)))
                .isInstanceOfSatisfying(
                        ReadBackOutcome.DeviceGone.class,
                        gone -> assertThat(gone.reason()).isEqualTo(GoneReason.REMOVED));
        assertThat(outcome(Fault.shrunkTo(CAPACITY - 512)))
                .isInstanceOfSatisfying(
                        ReadBackOutcome.DeviceGone.class,
                        gone -> assertThat(gone.reason()).isEqualTo(GoneReason.CAPACITY));
        assertThat(outcome(Fault.badBlocks(0, CAPACITY, READ)))
                .isInstanceOfSatisfying(
                        ReadBackOutcome.DeviceGone.class,
                        gone -> assertThat(gone.reason()).isEqualTo(GoneReason.NOTHING_WORKS));
        assertThat(outcome(Fault.hangsAt(20, 3000, READ), OPTIONS.withStallTimeoutMillis(700)))
                .isInstanceOf(ReadBackOutcome.Stalled.class);
        assertThat(outcome(Fault.hangsAt(20, 300, READ)))
                .isInstanceOfSatisfying(
                        ReadBackOutcome.Finished.class,
                        f -> assertThat(f.findings().allRight()).isTrue());
    }

    private static ReadBackOutcome outcome(Fault fault) {
        return outcome(fault, OPTIONS);
    }

    private static ReadBackOutcome outcome(Fault fault, TransferOptions options) {
        FaultyChannel channel = written(Pattern.zero()).with(fault);
        ReadBackOutcome outcome =
                ReadBack.full("test", channel, Pattern.zero(), options).run();
        assertThat(outcome.findings().mismatches()).isEmpty();
        if (!(outcome instanceof ReadBackOutcome.Finished)) {
            assertThat(outcome.findings().allRight()).isFalse();
        }
        return outcome;
    }

    @ParameterizedTest
    @CsvSource({"1, 49", "4, 0"})
    void it_stops_on_request(int threads, int chunksAtLeast) {
        // Of several threads the one with the first chunk may be the last to come back, and what is
        // accounted for is what was read without a gap.
        TransferOptions options = OPTIONS.withThreads(threads);
        FaultyChannel channel = written(Pattern.zero());
        ReadBack readBack = ReadBack.full("test", channel, Pattern.zero(), options);
        channel.with(request -> {
            if (request.number() >= 50) {
                readBack.cancel();
            }
            return new Fault.Nothing();
        });
        ReadBackOutcome outcome = readBack.run();
        assertThat(outcome).isInstanceOf(ReadBackOutcome.Interrupted.class);
        assertThat(outcome.findings().bytesRead()).isBetween(chunksAtLeast * 8192L, 49 * 8192L);
        assertThat(outcome.findings().allRight()).isFalse();
    }

    @Test
    void samples_are_read_by_their_plan_and_nothing_else_is() {
        FaultyChannel channel = FaultyChannel.device(10_000, 512);
        new OverwritePass(
                        "test", channel, Pattern.stamped(1), Checkpoint.START, new PassOptions(OPTIONS, 1000), _ -> {})
                .run();
        SamplePlan plan = SamplePlan.draw(new byte[32], channel.capacityBytes(), 512);
        List<ByteRange> read = new ArrayList<>();
        channel.with(request -> {
            synchronized (read) {
                read.add(new ByteRange(request.offset(), request.length()));
            }
            return new Fault.Nothing();
        });
        ReadBackFindings findings = ReadBack.sample("test", channel, Pattern.stamped(1), plan, OPTIONS)
                .run()
                .findings();
        assertThat(findings.allRight()).isTrue();
        assertThat(findings.bytesRead()).isEqualTo(plan.sampledBytes());
        assertThat(read)
                .allMatch(r -> plan.ranges().stream().anyMatch(p -> p.offset() <= r.offset() && r.end() <= p.end()));
        channel.medium()[(int) plan.ranges().get(500).offset()] ^= 1;
        ReadBackFindings again = ReadBack.sample("test", channel, Pattern.stamped(1), plan, OPTIONS)
                .run()
                .findings();
        assertThat(again.mismatchedBytes()).isEqualTo(512);
    }

    @Test
    void a_plan_for_another_medium_is_refused() {
        SamplePlan plan = SamplePlan.draw(new byte[32], CAPACITY + 512, 512);
        assertThatThrownBy(
                        () -> ReadBack.sample("test", FaultyChannel.device(BLOCKS, 512), Pattern.zero(), plan, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
