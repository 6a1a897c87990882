package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.transfer.Units;
import org.wangchuan.engine.verdict.OwnErasure;
import org.wangchuan.engine.verify.SampleFindings;
import org.wangchuan.engine.verify.SamplePlan;
import org.wangchuan.engine.verify.SampleRead;

/**
 * Looks for what was planted before the drive erased itself, at its places and in samples: commits to the record so far, draws the seed only
 * then, and records what was found.
 */
final class SampleStep {
    private final JobWork work;
    private final JobState job;
    private final PassSecrets secrets;

    SampleStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.secrets = secrets;
    }

    /** Empty if the look has come to an end, good or bad. */
    Optional<JobEnd> run() throws JournalException {
        Plantings planted = new Plantings(work, job.drive(), secrets);
        new UntouchedLook(work, job).record();
        String digest = Sha256.hex(work.journal().evidence());
        Event.Committed committed =
                new Event.Committed(digest, work.setup().beacon().apply(digest));
        work.journal().append(committed);
        int unitBytes = Units.of(work.medium().channel()).unitBytes();
        byte[] seed = SampleSeed.of(committed);
        List<ByteRange> places = planted.places();
        List<ByteRange> all = new ArrayList<>(
                SamplePlan.draw(seed, work.capacityBytes(), unitBytes).ranges());
        all.addAll(places);
        List<ByteRange> ranges = Ranges.union(all);
        work.journal().append(new DriveEvent.SamplingStarted(HexFormat.of().formatHex(seed), unitBytes, work.now()));
        if (Patience.ask(work.medium()::dropHostCache, work.patienceMillis()).orElse(-1L) < 0) {
            // A late error, or none at all in time: what would be read now proves nothing.
            return finish(Event.VerificationEnd.DEVICE_GONE, SampleFindings.nothing(Ranges.bytes(ranges)), places);
        }
        SampleRead read = new SampleRead(
                work.setup().lane(), work.medium().channel(), ranges, planted.blocks(), work.transferOptions());
        work.control().enter(() -> new Phases(job, work.capacityBytes()).sampling(read.progress()), read::cancel);
        long startNanos = System.nanoTime();
        Transfer.End end = read.run();
        SampleFindings found = read.findings((System.nanoTime() - startNanos) / 1_000_000);
        return switch (end) {
            case Transfer.Done _ -> finish(Event.VerificationEnd.COMPLETED, found, places);
            case Transfer.Gone _, Transfer.NoRoom _ -> finish(Event.VerificationEnd.DEVICE_GONE, found, places);
            case Transfer.Stalled _ -> finish(Event.VerificationEnd.STALLED, found, places);
            case Transfer.Cancelled _ -> {
                DriveEvent.SamplingFinished stopped = event(Event.VerificationEnd.STOPPED, found, places);
                if (OwnErasure.isRefutedBy(soFar(), stopped)) {
                    // Read again, under another seed, it could look right: stopping must not choose the answer.
                    work.journal().append(stopped);
                    yield Optional.empty();
                }
                work.journal().append(new Event.Interrupted(1, Event.Phase.NATIVE, work.now()));
                yield Optional.of(new JobEnd.Interrupted(1, Event.Phase.NATIVE));
            }
        };
    }

    private Evidence soFar() throws JournalException {
        try {
            return Evidence.readSoFar(work.journal().evidence());
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    private Optional<JobEnd> finish(Event.VerificationEnd end, SampleFindings counted, List<ByteRange> places)
            throws JournalException {
        work.journal().append(event(end, counted, places));
        return Optional.empty();
    }

    private DriveEvent.SamplingFinished event(
            Event.VerificationEnd end, SampleFindings counted, List<ByteRange> places) {
        boolean whole = end == Event.VerificationEnd.COMPLETED;
        SampleFindings found = whole ? counted : counted.ofBrokenOff();
        return new DriveEvent.SamplingFinished(
                end,
                work.medium().readPath(),
                found.plannedBytes(),
                found.bytesRead(),
                whole ? Ranges.bytes(places) - within(places, found.unreadable()) : 0,
                found.plantedBytes(),
                found.zeroBytes(),
                found.oneBytes(),
                Optional.of(
                        new DriveEvent.OtherBlocks(found.repeatingBytes(), found.noiseBytes(), found.contentBytes())),
                NamedRanges.of(found.unreadable()),
                found.durationMillis(),
                work.now());
    }

    /** Bytes of the places that could not be read. */
    private static long within(List<ByteRange> places, List<FailedRange> unreadable) {
        long bytes = 0;
        for (ByteRange place : places) {
            for (FailedRange failed : unreadable) {
                bytes += Math.max(0, Math.min(place.end(), failed.end()) - Math.max(place.offset(), failed.offset()));
            }
        }
        return bytes;
    }
}
