package org.wangchuan.platform.intake;

import java.util.List;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.Durations;

/** Says how long an erasure takes, by its workflow or by what was measured here. Thread-safe. */
@Component
class OrderPlans {
    private final Workflows workflows;
    private final Durations durations;

    OrderPlans(Workflows workflows, Durations durations) {
        this.workflows = workflows;
        this.durations = durations;
    }

    OrderPlan of(WorkOrder order, Device device) {
        return new OrderPlan(
                workflows.of(device.kind()).stream()
                        .filter(one -> one.id().equals(Workflows.hint(device.brand())))
                        .map(Workflow::seconds)
                        .findFirst(),
                device.kind().hasDriveForTheBench() ? durations.seen(order.site(), order.policy()) : List.of());
    }
}
