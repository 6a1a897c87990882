package org.wangchuan.platform.intake;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.Durations;
import org.wangchuan.platform.ledger.RuleSets;

/** Says how long an erasure takes, by its workflow, by what was measured here, or by what a station says of the very drive. Thread-safe. */
@Component
class OrderPlans {
    private final Workflows workflows;
    private final Durations durations;
    private final DriveLanes drives;
    private final RuleSets rules;

    OrderPlans(Workflows workflows, Durations durations, DriveLanes drives, RuleSets rules) {
        this.rules = rules;
        this.drives = drives;
        this.workflows = workflows;
        this.durations = durations;
    }

    OrderPlan of(WorkOrder order, Device device) {
        return new OrderPlan(
                workflows.of(device.kind()).stream()
                        .filter(one -> one.id().equals(Workflows.hint(device.brand())))
                        .map(Workflow::seconds)
                        .findFirst(),
                device.kind().hasDriveForTheBench() ? durations.seen(order.site(), order.policy()) : List.of(),
                device.kind().hasDriveForTheBench() ? drives.of(order) : List.of(),
                device.kind().hasDriveForTheBench() && rules.asksAboutKeys(order.policy()));
    }
}
