package org.wangchuan.engine.job;

import java.util.Optional;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.DrivePurge;

/**
 * Whether a drive whose end nobody watched has to erase itself once more, before our eyes. The sanitize log of an NVMe controller says that it came to a good end and that
 * nothing was written since; another drive of the same number that was sanitized before says the same, and holds nothing of what was planted on this one. So what was planted
 * shows nothing by its absence: it is planted again, and the drive is told again (decision 0169). Whatever else is told of an end lowers what can be shown, and is looked at
 * as it is; of a drive that is at work nothing was missed.
 */
final class EndUnwatched {
    private final NativeState state;

    EndUnwatched(NativeState state) {
        this.state = state;
    }

    /** What the drive says of its end; empty if it keeps no such log, gives no answer, or could not be told once more. */
    Optional<DeviceCommand> ask(DrivePurge purge) {
        NativeTechnique technique = state.last();
        boolean logs = technique.bus() == NativeTechnique.Bus.NVME && technique.sanitize();
        return logs && state.hasRoom() ? purge.askUntouched(technique) : Optional.empty();
    }

    /** Whether it is this word alone on which the work would rest. */
    static boolean isItsWordAlone(DeviceCommand answer) {
        return DrivePurge.untouched(answer) == Told.YES;
    }

    /**
     * Whether an attempt that has ended has to be shown again.
     *
     * @param announced whether the work has just been gone on with
     * @param planting whether it was being planted for that already: then it was this job that has written to it since
     */
    boolean isToBeShownAgain(DrivePurge purge, boolean announced, boolean planting) {
        boolean away = state.unwatchedAtItsEnd() || (announced && !state.looked());
        return away
                && ask(purge)
                        .filter(answer -> isItsWordAlone(answer) || (planting && DrivePurge.writtenSince(answer)))
                        .isPresent();
    }
}
