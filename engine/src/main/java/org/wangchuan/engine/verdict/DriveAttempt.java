package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * One attempt of a drive to erase itself, as it was recorded.
 *
 * @param before what was asked just before, in order
 * @param steps what was sent and asked since, in order
 * @param gaps after which nobody knows what happened in between, in order
 * @param spent an earlier attempt that began since something was planted last may have erased: that it is gone may be its doing
 * @param endedAt how many of the steps came before its end; the others were asked afterwards
 * @param looks how often what was planted was looked for to the end, after the drive said that it had ended
 */
record DriveAttempt(
        NativeTechnique technique,
        List<DeviceCommand> before,
        List<Step> steps,
        Optional<DriveEvent.NativeFinished> finished,
        List<Gap> gaps,
        boolean spent,
        int endedAt,
        int looks) {
    DriveAttempt {
        before = List.copyOf(before);
        steps = List.copyOf(steps);
        gaps = List.copyOf(gaps);
    }

    /**
     * A command and its answer.
     *
     * @param erasing whether it was to erase, or to prepare that; otherwise it asked
     */
    record Step(boolean erasing, DeviceCommand command) {}

    /**
     * A time in which nobody watched: the work was gone on with after it.
     *
     * @param step the first step after it, by its place
     * @param over whether the attempt had been said to be at its end
     * @param looked whether what was planted had been looked for to the end by then: that the drive was rid of it is not what it says afterwards
     */
    record Gap(int step, boolean over, boolean looked) {}

    /** The last of a record, which is the one that counts; empty if none was begun. */
    static Optional<DriveAttempt> last(Evidence evidence) {
        List<DriveAttempt> all = all(evidence);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** All of a record, in order. */
    static List<DriveAttempt> all(Evidence evidence) {
        boolean inReserve = overwrittenOnlyIfNeeded(evidence);
        List<DriveAttempt> out = new ArrayList<>();
        boolean passes = false;
        Optional<NativeTechnique> technique = Optional.empty();
        Optional<DriveEvent.NativeFinished> finished = Optional.empty();
        List<DeviceCommand> before = List.of();
        List<Step> steps = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        boolean spent = false;
        boolean fresh = false;
        int endedAt = 0;
        int looks = 0;
        for (Event event : evidence.events()) {
            switch (event) {
                // It says nothing of an attempt before it: what that one is looked at by was planted earlier.
                case DriveEvent.CanariesPlanted _ -> fresh = true;
                case DriveEvent.NativeStarted started -> {
                    if (technique.isPresent()) {
                        out.add(new DriveAttempt(
                                technique.get(), before, steps, finished, gaps, spent, endedAt, looks));
                    }
                    boolean erased = technique.isPresent() && mayHaveErased(technique.get(), steps, finished, gaps);
                    spent = !fresh && (spent || erased);
                    fresh = false;
                    technique = NativeTechnique.of(started.technique());
                    before = started.before();
                    finished = Optional.empty();
                    steps.clear();
                    gaps.clear();
                    endedAt = 0;
                    looks = 0;
                }
                case DriveEvent.NativeCommanded sent -> steps.add(new Step(true, sent.command()));
                case DriveEvent.NativeTold told -> steps.add(new Step(false, told.command()));
                case DriveEvent.NativeFinished end -> {
                    finished = Optional.of(end);
                    endedAt = steps.size();
                }
                // What passes stand in for is over once they begin: who was away then missed nothing of it.
                case Event.PassStarted _ -> passes = inReserve;
                case Event.Resumed _ -> {
                    if (!passes) {
                        gaps.add(new Gap(steps.size(), finished.isPresent(), looks > 0));
                    }
                }
                case DriveEvent.SamplingFinished look -> looks += look.end() == Event.VerificationEnd.COMPLETED ? 1 : 0;
                default -> {}
            }
        }
        if (technique.isPresent()) {
            out.add(new DriveAttempt(technique.get(), before, steps, finished, gaps, spent, endedAt, looks));
        }
        return out;
    }

    /** Whether passes follow only if the drive's own ways come to nothing; of records without such passes nothing is read in another way than ever. */
    static boolean overwrittenOnlyIfNeeded(Evidence evidence) {
        return VerdictRules.policyOf(evidence)
                .overwritesOnlyIfNeeded(evidence.the(Event.PlanChosen.class).techniques());
    }

    /**
     * Whether what was planted may be gone by an attempt that another one follows, be it by the same technique. What a drive refused it may have done all the
     * same, or begun: only an attempt in which nothing was sent, and nobody was away who could have sent it unrecorded, did nothing. A revert erases by its
     * last message alone; those before it prepare it.
     */
    private static boolean mayHaveErased(
            NativeTechnique technique, List<Step> steps, Optional<DriveEvent.NativeFinished> finished, List<Gap> gaps) {
        boolean reverts = technique == NativeTechnique.TCG_PSID_REVERT;
        boolean sent =
                steps.stream().anyMatch(step -> step.erasing() && (!reverts || SecurityBlock.reverts(step.command())));
        boolean away = gaps.stream().anyMatch(gap -> !gap.over());
        boolean nothingSent = finished.map(DriveEvent.NativeFinished::end)
                .filter(end -> end == DriveEvent.NativeEnd.REFUSED || (reverts && end == DriveEvent.NativeEnd.LEFT))
                .isPresent();
        return sent || away || !nothingSent;
    }

    /** The first command of this technique that the drive accepted, by its place among the steps; -1 if there is none. */
    int acceptedAt() {
        return acceptedAt(technique, steps);
    }

    /**
     * Whether what was planted may be gone by something else than the command that was accepted: by an earlier attempt, or by a command that was sent in this
     * one and not recorded before somebody went away.
     *
     * @param accepted place of that command, among the steps
     */
    boolean spentBefore(int accepted) {
        return spent || gaps.stream().anyMatch(gap -> !gap.over() && gap.step() <= accepted);
    }

    private static int acceptedAt(NativeTechnique technique, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.erasing()
                    && TechniqueBytes.are(technique, step.command())
                    && DriveAnswer.accepted(step.command())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether any command of this technique stands in the record, whatever came of it. */
    boolean commanded() {
        return steps.stream().anyMatch(step -> step.erasing() && TechniqueBytes.are(technique, step.command()));
    }

    /** What the drive answered when it was asked, after a place among the steps. */
    List<DeviceCommand> toldAfter(int place) {
        return steps.subList(place + 1, steps.size()).stream()
                .filter(step -> !step.erasing())
                .map(Step::command)
                .toList();
    }

    /**
     * Whether it can't have written all of the medium in its time. What is counted is the time since it was last gone on with: of one that was left at
     * work that says nothing. How an enhanced security erase goes about it is the maker's (ACS-4): it may be a change of a key, and no time speaks against that.
     *
     * @param magnetic whether it turns, and writes no faster than its heads
     */
    boolean tooFast(int accepted, boolean magnetic, long capacityBytes) {
        boolean overwrites = switch (technique) {
            case NVME_SANITIZE_OVERWRITE, ATA_SANITIZE_OVERWRITE, SCSI_SANITIZE_OVERWRITE -> true;
            case ATA_SECURITY_ERASE -> magnetic;
            case SCSI_FORMAT_UNIT ->
                magnetic && TechniqueBytes.namesPattern(steps.get(accepted).command());
            default -> false;
        };
        boolean watched = gaps.stream().noneMatch(gap -> !gap.over() && gap.step() > accepted);
        boolean possible = magnetic
                ? Pace.possibleOnDisk(capacityBytes, durationMillis())
                : Pace.possible(capacityBytes, durationMillis());
        return overwrites && watched && !possible;
    }

    /** The same without what was asked after its end; itself if it has none. */
    DriveAttempt untilItsEnd() {
        return finished.isEmpty()
                ? this
                : new DriveAttempt(technique, before, steps.subList(0, endedAt), finished, gaps, spent, endedAt, looks);
    }

    /** Milliseconds to the end, 0 if there is none. */
    long durationMillis() {
        return finished.map(DriveEvent.NativeFinished::durationMillis).orElse(0L);
    }
}
