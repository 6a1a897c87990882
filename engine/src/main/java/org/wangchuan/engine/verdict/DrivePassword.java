package org.wangchuan.engine.verdict;

import java.util.List;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * Whether a drive may be left with a password that was set for its erasure: a drive that keeps one locks its owner out after its next power cycle. It
 * counts in whichever attempt it was set, and whatever came of the erasure; only an IDENTIFY DEVICE after it shows that it is gone.
 */
final class DrivePassword {
    private DrivePassword() {}

    static boolean mayBeLeft(Evidence evidence) {
        boolean left = false;
        for (Event event : evidence.events()) {
            left = switch (event) {
                case DriveEvent.NativeStarted started -> after(left, started.before());
                case DriveEvent.NativeTold told -> after(left, List.of(told.command()));
                case DriveEvent.NativeCommanded sent ->
                    left || (TechniqueBytes.setsOrUsesPassword(sent.command()) && !DriveAnswer.refused(sent.command()));
                default -> left;
            };
        }
        return left;
    }

    private static boolean after(boolean left, List<DeviceCommand> told) {
        boolean still = left;
        for (DeviceCommand command : told) {
            if (TechniqueBytes.identifyDevice(command)) {
                still &= DriveAnswer.data(command, AtaCapabilities::parse)
                        .flatMap(AtaCapabilities::security)
                        .filter(security -> !security.enabled() && !security.locked())
                        .isEmpty();
            }
        }
        return still;
    }
}
