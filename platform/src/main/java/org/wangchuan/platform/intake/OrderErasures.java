package org.wangchuan.platform.intake;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.ledger.OpenErasures;

/** Gathers what is known of the erasures of orders, beside the evidence. Thread-safe. */
@Component
class OrderErasures {
    private final Orders orders;
    private final Presences presences;
    private final OpenErasures openErasures;
    private final WorkflowRuns runs;
    private final Observations observations;
    private final Devices devices;

    OrderErasures(
            Orders orders,
            Presences presences,
            OpenErasures openErasures,
            WorkflowRuns runs,
            Observations observations,
            Devices devices) {
        this.devices = devices;
        this.orders = orders;
        this.presences = presences;
        this.openErasures = openErasures;
        this.runs = runs;
        this.observations = observations;
    }

    OrderErasure of(WorkOrder order) {
        UUID id = order.id();
        return new OrderErasure(
                orders.hasBegun(id),
                presences.isOfAnErasureOutside(id),
                presences.isAnyErasedOutside(id),
                orders.isOwnerToSpeak(id),
                openErasures.against(order.device()),
                runs.latest(id, Workflow.Stage.ERASURE)
                        .map(run -> run.workflow().result(runs.answers(run))),
                // Erased over its cable since, with both answers good: what somebody saw before that is over.
                devices.find(order.device())
                                .flatMap(Device::proof)
                                .filter(Device.Proof::opensGate)
                                .isPresent()
                        ? Optional.empty()
                        : runs.failed(id),
                observations.ofOrder(id).stream().anyMatch(one -> one.stage().equals(Workflow.Stage.ERASURE.id())),
                runs.wayOut(id));
    }
}
