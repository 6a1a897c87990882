package org.wangchuan.engine.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.transfer.Progress;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.transfer.Units;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackFindings;
import org.wangchuan.engine.verify.ReadBackOutcome;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * Looks at an erased medium again: reads it, or a sample that nobody could know before it was opened, and compares with what the erasure
 * left. It has no way to write. Runs once, in the calling thread; others hold it by its {@link JobControl}.
 */
public final class RecheckJob {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SEED_BYTES = 32;

    private final ReadableMedium medium;
    private final LeftBehind left;
    private final VerifyMode mode;
    private final Setup setup;
    private final JobControl control;

    /**
     * What surrounds the job.
     *
     * @param lane names the threads
     * @param stallTimeoutMillis time without any answer after which a device counts as hung, 1 or more
     * @param clock for the times in the findings
     */
    public record Setup(String lane, long stallTimeoutMillis, InstantSource clock) {}

    /**
     * A look at a medium that is open by now, and recognised.
     *
     * @param left of the same size as the medium
     */
    public RecheckJob(ReadableMedium medium, LeftBehind left, VerifyMode mode, Setup setup, JobControl control) {
        if (left.capacityBytes() != medium.channel().capacityBytes()) {
            throw new IllegalArgumentException("a medium of another size");
        }
        this.medium = medium;
        this.left = left;
        this.mode = mode;
        this.setup = setup;
        this.control = control;
    }

    /** Looks. */
    public RecheckEnd run() {
        Instant startedAt = setup.clock().instant();
        ReadChannel channel = medium.channel();
        Units units = Units.of(channel);
        Optional<byte[]> seed = mode == VerifyMode.FULL ? Optional.empty() : Optional.of(draw());
        List<ByteRange> places =
                seed.isPresent() ? left.places(units.unitBytes(), RecheckFindings.RANGES_MAX) : List.of();
        List<ByteRange> plan = seed.isPresent()
                ? withPlaces(SamplePlan.draw(seed.get(), channel.capacityBytes(), units.unitBytes()), places)
                : List.of(new ByteRange(0, channel.capacityBytes()));
        List<ByteRange> leftOut = left.leftOut(units.unitBytes(), RecheckFindings.RANGES_MAX);
        List<ByteRange> compared = LeftBehind.without(plan, leftOut);
        Draft draft = new Draft(seed, units.unitBytes(), places, leftOut, startedAt, System.nanoTime());
        ReadBack run = left.reading(setup.lane(), channel, compared, transferOptions());
        try {
            if (compared.isEmpty() || dropHostCache() < 0) {
                // A late error, or none at all in time: what would be read now proves nothing. Nor does nothing.
                Event.VerificationEnd end =
                        compared.isEmpty() ? Event.VerificationEnd.COMPLETED : Event.VerificationEnd.DEVICE_GONE;
                return draft.looked(end, ReadBackFindings.nothing(bytes(compared)));
            }
            control.enter(() -> progress(run.progress()), run::cancel);
            return switch (run.run()) {
                case ReadBackOutcome.Finished(var findings) -> draft.looked(Event.VerificationEnd.COMPLETED, findings);
                case ReadBackOutcome.DeviceGone(var findings, var _, var _) ->
                    draft.looked(Event.VerificationEnd.DEVICE_GONE, findings);
                case ReadBackOutcome.Stalled(var findings) -> draft.looked(Event.VerificationEnd.STALLED, findings);
                case ReadBackOutcome.Interrupted(var findings) ->
                    // Looked at again, in another sample perhaps, it could seem right: stopping must not choose the
                    // answer.
                    findings.mismatchedBytes() > 0
                            ? draft.looked(Event.VerificationEnd.STOPPED, findings)
                            : new RecheckEnd.Interrupted();
            };
        } finally {
            control.leave(new JobProgress(JobProgress.Phase.ENDED, left.pass(), 0, "", 0, 0, 0, 0, 0));
        }
    }

    private static List<ByteRange> withPlaces(SamplePlan sample, List<ByteRange> places) {
        List<ByteRange> all = new ArrayList<>(sample.ranges());
        all.addAll(places);
        return Ranges.union(all);
    }

    private static byte[] draw() {
        byte[] seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        return seed;
    }

    private static long bytes(List<ByteRange> ranges) {
        return ranges.stream().mapToLong(ByteRange::length).sum();
    }

    /** A device that gives no answer must not pass for one that answered. */
    private long dropHostCache() {
        return Patience.ask(medium::dropHostCache, setup.stallTimeoutMillis()).orElse(-1L);
    }

    private TransferOptions transferOptions() {
        return TransferOptions.DEFAULTS
                .withStallTimeoutMillis(setup.stallTimeoutMillis())
                .withRangesMax(RecheckFindings.RANGES_MAX);
    }

    private JobProgress progress(Progress progress) {
        long idleMillis = Math.max(0, (System.nanoTime() - progress.lastActivityNanos()) / 1_000_000);
        return new JobProgress(
                JobProgress.Phase.VERIFY,
                left.pass(),
                left.pass(),
                left.word(),
                progress.bytesMoved(),
                progress.bytesTotal(),
                0,
                progress.failedCalls(),
                idleMillis);
    }

    /** What is known before anything is read. */
    private final class Draft {
        private final Optional<byte[]> seed;
        private final long unitBytes;
        private final List<ByteRange> places;
        private final List<ByteRange> leftOut;
        private final Instant startedAt;
        private final long startNanos;

        Draft(
                Optional<byte[]> seed,
                long unitBytes,
                List<ByteRange> places,
                List<ByteRange> leftOut,
                Instant startedAt,
                long startNanos) {
            this.seed = seed;
            this.unitBytes = unitBytes;
            this.places = places;
            this.leftOut = leftOut;
            this.startedAt = startedAt;
            this.startNanos = startNanos;
        }

        RecheckEnd looked(Event.VerificationEnd end, ReadBackFindings findings) {
            // One that gives no answer is not the same any more either.
            List<String> differences = Patience.ask(medium::differences, setup.stallTimeoutMillis())
                    .orElse(List.of("no-answer"));
            return new RecheckEnd.Looked(new RecheckFindings(
                    mode,
                    seed.map(HexFormat.of()::formatHex),
                    seed.isPresent() ? unitBytes : 0,
                    medium.readPath(),
                    end,
                    places,
                    leftOut,
                    findings.plannedBytes(),
                    bytesRead(end, findings),
                    findings.mismatchedBytes(),
                    NamedRanges.joined(Ranges.union(findings.mismatches()), RecheckFindings.RANGES_MAX),
                    findings.unreadableBytes(),
                    NamedRanges.joined(
                            Ranges.union(findings.unreadable().stream()
                                    .map(range -> new ByteRange(range.offset(), range.length()))
                                    .toList()),
                            RecheckFindings.RANGES_MAX),
                    differences,
                    startedAt,
                    startedAt.plusNanos(System.nanoTime() - startNanos)));
        }

        /** Where the reading was cut off, what was compared last may not be in its accounts yet. */
        private static long bytesRead(Event.VerificationEnd end, ReadBackFindings findings) {
            return end == Event.VerificationEnd.COMPLETED
                    ? findings.bytesRead()
                    : Math.max(findings.bytesRead(), findings.mismatchedBytes());
        }
    }
}
