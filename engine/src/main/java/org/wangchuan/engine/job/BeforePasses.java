package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.Canaries;
import org.wangchuan.engine.purge.DrivePurge;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * Whether a drive that was out of sight since its own attempt may be overwritten in the place of it: erased as it may be, it may be somebody's by now. What was planted is
 * looked for before the first pass, and again where that was cut off before any of it is known to be written.
 */
final class BeforePasses {
    private final JobWork work;
    private final JobState job;
    private final NativeState state;
    private final Recognition recognition;
    private final PassSecrets secrets;

    BeforePasses(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.state = job.drive();
        this.secrets = secrets;
        this.recognition = new Recognition(work, job, secrets);
    }

    /** The answer. */
    sealed interface Answer {
        /** It may be overwritten. */
        record Overwrite() implements Answer {}

        /** It may not, and the job is left as it is. */
        record Leave(JobEnd end) implements Answer {}

        /** It may not, and nobody can say more of it: the record is closed without passes. */
        record Close() implements Answer {}

        /** Empty: nothing is against it. */
        static Answer of(Optional<JobEnd> end) {
            return end.<Answer>map(Leave::new).orElseGet(Overwrite::new);
        }
    }

    /** Whether nothing was ever planted, and each attempt was refused: then it holds what it held before the job. */
    boolean asItWas() {
        return state.stage() == NativeState.Stage.ALL_REFUSED
                && state.plantings().isEmpty()
                && !state.mayHaveErased();
    }

    /**
     * Before the first pass begins.
     *
     * @param purge of the drive, which is at rest
     */
    Answer first(DrivePurge purge) throws JournalException {
        NativeTechnique technique = state.current();
        List<DeviceCommand> before = purge.before(technique, state.asked());
        boolean logged = technique.bus() == NativeTechnique.Bus.NVME && technique.sanitize() && !before.isEmpty();
        if (logged && DrivePurge.untouched(before.getLast()) == Told.YES) {
            return new Answer.Overwrite();
        }
        // Of one that refused all, the record has no end without passes.
        boolean mayClose = state.mayHaveErased();
        if (mayClose && logged && DrivePurge.writtenSince(before.getLast())) {
            return new Answer.Close();
        }
        return look(Optional.empty(), mayClose, DrivePurge.saysFailed(technique, before));
    }

    /**
     * Before the first pass goes on of which no mark was kept. Who was cut off there has watched the drive until it began. Where what it holds says nothing, it has to be
     * known by its identity; and where its identity says nothing, by what only this job can have written: blank is any drive that was erased or never used. What NVMe says of
     * when it was written counts no more, for the pass itself may have written.
     *
     * @param pattern of the pass, which may stand anywhere
     */
    Optional<JobEnd> again(Pattern pattern) throws JournalException {
        if (!areLookedAtAgain(work, state)) {
            return Optional.empty();
        }
        Evidence soFar = soFar(work);
        if (asItWas() || !wasBlank(soFar)) {
            return work.setup().identityHolds() ? Optional.empty() : Optional.of(Recognition.nothingOfItsOwn());
        }
        return switch (look(Optional.of(pattern), false, false)) {
            case Answer.Overwrite _, Answer.Close _ ->
                work.setup().identityHolds() || holdsOurs(pattern)
                        ? Optional.empty()
                        : Optional.of(Recognition.nothingOfItsOwn());
            case Answer.Leave(JobEnd end) -> Optional.of(end);
        };
    }

    /** Whether something that nobody else has stands at any of the places: of the pass, or what was planted. */
    private boolean holdsOurs(Pattern writing) throws JournalException {
        List<Pattern> ours = new ArrayList<>(secrets.planted(state.plantings()));
        if (WindowCheck.isSecret(writing)) {
            ours.addFirst(writing);
        }
        List<ByteRange> places = places();
        return ours.stream()
                .anyMatch(one -> new CanaryStep(work, one)
                        .standing(places)
                        .filter(standing -> !standing.isEmpty())
                        .isPresent());
    }

    private List<ByteRange> places() {
        return state.canaries()
                .map(DriveEvent.CanariesPlanted::ranges)
                .orElseGet(() -> Canaries.places(work.medium().channel()));
    }

    /**
     * Whether it held nobody's data when it was looked at last: other contents are somebody's then. Of one that held something else at its end already, as some do that fill
     * themselves with a pattern of their maker's, they say nothing.
     */
    private boolean wasBlank(Evidence soFar) {
        List<DriveEvent.SamplingFinished> looks = soFar.all(DriveEvent.SamplingFinished.class);
        if (state.stage() == NativeState.Stage.ALL_REFUSED || looks.isEmpty()) {
            return true;
        }
        DriveEvent.SamplingFinished last = looks.getLast();
        return last.zeroBytes() + last.oneBytes() == last.bytesRead();
    }

    /** Whether passes that were cut off before their first mark follow on what the drive did only if needed: what it holds is looked at then. */
    static boolean areLookedAtAgain(JobWork work, NativeState drive) throws JournalException {
        if (drive.attempt() == 0) {
            return false;
        }
        Evidence soFar = soFar(work);
        return VerdictRules.policyOf(soFar)
                .overwritesOnlyIfNeeded(soFar.the(Event.PlanChosen.class).techniques());
    }

    private static Evidence soFar(JobWork work) throws JournalException {
        try {
            return Evidence.readSoFar(work.journal().evidence());
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    /** @param shut whether it takes neither reads nor writes: nobody can have used it */
    private Answer look(Optional<Pattern> writing, boolean mayClose, boolean shut) throws JournalException {
        work.control().enter(() -> new Phases(job, work.capacityBytes()).recognising(), () -> {});
        List<ByteRange> places = places();
        Optional<List<Canaries.Found>> answered = recognition.looked(places, writing);
        if (answered.isEmpty()) {
            return Answer.of(Recognition.silent("an answer within " + work.patienceMillis() + " ms", "none"));
        }
        List<Canaries.Found> found = answered.get();
        boolean known = work.setup().identityHolds();
        long others = found.stream().filter(Canaries.Found.OTHER::equals).count();
        if (others > 0 && !recognition.onlyBehindOurs(places, found)) {
            return known && mayClose
                    ? new Answer.Close()
                    : new Answer.Leave(new JobEnd.NotRecognised(
                            "at " + places.size()
                                    + " places what was planted, or zeros or ones alone, before the drive is overwritten",
                            "other contents at " + others,
                            false));
        }
        // A place that can't be read is no sign of somebody, where others show nobody: the pass tells whether it can be
        // written.
        boolean nobodys = found.contains(Canaries.Found.BLANK) || found.contains(Canaries.Found.STANDS);
        boolean silent = !shut && found.contains(Canaries.Found.UNREADABLE) && !(known && nobodys);
        return silent
                ? Answer.of(Recognition.silent("readable bytes where something was planted", "some that are not"))
                : new Answer.Overwrite();
    }
}
