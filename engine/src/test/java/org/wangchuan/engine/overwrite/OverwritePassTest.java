package org.wangchuan.engine.overwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Request.Kind.WRITE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.TransferOptions;

class OverwritePassTest {
    private static final Pattern STAMPED = Pattern.stamped(42);
    private static final int EDQUOT = 122;

    private final List<Checkpoint> recorded = Collections.synchronizedList(new ArrayList<>());

    private static PassOptions options() {
        return new PassOptions(TransferOptions.DEFAULTS.withChunkBytes(4096).withStallTimeoutMillis(5000), 1);
    }

    private OverwritePass pass(FaultyChannel channel, Pattern pattern, Checkpoint from) {
        return new OverwritePass("test", channel, pattern, from, options(), recorded::add);
    }

    @ParameterizedTest
    @CsvSource({"1, 512", "2, 512", "7, 512", "8, 512", "1001, 512", "1, 4096", "333, 4096"})
    void a_healthy_device_is_written_to_its_last_block(int blocks, int blockBytes) {
        for (Pattern pattern : PatternFillerTest.patterns()) {
            FaultyChannel channel = FaultyChannel.device(blocks, blockBytes);
            PassOutcome outcome = pass(channel, pattern, Checkpoint.START).run();
            assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
            assertThat(outcome.durable().bytesWritten()).isEqualTo(channel.capacityBytes());
            assertThat(outcome.durable().unwritten()).isEmpty();
            assertThat(outcome.effort().flushes()).isPositive();
            assertThat(recorded.getLast()).isEqualTo(outcome.durable());
            assertThat(Blocks.wrong(channel, pattern)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 512", "511, 512", "513, 512", "4097, 512", "100003, 4096", "5000, 4096"})
    void a_file_of_any_size_is_written_to_its_last_byte(int bytes, int alignmentBytes) {
        FaultyChannel channel = FaultyChannel.file(bytes, alignmentBytes);
        PassOutcome outcome = pass(channel, STAMPED, Checkpoint.START).run();
        assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
        assertThat(outcome.durable().bytesWritten()).isEqualTo(bytes);
        assertThat(Blocks.wrong(channel, STAMPED)).isEmpty();
    }

    /** Each block of a hole would fail alike, after the file system has looked for room: with 3,000 of them that may take an hour. */
    @ParameterizedTest
    @ValueSource(ints = {Fault.ENOSPC, EDQUOT})
    void a_file_without_room_for_its_holes_is_stopped_at_once_and_gone_on_with_later(int errno) {
        FaultyChannel channel =
                FaultyChannel.file(12_000_000, 512).with(Fault.failing(6_000_000, 12_000_000, errno, WRITE));
        PassOutcome outcome = pass(channel, STAMPED, Checkpoint.START).run();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PassOutcome.NoRoom.class,
                        full -> assertThat(full.errno()).isEqualTo(errno));
        assertThat(outcome.effort().failedCalls()).isLessThan(10);
        Checkpoint durable = outcome.durable();
        assertThat(durable.highWaterBytes()).isLessThanOrEqualTo(6_000_000);
        assertThat(durable.unwritten()).isEmpty();
        assertThat(recorded.getLast()).isEqualTo(durable);

        channel.repair();
        PassOutcome rest = pass(channel, STAMPED, durable).run();
        assertThat(rest).isInstanceOf(PassOutcome.Completed.class);
        assertThat(rest.durable().bytesWritten()).isEqualTo(12_000_000);
        assertThat(Blocks.wrong(channel, STAMPED)).isEmpty();
    }

    @Test
    void an_empty_medium_is_complete_with_nothing_written() {
        PassOutcome outcome =
                pass(FaultyChannel.file(0, 512), STAMPED, Checkpoint.START).run();
        assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
        assertThat(outcome.durable().bytesWritten()).isZero();
    }

    @Test
    void a_checkpoint_is_true_at_the_moment_it_is_recorded() {
        FaultyChannel channel = FaultyChannel.device(20_000, 512)
                .with(Fault.badBlocks(512 * 100, 512 * 103, WRITE))
                .with(Fault.badBlocks(512 * 9000, 512 * 9100, WRITE));
        List<Long> marks = new ArrayList<>();
        CheckpointSink sink = checkpoint -> {
            marks.add(checkpoint.highWaterBytes());
            assertThat(channel.flushes()).isGreaterThanOrEqualTo(marks.size());
            for (long wrong : Blocks.wrong(channel, STAMPED)) {
                if (wrong < checkpoint.highWaterBytes()) {
                    assertThat(checkpoint.unwritten()).anyMatch(r -> r.offset() <= wrong && wrong < r.end());
                }
            }
        };
        PassOutcome outcome = new OverwritePass("test", channel, STAMPED, Checkpoint.START, options(), sink).run();
        assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
        assertThat(marks).isSorted().endsWith(20_000L * 512);
        assertThat(outcome.durable().unwritten())
                .containsExactly(
                        new FailedRange(512 * 100, 512 * 3, Fault.EIO),
                        new FailedRange(512 * 9000, 512 * 100, Fault.EIO));
        assertThat(outcome.durable().bytesWritten()).isEqualTo((20_000 - 103) * 512L);
    }

    @Test
    void a_random_pass_is_continued_with_the_same_stream() {
        Pattern random = Pattern.random(new byte[32]);
        FaultyChannel channel = FaultyChannel.device(4000, 512);
        Checkpoint from = interrupt(channel, random, 1000);
        PassOutcome rest = pass(channel, random, from).run();
        assertThat(rest).isInstanceOf(PassOutcome.Completed.class);
        assertThat(rest.durable().bytesWritten()).isEqualTo(4000 * 512);
        assertThat(rest.effort().bytesMoved()).isEqualTo(4000 * 512 - from.highWaterBytes());
        assertThat(Blocks.wrong(channel, random)).isEmpty();
    }

    /** Starts a pass, and interrupts it as soon as it has a checkpoint at so many blocks. */
    private Checkpoint interrupt(FaultyChannel channel, Pattern pattern, int blocks) {
        channel.with(Fault.slow(1, WRITE));
        OverwritePass[] pass = new OverwritePass[1];
        pass[0] = new OverwritePass("test", channel, pattern, Checkpoint.START, options(), checkpoint -> {
            if (checkpoint.highWaterBytes() >= blocks * 512L) {
                pass[0].cancel();
            }
        });
        PassOutcome outcome = pass[0].run();
        assertThat(outcome).isInstanceOf(PassOutcome.Interrupted.class);
        assertThat(outcome.durable().highWaterBytes()).isBetween(blocks * 512L, channel.capacityBytes() - 1);
        return outcome.durable();
    }

    @Test
    void what_failed_before_an_interruption_is_tried_again_after_it() {
        FaultyChannel channel =
                FaultyChannel.device(4000, 512).with(Fault.transientError(512 * 10, 512 * 60, 10_000, WRITE));
        Checkpoint from = interrupt(channel, STAMPED, 1000);
        assertThat(from.unwritten()).isNotEmpty();
        channel.repair();
        PassOutcome rest = pass(channel, STAMPED, from).run();
        assertThat(rest).isInstanceOf(PassOutcome.Completed.class);
        assertThat(rest.durable().unwritten()).isEmpty();
        assertThat(Blocks.wrong(channel, STAMPED)).isEmpty();
    }

    @Test
    void a_full_journal_stops_the_pass() {
        FaultyChannel channel = FaultyChannel.device(4000, 512).with(Fault.slow(1, WRITE));
        PassOutcome outcome = new OverwritePass("test", channel, STAMPED, Checkpoint.START, options(), checkpoint -> {
                    if (checkpoint.highWaterBytes() > 100_000) {
                        throw new IOException("no space left");
                    }
                })
                .run();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PassOutcome.JournalFailed.class,
                        failed -> assertThat(failed.message()).contains("no space left"));
        assertThat(outcome.durable().highWaterBytes()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void a_journal_that_never_answers_is_told_from_a_device_that_does_not() {
        FaultyChannel channel = FaultyChannel.device(100, 512);
        PassOptions impatient = new PassOptions(options().transfer().withStallTimeoutMillis(1_500), 1);
        CountDownLatch never = new CountDownLatch(1);
        PassOutcome outcome = new OverwritePass("test", channel, STAMPED, Checkpoint.START, impatient, _ -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                })
                .run();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PassOutcome.Stalled.class,
                        stalled -> assertThat(stalled.in()).isEqualTo(StalledIn.JOURNAL));
        assertThat(outcome.durable()).isEqualTo(Checkpoint.START);
        never.countDown();
    }

    @Test
    void an_interrupt_of_the_caller_cancels_and_stays_set() {
        FaultyChannel channel = FaultyChannel.device(4000, 512).with(Fault.slow(1, WRITE));
        Thread.currentThread().interrupt();
        PassOutcome outcome = pass(channel, STAMPED, Checkpoint.START).run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(PassOutcome.Interrupted.class);
    }

    @Test
    void threads_are_named_by_their_lane_and_are_daemons() {
        FaultyChannel channel = FaultyChannel.device(400, 512).with(Fault.slow(20, WRITE));
        List<Thread> seen = Collections.synchronizedList(new ArrayList<>());
        channel.with(_ -> {
            seen.add(Thread.currentThread());
            return new Fault.Nothing();
        });
        pass(channel, STAMPED, Checkpoint.START).run();
        assertThat(seen).allMatch(Thread::isDaemon);
        assertThat(seen.stream().map(Thread::getName))
                .contains("lane-test-writer-1", "lane-test-writer-2", "lane-test-writer-3", "lane-test-flusher");
        assertThat(seen)
                .allSatisfy(
                        thread -> assertThat(thread.join(Duration.ofSeconds(5))).isTrue());
    }
}
