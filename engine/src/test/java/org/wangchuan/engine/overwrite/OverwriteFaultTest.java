package org.wangchuan.engine.overwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Request.Kind.FLUSH;
import static org.wangchuan.engine.testing.Request.Kind.READ;
import static org.wangchuan.engine.testing.Request.Kind.WRITE;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.GoneReason;
import org.wangchuan.engine.transfer.TransferOptions;

/** What comes of a pass when the device misbehaves. */
class OverwriteFaultTest {
    private static final int BLOCKS = 4000;
    private static final long CAPACITY = BLOCKS * 512L;
    private static final Pattern PATTERN = Pattern.stamped(7);

    /** So patient that a busy machine never looks like a hung drive. */
    private static final PassOptions OPTIONS = options(60_000);

    private static PassOptions options(int stallMillis) {
        return new PassOptions(TransferOptions.DEFAULTS.withChunkBytes(8192).withStallTimeoutMillis(stallMillis), 1);
    }

    /** One row: what happens, and what must hold. */
    record Row(String name, List<Fault> faults, Consumer<PassOutcome> holds, PassOptions options) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Consumer<PassOutcome> holds, Fault... faults) {
        return new Row(name, List.of(faults), holds, OPTIONS);
    }

    /** A drive that is asked for long enough to be called hung. */
    private static Row stalling(String name, StalledIn in, int stallMillis, Fault... faults) {
        return new Row(name, List.of(faults), stalled(in), options(stallMillis));
    }

    static List<Row> rows() {
        return List.of(
                row("nothing", completed(CAPACITY)),
                row("every other write is short", completed(CAPACITY), Fault.shortAnswers(2, 3, 0, WRITE)),
                row("writes end within a block", completed(CAPACITY), Fault.shortAnswers(3, 1, 77, WRITE)),
                row(
                        "one write moves less than a block",
                        completed(CAPACITY),
                        Fault.once(100, Fault.shortAnswers(1, 0, 5, WRITE))),
                row("an error that goes away", completed(CAPACITY), Fault.transientError(512 * 9, 512 * 10, 2, WRITE)),
                row(
                        "an error that goes away late",
                        completed(CAPACITY),
                        Fault.transientError(512 * 9, 512 * 10, 6, WRITE)),
                row("a bad block", completed(CAPACITY - 512), Fault.badBlocks(512 * 77, 512 * 78, WRITE)),
                row(
                        "a bad first and last block",
                        completed(CAPACITY - 1024),
                        Fault.badBlocks(0, 512, WRITE),
                        Fault.badBlocks(CAPACITY - 512, CAPACITY, WRITE)),
                row("a bad half", completed(CAPACITY / 2), Fault.badBlocks(CAPACITY / 4, CAPACITY / 4 * 3, WRITE)),
                row("a bad end", completed(CAPACITY - 51_200), Fault.badBlocks(CAPACITY - 51_200, CAPACITY, WRITE)),
                row("a bad beginning", completed(CAPACITY - 51_200), Fault.badBlocks(0, 51_200, WRITE)),
                row(
                        "every block is bad",
                        gone(GoneReason.NOTHING_WORKS, Fault.EIO),
                        Fault.badBlocks(0, CAPACITY, WRITE)),
                row(
                        "a thin medium that is full",
                        completed(CAPACITY - 4096),
                        Fault.failing(512 * 800, 512 * 808, Fault.ENOSPC, WRITE)),
                row("gone at the first write", gone(GoneReason.REMOVED, Fault.ENXIO), Fault.vanishesAt(1, WRITE)),
                row("gone in the midst", OverwriteFaultTest::goneInTheMidst, Fault.vanishesAt(100, WRITE)),
                row("gone at the last flush", flushFailed(Fault.ENXIO), Fault.flushesFailFrom(1, Fault.ENXIO)),
                row("flush fails", flushFailed(Fault.EIO), Fault.flushesFailFrom(1, Fault.EIO)),
                row("flush fails once, the first time", flushFailed(Fault.EIO), Fault.transientError(0, 0, 1, FLUSH)),
                row("it was smaller all along", gone(GoneReason.CAPACITY, 0), Fault.shrunkTo(CAPACITY / 2)),
                row("it is smaller by one block", gone(GoneReason.CAPACITY, 0), Fault.shrunkTo(CAPACITY - 512)),
                row(
                        "a write takes a while",
                        pausedFor(400),
                        Fault.hangsAt(60, 400, WRITE),
                        Fault.hangsAt(61, 400, WRITE),
                        Fault.hangsAt(62, 400, WRITE)),
                stalling(
                        "all writes hang",
                        StalledIn.WRITE,
                        700,
                        Fault.hangsAt(50, 3000, WRITE),
                        Fault.hangsAt(51, 3000, WRITE),
                        Fault.hangsAt(52, 3000, WRITE)),
                stalling("one write never comes back", StalledIn.WRITE, 700, Fault.hangsAt(50, 3000, WRITE)),
                stalling("a flush hangs", StalledIn.FLUSH, 1_500, Fault.hangsAt(1, 6000, FLUSH)),
                row("a flush takes a while", pausedFor(300), Fault.hangsAt(1, 300, FLUSH)));
    }

    private static Consumer<PassOutcome> completed(long bytesWritten) {
        return outcome -> {
            assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
            assertThat(outcome.durable().highWaterBytes()).isEqualTo(CAPACITY);
            assertThat(outcome.durable().bytesWritten()).isEqualTo(bytesWritten);
            assertThat(outcome.effort().bytesMoved()).isEqualTo(bytesWritten);
        };
    }

    private static Consumer<PassOutcome> gone(GoneReason reason, int errno) {
        return outcome -> assertThat(outcome).isInstanceOfSatisfying(PassOutcome.DeviceGone.class, gone -> {
            assertThat(gone.reason()).isEqualTo(reason);
            assertThat(gone.errno()).isEqualTo(errno);
        });
    }

    /** Whoever asks it first is told: a write, or the flush of a checkpoint that was due just then. */
    private static void goneInTheMidst(PassOutcome outcome) {
        if (outcome instanceof PassOutcome.FlushFailed) {
            flushFailed(Fault.ENXIO).accept(outcome);
        } else {
            gone(GoneReason.REMOVED, Fault.ENXIO).accept(outcome);
        }
    }

    private static Consumer<PassOutcome> flushFailed(int errno) {
        return outcome -> {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            PassOutcome.FlushFailed.class,
                            failed -> assertThat(failed.errno()).isEqualTo(errno));
            assertThat(outcome.durable()).isEqualTo(Checkpoint.START);
        };
    }

    private static Consumer<PassOutcome> stalled(StalledIn in) {
        return outcome -> {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            PassOutcome.Stalled.class,
                            stalled -> assertThat(stalled.in()).isEqualTo(in));
            assertThat(outcome.durable().highWaterBytes()).isLessThan(CAPACITY);
        };
    }

    private static Consumer<PassOutcome> pausedFor(long millis) {
        return outcome -> {
            completed(CAPACITY).accept(outcome);
            // It is counted from the last answer, a little after the request.
            assertThat(outcome.effort().longestPauseMillis()).isGreaterThanOrEqualTo(millis - 50);
        };
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_outcome_is(Row row) {
        FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
        row.faults().forEach(channel::with);
        long started = System.nanoTime();
        PassOutcome outcome =
                new OverwritePass("test", channel, PATTERN, Checkpoint.START, row.options(), _ -> {}).run();
        row.holds().accept(outcome);
        assertThat(outcome.effort().longestPauseMillis())
                .isLessThanOrEqualTo((System.nanoTime() - started) / 1_000_000);
        // whatever happened: what counts as durable is on the medium, and nothing else is said to be
        Checkpoint durable = outcome.durable();
        assertThat(Blocks.of(durable.unwritten(), 512))
                .isEqualTo(Blocks.wrong(channel, PATTERN).headSet(durable.highWaterBytes()));
        assertThat(durable.unwrittenBytes())
                .isEqualTo(durable.unwritten().stream()
                        .mapToLong(FailedRange::length)
                        .sum());
    }

    @Test
    void after_any_script_of_recoverable_faults_the_ranges_are_the_blocks_that_nobody_was_told_are_written() {
        long seed = 20261126;
        for (int round = 0; round < 60; round++) {
            Random random = new Random(seed + round);
            int blockBytes = random.nextBoolean() ? 512 : 4096;
            int blocks = random.nextInt(1, 3000);
            FaultyChannel channel = random.nextInt(4) == 0
                    ? FaultyChannel.file(blocks * blockBytes - random.nextInt(blockBytes), blockBytes)
                    : FaultyChannel.device(blocks, blockBytes);
            script(random, channel, blocks, blockBytes);
            TransferOptions transfer = TransferOptions.DEFAULTS
                    .withThreads(random.nextInt(1, 6))
                    .withChunkBytes(4096 << random.nextInt(6))
                    .withRetriesMax(random.nextInt(3))
                    .withFailuresMax(Integer.MAX_VALUE, 3_600_000);
            Pattern pattern = random.nextBoolean() ? PATTERN : Pattern.random(new byte[32]);
            PassOutcome outcome = new OverwritePass(
                            "test", channel, pattern, Checkpoint.START, new PassOptions(transfer, 5), _ -> {})
                    .run();
            if (outcome instanceof PassOutcome.DeviceGone gone) {
                assertThat(gone.reason()).as("seed %d", seed + round).isEqualTo(GoneReason.NOTHING_WORKS);
                continue;
            }
            assertThat(outcome).as("seed %d", seed + round).isInstanceOf(PassOutcome.Completed.class);
            Set<Long> told = new TreeSet<>(Blocks.of(outcome.durable().unwritten(), blockBytes));
            assertThat(told).as("seed %d, %s", seed + round, outcome).containsAll(Blocks.wrong(channel, pattern));
            // A short answer may have written a block of which a later request then fails: nobody was told that it is
            // there. And a look for anything that works may write, of all blocks, one that failed before: the pass
            // counts it as unwritten all the same.
            told.removeAll(Blocks.wrong(channel, pattern));
            assertThat(channel.refused())
                    .as("seed %d, %s", seed + round, outcome)
                    .containsAll(told);
            assertThat(outcome.durable().rangesExact()).isTrue();
        }
    }

    private static void script(Random random, FaultyChannel channel, int blocks, int blockBytes) {
        int faults = random.nextInt(6);
        for (int i = 0; i < faults; i++) {
            long from = (long) random.nextInt(blocks) * blockBytes;
            long to = from + (long) blockBytes * (1 + random.nextInt(1 << random.nextInt(8)));
            channel.with(
                    switch (random.nextInt(4)) {
                        case 0 -> Fault.transientError(from, to, random.nextInt(1, 10), WRITE);
                        case 1 ->
                            // Of a block that is cut, 16 bytes or more are missing: one could be right by chance.
                            Fault.shortAnswers(
                                    random.nextInt(2, 9), random.nextInt(3), random.nextInt(blockBytes - 15), WRITE);
                        default -> Fault.badBlocks(from, to, WRITE);
                    });
        }
    }

    @Test
    void when_the_effort_for_errors_is_spent_ranges_are_wider_but_never_miss_a_block() {
        FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
        for (int block = 3; block < BLOCKS; block += 5) {
            channel.with(Fault.badBlocks(block * 512L, block * 512L + 512, WRITE));
        }
        PassOptions spent = new PassOptions(OPTIONS.transfer().withFailuresMax(500, 60_000), 10);
        PassOutcome outcome = new OverwritePass("test", channel, PATTERN, Checkpoint.START, spent, _ -> {}).run();
        assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
        assertThat(outcome.durable().rangesExact()).isFalse();
        assertThat(Blocks.of(outcome.durable().unwritten(), 512)).containsAll(Blocks.wrong(channel, PATTERN));
        assertThat(outcome.effort().failedCalls()).isLessThan(500 + 600);
    }

    @Test
    void a_bounded_list_of_ranges_is_widened_but_counts_exactly() {
        FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
        int bad = 0;
        for (int block = 3; block < BLOCKS; block += 40) {
            channel.with(Fault.badBlocks(block * 512L, block * 512L + 512, WRITE));
            bad++;
        }
        PassOptions few = new PassOptions(OPTIONS.transfer().withRangesMax(16), 1000);
        PassOutcome outcome = new OverwritePass("test", channel, PATTERN, Checkpoint.START, few, _ -> {}).run();
        assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
        assertThat(outcome.durable().unwritten()).hasSizeLessThanOrEqualTo(16);
        assertThat(outcome.durable().rangesExact()).isFalse();
        assertThat(outcome.durable().unwrittenBytes()).isEqualTo(bad * 512L);
        assertThat(Blocks.of(outcome.durable().unwritten(), 512)).containsAll(Blocks.wrong(channel, PATTERN));
    }

    @Test
    void an_unreadable_end_does_not_make_a_write_error_a_smaller_device() {
        FaultyChannel channel = FaultyChannel.device(BLOCKS, 512)
                .with(Fault.failing(512, 1024, Fault.ENOSPC, WRITE))
                .with(Fault.badBlocks(CAPACITY - 512, CAPACITY, READ));
        completed(CAPACITY - 512)
                .accept(new OverwritePass("test", channel, PATTERN, Checkpoint.START, OPTIONS, _ -> {}).run());
    }
}
