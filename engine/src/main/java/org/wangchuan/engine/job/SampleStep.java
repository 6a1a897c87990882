package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.transfer.Units;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * Looks for what was planted before the drive erased itself, at its places and in samples, or wherever it can be read ({@link NativeTechnique#readWhole}), on every
 * namespace that went with it, and whether blocks hold what they held before: commits to the record so far, draws the seed only then, and records what was found.
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
        Plantings planted = new Plantings(job.drive(), secrets);
        new UntouchedLook(work, job).record();
        String digest = Sha256.hex(work.journal().evidence());
        Event.Committed committed =
                new Event.Committed(digest, work.setup().beacon().apply(digest));
        work.journal().append(committed);
        int unitBytes = Units.of(work.medium().channel()).unitBytes();
        byte[] seed = SampleSeed.of(committed);
        List<ByteRange> places = planted.places();
        List<ByteRange> all = new ArrayList<>(places);
        if (job.drive().last().readWhole()) {
            all.add(new ByteRange(0, work.capacityBytes()));
        } else {
            all.addAll(SamplePlan.draw(seed, work.capacityBytes(), unitBytes).ranges());
        }
        work.journal().append(new DriveEvent.SamplingStarted(HexFormat.of().formatHex(seed), unitBytes, work.now()));
        Optional<JobEnd> stopped = new BaselineStep(work, job, secrets).compare();
        if (stopped.isEmpty()) {
            stopped = new NamespacesStep(work, job, secrets).sample(seed, planted);
        }
        if (stopped.isPresent()) {
            return stopped;
        }
        PlantedLook look = new PlantedLook(
                work,
                job,
                work.medium(),
                Ranges.union(all),
                places,
                planted.blocksFor(work.medium().channel()));
        PlantedLook.Answer answer = look.run(work.setup().lane());
        if (answer.stopped() && !answer.isRefuting()) {
            return NativeStep.stopped(work);
        }
        work.journal().append(answer.found());
        return Optional.empty();
    }
}
