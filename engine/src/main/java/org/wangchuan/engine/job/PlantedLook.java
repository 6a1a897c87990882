package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.Transfer;
import org.wangchuan.engine.verdict.OwnErasure;
import org.wangchuan.engine.verify.PlantedBlocks;
import org.wangchuan.engine.verify.SampleFindings;
import org.wangchuan.engine.verify.SampleRead;

/** One search of the medium, or of another namespace of its device, for what was planted. */
final class PlantedLook {
    private final JobWork work;
    private final JobState job;
    private final ErasableBlocks blocks;
    private final List<ByteRange> ranges;
    private final List<ByteRange> places;
    private final PlantedBlocks planted;

    /**
     * Prepares it.
     *
     * @param ranges to be read, disjoint, ascending, on the channel's units; the places among them
     * @param places where something was planted
     */
    PlantedLook(
            JobWork work,
            JobState job,
            ErasableBlocks blocks,
            List<ByteRange> ranges,
            List<ByteRange> places,
            PlantedBlocks planted) {
        this.work = work;
        this.job = job;
        this.blocks = blocks;
        this.ranges = List.copyOf(ranges);
        this.places = List.copyOf(places);
        this.planted = planted;
    }

    /**
     * How it went.
     *
     * @param isRefuting of one that somebody asked to stop, whether it speaks against the drive already: read again, under another seed, it could look right, and
     *     stopping must not choose the answer
     */
    record Answer(DriveEvent.SamplingFinished found, boolean isRefuting) {
        boolean stopped() {
            return found.end() == Event.VerificationEnd.STOPPED;
        }
    }

    /** @param lane names the threads */
    Answer run(String lane) throws JournalException {
        if (Patience.ask(blocks::dropHostCache, work.patienceMillis()).orElse(-1L) < 0) {
            // A late error, or none at all in time: what would be read now proves nothing.
            return answer(Event.VerificationEnd.DEVICE_GONE, SampleFindings.nothing(Ranges.bytes(ranges)));
        }
        SampleRead read = new SampleRead(lane, blocks.channel(), ranges, planted, work.transferOptions());
        work.control().enter(() -> new Phases(job, work.capacityBytes()).sampling(read.progress()), read::cancel);
        long startNanos = System.nanoTime();
        Transfer.End end = read.run();
        SampleFindings found = read.findings((System.nanoTime() - startNanos) / 1_000_000);
        return answer(
                switch (end) {
                    case Transfer.Done _ -> Event.VerificationEnd.COMPLETED;
                    case Transfer.Gone _, Transfer.NoRoom _ -> Event.VerificationEnd.DEVICE_GONE;
                    case Transfer.Stalled _ -> Event.VerificationEnd.STALLED;
                    case Transfer.Cancelled _ -> Event.VerificationEnd.STOPPED;
                },
                found);
    }

    private Answer answer(Event.VerificationEnd end, SampleFindings counted) throws JournalException {
        boolean whole = end == Event.VerificationEnd.COMPLETED;
        SampleFindings found = whole ? counted : counted.ofBrokenOff();
        DriveEvent.SamplingFinished event = new DriveEvent.SamplingFinished(
                end,
                blocks.readPath(),
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
        boolean stopped = end == Event.VerificationEnd.STOPPED;
        return new Answer(event, stopped && OwnErasure.isRefutedBy(soFar(), event));
    }

    private Evidence soFar() throws JournalException {
        try {
            return Evidence.readSoFar(work.journal().evidence());
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
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
