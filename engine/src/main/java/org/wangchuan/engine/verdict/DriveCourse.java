package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.SanitizeCourse;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.nvme.NvmeSanitizeLog;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/** What raw answers, before and after a command, show of what became of it. */
final class DriveCourse {
    private static final int FORMAT_FAILED = 0x31;
    private static final int FORMAT_COMMAND_FAILED = 0x01;
    private static final int NO_DEALLOCATE = 1 << 9;

    private final DriveAttempt attempt;
    private final List<DeviceCommand> after;
    private final long word10;
    private final boolean immediate;

    private DriveCourse(DriveAttempt attempt, int accepted) {
        this.attempt = attempt;
        this.after = attempt.toldAfter(accepted);
        this.word10 = NvmeBlock.of(attempt.steps().get(accepted).command())
                .map(NvmeBlock::word10)
                .orElse(0L);
        this.immediate = TechniqueBytes.immediate(attempt.steps().get(accepted).command());
    }

    /**
     * The course of a sanitize, or of a FORMAT UNIT, which is told in the same way.
     *
     * @param accepted place of the command that was accepted, among the steps
     */
    static SanitizeCourse of(DriveAttempt attempt, int accepted) {
        SanitizeCourse whole = found(attempt, accepted);
        if (!isGood(whole) || attempt.endedAt() <= accepted) {
            return whole;
        }
        // What was planted was looked for after that end: it had to have come by then, and what is said later can't
        // bring it.
        SanitizeCourse atItsEnd = found(attempt.untilItsEnd(), accepted);
        return isGood(atItsEnd) ? whole : atItsEnd;
    }

    private static boolean isGood(SanitizeCourse course) {
        return switch (course) {
            case RAN_AND_SUCCEEDED, BECAME_SUCCESS, RAN_AND_ENDED -> true;
            case END_NOT_TOLD, RUNNING, FAILED, STALE, NOT_OURS, NOT_SHOWN -> false;
        };
    }

    private static SanitizeCourse found(DriveAttempt attempt, int accepted) {
        DriveCourse course = new DriveCourse(attempt, accepted);
        SanitizeCourse found = course.course();
        if (course.answeredAtItsEnd() && found != SanitizeCourse.FAILED && found != SanitizeCourse.NOT_SHOWN) {
            // The command was over when it was answered: what is seen at work after it is another.
            return SanitizeCourse.NOT_OURS;
        }
        // Nobody asked before: what ran may have been another's, and what succeeded an older one.
        return course.askedBefore() || found == SanitizeCourse.FAILED ? found : SanitizeCourse.NOT_SHOWN;
    }

    /** Whether what is read afterwards is what the cells hold, as far as an NVMe controller tells: it was asked not to deallocate, and did not. */
    static boolean keptAllocated(DriveAttempt attempt, int accepted) {
        DriveCourse course = new DriveCourse(attempt, accepted);
        List<NvmeSanitizeLog> logs = course.logs(course.after);
        return attempt.technique().bus() == NativeTechnique.Bus.NVME
                && (course.word10 & NO_DEALLOCATE) != 0
                && !logs.isEmpty()
                && logs.stream().noneMatch(NvmeSanitizeLog::deallocatedAgainstWish);
    }

    /** Whether what was accepted asked the drive to purge or to fail. */
    static boolean askedToPurge(DriveAttempt attempt, int accepted) {
        return NvmeBlock.of(attempt.steps().get(accepted).command())
                .filter(NvmeBlock::asksToPurge)
                .isPresent();
    }

    /** Whether the sanitize log ever told its success, and not that the media were purged. */
    static boolean succeededWithoutPurge(DriveAttempt attempt, int accepted) {
        DriveCourse course = new DriveCourse(attempt, accepted);
        return course.logs(course.after).stream()
                .anyMatch(log -> log.stateOf(course.word10) instanceof SanitizeState.LastSucceeded && !log.purged());
    }

    /** What was told from a step on, oldest first. */
    static List<SanitizeState> statesFrom(DriveAttempt attempt, int accepted, int step) {
        DriveCourse course = new DriveCourse(attempt, accepted);
        List<DeviceCommand> told = attempt.toldAfter(step - 1);
        return switch (attempt.technique().bus()) {
            case NVME ->
                course.logs(told).stream()
                        .map(log -> log.stateOf(course.word10))
                        .toList();
            case ATA -> ata(told);
            case SCSI -> course.scsi(told);
            case MMC -> List.of();
            case TCG -> List.of();
        };
    }

