package org.wangchuan.engine.verdict;

import java.util.List;
import java.util.stream.Stream;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.medium.DeviceCommand;

/** All that an eMMC told of itself in a record, whenever it was asked: answers that contradict each other are held against each other. */
final class CardAnswers {
    private CardAnswers() {}

    /** In order. */
    static List<ExtendedCsd> of(Evidence evidence) {
        return evidence.events().stream()
                .flatMap(event -> switch (event) {
                    case PartEvent.Asked asked -> asked.commands().stream();
                    case DriveEvent.DriveAsked asked -> asked.commands().stream();
                    case DriveEvent.NativeStarted started -> started.before().stream();
                    default -> Stream.<DeviceCommand>empty();
                })
                .flatMap(command -> MmcRules.card(command).stream())
                .toList();
    }
}
