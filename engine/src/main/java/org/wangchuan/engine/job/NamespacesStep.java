package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.hidden.NvmeSpace;
import org.wangchuan.engine.purge.Canaries;
import org.wangchuan.engine.transfer.Units;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * The other namespaces of an NVMe device that erases itself: something is planted on each before, together with the medium, and looked for on each after that. That a
 * sanitize is one of all namespaces is what the specification says; a drive can erase one, and say that it erased all.
 */
final class NamespacesStep {
    private final JobWork work;
    private final JobState job;
    private final PassSecrets secrets;

    NamespacesStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.secrets = secrets;
    }

    /** Those that are planted and searched: all, or none of a device that has more than anybody asks about. */
    List<ErasableNamespace> all() {
        List<ErasableNamespace> all = work.medium().namespaces();
        return all.size() < NvmeSpace.NAMESPACES_MAX ? all : List.of();
    }

    /** Whether enough of it stands, or it stands on all of a namespace of a few blocks. */
    boolean isEnough(List<ByteRange> planted, ErasableNamespace namespace) {
        return CanaryStep.enough(planted, namespace.channel())
                || Ranges.bytes(planted) == namespace.channel().capacityBytes();
    }

    /** Whether it is as large as it was when something was planted on it before, if that was. */
    boolean isAsBefore(ErasableNamespace namespace) {
        return job.drive().beside().stream()
                .map(NativeState.Beside::planted)
                .filter(planted -> planted.namespace() == namespace.number())
                .allMatch(planted ->
                        planted.capacityBytes() == namespace.channel().capacityBytes()
                                && planted.blockBytes() == namespace.channel().blockBytes());
    }

    /** Where it stands on one; empty if that gives no answer. */
    Optional<List<ByteRange>> plant(ErasableNamespace namespace) throws JournalException {
        int before = job.drive().plantings().size();
        return new CanaryStep(work, namespace, secrets.plantedOn(before, namespace.number(), Optional.empty()))
                .plant(Canaries.placesOfOne(namespace.channel()), false);
    }

    /** Its line, for the record. */
    NamespaceEvent.Planted planted(ErasableNamespace namespace, List<ByteRange> ranges) throws JournalException {
        return new NamespaceEvent.Planted(
                namespace.number(),
                namespace.channel().capacityBytes(),
                namespace.channel().blockBytes(),
                secrets.plantedOnDigest(job.drive().plantings().size(), namespace.number()),
                ranges,
                work.now());
    }

    /**
     * Looks for it on each where anything was planted.
     *
     * @param seed of the search of the medium
     * @param planted all of it, on the medium and on every namespace
     * @return empty unless somebody asked to stop
     */
    Optional<JobEnd> sample(byte[] seed, Plantings planted) throws JournalException {
        for (ErasableNamespace namespace : all()) {
            if (!planted.knows(namespace.number()) || !isAsBefore(namespace)) {
                continue; // nothing can be shown of it
            }
            List<ByteRange> places = planted.placesOn(namespace.number());
            int unitBytes = Units.of(namespace.channel()).unitBytes();
            List<ByteRange> all =
                    new ArrayList<>(SamplePlan.draw(seed, namespace.channel().capacityBytes(), unitBytes)
                            .ranges());
            all.addAll(places);
            PlantedLook look = new PlantedLook(
                    work, job, namespace, Ranges.union(all), places, planted.blocksFor(namespace.channel()));
            PlantedLook.Answer answer = look.run(work.setup().lane() + "-n" + namespace.number());
            if (!answer.stopped() || answer.isRefuting()) {
                work.journal().append(new NamespaceEvent.Sampled(namespace.number(), unitBytes, answer.found()));
            }
            if (answer.stopped()) {
                return NativeStep.stopped(work);
            }
        }
        return Optional.empty();
    }
}