    /** What the sanitize log says, where it was read last from a step on, of blocks that were written since; {@code NOT_TOLD} if it is of no success of ours. */
    static Told nothingWrittenSince(DriveAttempt attempt, int accepted, int step) {
        DriveCourse course = new DriveCourse(attempt, accepted);
        List<NvmeSanitizeLog> logs = course.logs(attempt.toldAfter(step - 1));
        return logs.isEmpty() || !(logs.getLast().stateOf(course.word10) instanceof SanitizeState.LastSucceeded)
                ? Told.NOT_TOLD
                : logs.getLast().globalDataErased();
    }

    private boolean answeredAtItsEnd() {
        return attempt.technique().bus() == NativeTechnique.Bus.SCSI && !immediate;
    }

    private SanitizeCourse course() {
        return switch (attempt.technique().bus()) {
            case NVME -> nvme();
            case ATA -> SanitizeCourse.of(last(ata(attempt.before())), ata(after));
            case SCSI -> SanitizeCourse.of(last(scsi(attempt.before())), scsi(after));
            // It is over when it is answered, and tells nothing of it later.
            case MMC -> SanitizeCourse.NOT_SHOWN;
            case TCG -> SanitizeCourse.NOT_SHOWN;
        };
    }

    private boolean askedBefore() {
        return switch (attempt.technique().bus()) {
            case NVME -> !logs(attempt.before()).isEmpty();
            case ATA -> !ata(attempt.before()).isEmpty();
            case SCSI -> !scsi(attempt.before()).isEmpty();
            case MMC -> false;
            case TCG -> false;
        };
    }

    private SanitizeCourse nvme() {
        List<NvmeSanitizeLog> before = logs(attempt.before());
        List<NvmeSanitizeLog> since = logs(after);
        List<SanitizeState> states =
                since.stream().map(log -> log.stateOf(word10)).toList();
        if (before.isEmpty()) {
            return SanitizeCourse.of(new SanitizeState.NotTold(), states);
        }
        SanitizeState state = before.getLast().state();
        boolean newer = state instanceof SanitizeState.LastSucceeded && isNewer(before.getLast(), since);
        return SanitizeCourse.of(newer ? new SanitizeState.NoSuccessOnRecord() : state, states);
    }

    /**
     * Whether the success that is on record is another than before: an operation of another command, or the mark that nothing was written
     * since, which was clear when canaries had been written, is set.
     */
    private boolean isNewer(NvmeSanitizeLog before, List<NvmeSanitizeLog> since) {
        return before.startedBy() != word10
                || (before.globalDataErased() == Told.NO
                        && !since.isEmpty()
                        && since.getLast().globalDataErased() == Told.YES);
    }

    private List<NvmeSanitizeLog> logs(List<DeviceCommand> commands) {
        List<NvmeSanitizeLog> out = new ArrayList<>();
        for (DeviceCommand command : commands) {
            if (NvmeBlock.of(command).filter(NvmeBlock::sanitizeLog).isPresent()) {
                DriveAnswer.data(command, NvmeSanitizeLog::parse).ifPresent(out::add);
            }
        }
        return out;
    }

    private static List<SanitizeState> ata(List<DeviceCommand> commands) {
        List<SanitizeState> out = new ArrayList<>();
        for (DeviceCommand command : commands) {
            if (TechniqueBytes.sanitizeStatus(command)) {
                DriveAnswer.registers(command, AtaSanitize::parse).ifPresent(status -> out.add(status.state()));
            }
        }
        return out;
    }

    private List<SanitizeState> scsi(List<DeviceCommand> commands) {
        List<SanitizeState> out = new ArrayList<>();
        for (DeviceCommand command : commands) {
            if (TechniqueBytes.requestSense(command)) {
                Optional<SenseData> sense = DriveAnswer.data(command, SenseData::parse);
                sense.ifPresent(told -> out.add(
                        attempt.technique() == NativeTechnique.SCSI_FORMAT_UNIT ? formatting(told) : told.sanitize()));
            }
        }
        return out;
    }

    /** A format is told like a sanitize, by other codes (SPC-5, "Additional sense codes"). */
    private static SanitizeState formatting(SenseData told) {
        if (told.formatting()) {
            return new SanitizeState.Running(told.progressOf65536().orElse(SanitizeState.Running.UNKNOWN_PROGRESS));
        }
        boolean failed = told.code() == FORMAT_FAILED && told.qualifier() == FORMAT_COMMAND_FAILED;
        return failed ? new SanitizeState.LastFailed() : told.sanitize();
    }

    private static SanitizeState last(List<SanitizeState> states) {
        return states.isEmpty() ? new SanitizeState.NotTold() : states.getLast();
    }
}
