package org.wangchuan.engine.verdict;

import java.util.stream.Stream;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.scsi.ReadCapacity;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * Whether a drive told, in anything that it was asked, that it can let go of blocks (ACS-4, IDENTIFY DEVICE word 169 bit 0; SBC-4, LBPME of READ CAPACITY(16)): what it
 * answers for such a block it may make up, with nothing read. Flash does by its nature; of what turns, drives that record in shingles do, and say so here.
 */
final class DriveTrim {
    private DriveTrim() {}

    /** One answer that says so is enough; one that does not tell says nothing. */
    static boolean isTold(Evidence evidence) {
        return evidence.events().stream().flatMap(DriveTrim::asked).anyMatch(DriveTrim::tells);
    }

    private static Stream<DeviceCommand> asked(Event event) {
        return switch (event) {
            case Event.HiddenAreas first -> first.commands().stream();
            case HiddenAreaEvent.LookedAgain again -> again.commands().stream();
            case HiddenAreaEvent.LookedAtEnd last -> last.found().commands().stream();
            case DriveEvent.DriveAsked asked -> asked.commands().stream();
            case DriveEvent.NativeStarted started -> started.before().stream();
            case DriveEvent.NativeTold told -> Stream.of(told.command());
            default -> Stream.empty();
        };
    }

    private static boolean tells(DeviceCommand command) {
        if (TechniqueBytes.identifyDevice(command)) {
            return DriveAnswer.data(command, AtaCapabilities::parse)
                    .filter(told -> told.trim() == Told.YES)
                    .isPresent();
        }
        return TechniqueBytes.readCapacity(command)
                && DriveAnswer.data(command, ReadCapacity::parse)
                        .filter(ReadCapacity::thin)
                        .isPresent();
    }
}
