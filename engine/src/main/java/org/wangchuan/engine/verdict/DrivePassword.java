package org.wangchuan.engine.verdict;

import java.util.List;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * Whether a drive may be left with a password, which locks its next owner out after its next power cycle: one that was set for its erasure, in whichever
 * attempt and whatever came of that, or one that somebody had set before, as far as the drive was asked: by a job in which it erases itself or shows what it
 * hides. Only an IDENTIFY DEVICE after it shows that it is gone.
 */
final class DrivePassword {
    private DrivePassword() {}

    static boolean mayBeLeft(Evidence evidence) {
        boolean left = false;
        for (Event event : evidence.events()) {
            left = switch (event) {
                case DriveEvent.DriveAsked asked -> after(left, asked.commands());
                case DriveEvent.NativeStarted started -> after(left, started.before());
                case HiddenAreaEvent.Commanded sent -> after(left, List.of(sent.command()));
                case HiddenAreaEvent.LookedAgain looked -> after(left, looked.commands());
                case DriveEvent.NativeTold told -> after(left, List.of(told.command()));
                case DriveEvent.NativeCommanded sent ->
                    left || (TechniqueBytes.setsOrUsesPassword(sent.command()) && !DriveAnswer.refused(sent.command()));
                default -> left;
            };
        }
        return left;
    }

    /** The last word of the drive counts, whoever has set it; where it says nothing, what was known before. */
    private static boolean after(boolean left, List<DeviceCommand> told) {
        boolean still = left;
        for (DeviceCommand command : told) {
            if (TechniqueBytes.identifyDevice(command)) {
                boolean before = still;
                still = DriveAnswer.data(command, AtaCapabilities::parse)
                        .flatMap(AtaCapabilities::security)
                        .map(security -> security.enabled() || security.locked())
                        .orElse(before);
            }
        }
        return still;
    }
}
