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
 * @param planted something had been planted when it began
 * @param spent an earlier attempt that began after that may have erased: that what was planted is gone may be its doing
 * @param looks how often what was planted was looked for to the end, after the drive said that it had ended
 */
record DriveAttempt(
        NativeTechnique technique,
        List<DeviceCommand> before,
        List<Step> steps,
        Optional<DriveEvent.NativeFinished> finished,
        List<Gap> gaps,
        boolean planted,
        boolean spent,
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
     */
    record Gap(int step, boolean over) {}

    /** The last of a record, which is the one that counts; empty if none was begun. */
    static Optional<DriveAttempt> last(Evidence evidence) {
        Optional<NativeTechnique> technique = Optional.empty();
        Optional<DriveEvent.NativeFinished> finished = Optional.empty();
        List<DeviceCommand> before = List.of();
        List<Step> steps = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        boolean onMedium = false;
        boolean planted = false;
        boolean spent = false;
        int looks = 0;
        for (Event event : evidence.events()) {
            switch (event) {
                case DriveEvent.CanariesPlanted _ -> onMedium = true;
                case DriveEvent.NativeStarted started -> {
                    Optional<NativeTechnique> next = NativeTechnique.of(started.technique());
                    spent |= planted && technique.isPresent() && mayHaveErased(technique.get(), steps, finished, next);
                    planted = onMedium;
                    technique = next;
                    before = started.before();
                    finished = Optional.empty();
                    steps.clear();
                    gaps.clear();
                    looks = 0;
                }
                case DriveEvent.NativeCommanded sent -> steps.add(new Step(true, sent.command()));
                case DriveEvent.NativeTold told -> steps.add(new Step(false, told.command()));
                case DriveEvent.NativeFinished end -> finished = Optional.of(end);
                case Event.Resumed _ -> gaps.add(new Gap(steps.size(), finished.isPresent()));
                case DriveEvent.SamplingFinished look -> looks += look.end() == Event.VerificationEnd.COMPLETED ? 1 : 0;
                default -> {}
            }
        }
        if (technique.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DriveAttempt(technique.get(), before, steps, finished, gaps, planted, spent, looks));
    }

    /**
     * Whether what was planted may be gone by an attempt that another one follows. One that was refused did nothing. One that was cut off before its
     * answer was known, and was begun anew by the same technique, counts as that one; but not of an eMMC, which keeps no record by which the second
     * could be shown to have done anything.
     */
    private static boolean mayHaveErased(
            NativeTechnique technique,
            List<Step> steps,
            Optional<DriveEvent.NativeFinished> finished,
            Optional<NativeTechnique> next) {
        Optional<DriveEvent.NativeEnd> end = finished.map(DriveEvent.NativeFinished::end);
        boolean another = technique == NativeTechnique.MMC_ERASE_SANITIZE || !next.equals(Optional.of(technique));
        // Of two commands the second was refused, or the card says that the first did not do all: it did something.
        boolean erased = another && steps.stream().anyMatch(step -> step.erasing() && MmcRules.erases(step.command()));
        return erased
                || (!end.equals(Optional.of(DriveEvent.NativeEnd.REFUSED))
                        && (another
                                || end.equals(Optional.of(DriveEvent.NativeEnd.ENDED))
                                || acceptedAt(technique, steps) >= 0));
    }

    /** The first command of this technique that the drive accepted, by its place among the steps; -1 if there is none. */
    int acceptedAt() {
        return acceptedAt(technique, steps);
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
     * work that says nothing.
     */
    boolean tooFast(int accepted, boolean magnetic, long capacityBytes) {
        boolean overwrites = switch (technique) {
            case NVME_SANITIZE_OVERWRITE, ATA_SANITIZE_OVERWRITE, SCSI_SANITIZE_OVERWRITE -> true;
            case ATA_SECURITY_ERASE -> magnetic;
            default -> false;
        };
        boolean watched = gaps.stream().noneMatch(gap -> !gap.over() && gap.step() > accepted);
        return overwrites && watched && !Pace.possible(capacityBytes, durationMillis());
    }

    /** Milliseconds to the end, 0 if there is none. */
    long durationMillis() {
        return finished.map(DriveEvent.NativeFinished::durationMillis).orElse(0L);
    }
}
