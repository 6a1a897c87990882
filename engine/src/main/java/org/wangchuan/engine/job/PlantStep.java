package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.Canaries;
import org.wangchuan.engine.purge.DrivePurge;

/**
 * All that is done to a drive's blocks before it is told to erase itself: looked at as they are, and planted at some places, on every namespace of its device that is
 * held. What cannot be planted on enough places keeps the drive from being told, unless there is another way to know of it.
 */
final class PlantStep {
    private final JobWork work;
    private final JobState job;
    private final NativeState state;
    private final PassSecrets secrets;

    PlantStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.state = job.drive();
        this.secrets = secrets;
    }

    /**
     * What came of it.
     *
     * @param end present if the work goes no further for now
     * @param isPlanted whether all of it stands, and is on record; if not, and there is no end, the drive is told without
     */
    record Answer(Optional<JobEnd> end, boolean isPlanted) {
        private static Answer of(Optional<JobEnd> end) {
            return new Answer(end, false);
        }

        private static Answer of(StopCode code, String failure) {
            return of(NativeStep.interrupted(code, failure));
        }
    }

    /** Of a drive that is at rest. */
    Answer run(DrivePurge purge) throws JournalException {
        boolean saysUntouched = saysUntouched(purge); // asked before anything is written to it
        if (!revertsAlone()) {
            // Each time: whoever was away does not know what became of the drive meanwhile.
            Optional<JobEnd> ended = new BaselineStep(work, job, secrets).take();
            if (ended.isPresent()) {
                return Answer.of(ended);
            }
        }
        secrets.drawPlanted(state.plantings(), saysUntouched);
        work.journal().keepSecrets(secrets.toBytes());
        // Again at the same places: what stood there before is written over, and whoever comes back in its midst knows
        // where to look.
        List<ByteRange> places = state.canaries()
                .map(DriveEvent.CanariesPlanted::ranges)
                .orElseGet(() -> Canaries.places(work.medium().channel()));
        Optional<List<ByteRange>> planted = new CanaryStep(
                        work, secrets.plantedNext(state.plantings()).orElseThrow())
                .plant(places, secrets.untouchedWhenDrawn(state.plantings()));
        if (planted.isEmpty()) {
            // What is on its way now could arrive after the drive has erased itself.
            return Answer.of(StopCode.NO_ANSWER, "the drive gives no answer to what is to be planted on it");
        }
        if (work.control().stopRequested()) {
            return Answer.of(NativeStep.stopped(work)); // before anything is on record that would have to stand
        }
        if (CanaryStep.enough(planted.get(), work.medium().channel())) {
            String digest = secrets.plantedDigest(state.plantings()).orElseThrow();
            Optional<JobEnd> wanting = plantBeside(purge);
            if (wanting.isPresent()) {
                return Answer.of(wanting);
            }
            work.journal().append(new DriveEvent.CanariesPlanted(digest, planted.get(), work.now()));
            return new Answer(Optional.empty(), true);
        }
        if (hasToBePlanted(purge)) {
            return Answer.of(
                    StopCode.NOT_PLANTED,
                    "what is to be looked for afterwards could not be written to enough places on the drive, so that nothing would"
                            + " be proved; "
                            + (state.attempt() == 0 ? "no command was sent" : "no further command was sent"));
        }
        return Answer.of(Optional.empty());
    }

    /** Whether nothing is told to a drive on which nothing could be planted. */
    private boolean hasToBePlanted(DrivePurge purge) {
        return !failedBefore(purge)
                && !opensBeforePasses()
                && !job.inReserve()
                && !work.setup().options().bestEffort();
    }

    /** The other namespaces of an NVMe device, which go with this one: it is not enough that what was planted here is gone. */
    private Optional<JobEnd> plantBeside(DrivePurge purge) throws JournalException {
        if (revertsAlone()) {
            return Optional.empty();
        }
        NamespacesStep beside = new NamespacesStep(work, job, secrets);
        for (ErasableNamespace namespace : beside.all()) {
            if (!beside.isAsBefore(namespace)) {
                return NativeStep.interrupted(
                        StopCode.NOT_PLANTED,
                        "namespace " + namespace.number()
                                + " of the drive has another size than before; no command was sent");
            }
            Optional<List<ByteRange>> planted = beside.plant(namespace);
            if (planted.isEmpty()) {
                return NativeStep.interrupted(
                        StopCode.NO_ANSWER,
                        "namespace " + namespace.number()
                                + " of the drive gives no answer to what is to be planted on it; no command was sent");
            }
            if (work.control().stopRequested()) {
                return NativeStep.stopped(work);
            }
            if (!beside.isEnough(planted.get(), namespace) && hasToBePlanted(purge)) {
                return NativeStep.interrupted(
                        StopCode.NOT_PLANTED,
                        "what is to be looked for afterwards could not be written to enough places on namespace "
                                + namespace.number()
                                + " of the drive, so that nothing would be proved of it; no command was sent");
            }
            work.journal().append(beside.planted(namespace, planted.get()));
        }
        return Optional.empty();
    }

    private boolean saysUntouched(DrivePurge purge) {
        return state.attempt() > 0
                && purge.askUntouched(state.last())
                        .filter(answer -> DrivePurge.untouched(answer) == Told.YES)
                        .isPresent();
    }

    /**
     * Whether the drive says that its last one failed, which has to be overcome first; once one has succeeded it is something else that ails it. A technique that
     * comes next need not know of such failures: those before it are asked as well.
     */
    private boolean failedBefore(DrivePurge purge) {
        return !state.broughtBack()
                && state.planned().subList(0, state.technique() + 1).stream()
                        .anyMatch(one -> DrivePurge.saysFailed(one, purge.before(one, state.asked())));
    }

    /** A locked drive takes nothing. What opens it need prove nothing by itself: every pass of the rule set follows. */
    private boolean opensBeforePasses() {
        return revertsAlone() && !job.plan().passes().isEmpty();
    }

    private boolean revertsAlone() {
        return state.planned().equals(List.of(NativeTechnique.TCG_PSID_REVERT));
    }
}
