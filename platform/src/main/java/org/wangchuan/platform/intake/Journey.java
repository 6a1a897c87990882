package org.wangchuan.platform.intake;

import java.util.List;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.workflow.Workflow;

/**
 * A device's way, as it is shown.
 *
 * @param door what staff answered before it left; empty if it was not fetched
 * @param found what staff answered when it was unpacked; empty before that has ended
 */
public record Journey(Travel travel, List<Line> door, List<Line> found) {
    public Journey {
        door = List.copyOf(door);
        found = List.copyOf(found);
    }

    /** One question, and what was answered last. */
    public record Line(Workflow.Text ask, Workflow.Text said) {}
}
