package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.ledger.Matches;

/**
 * Whether what a phone's turn says still says anything once its task has ended. A station that was out of touch tells what it knew then, days later, too: of a
 * phone that may have been erased, and sold, since. Thread-safe.
 */
@Component
class LateTurns {
    private final TaskTable table;
    private final Orders orders;
    private final Devices devices;
    private final WorkflowRuns runs;
    private final Matches matches;
    private final LossTable losses;

    LateTurns(TaskTable table, Orders orders, Devices devices, WorkflowRuns runs, Matches matches, LossTable losses) {
        this.table = table;
        this.orders = orders;
        this.devices = devices;
        this.runs = runs;
        this.matches = matches;
        this.losses = losses;
    }

    /**
     * Whether it does: the task is the last that was begun with this phone, or with its card, nobody went through a workflow, found something in it or lost it
     * since, and its order goes on. One that was never begun with may have been of another phone. The caller holds the order's lock.
     */
    boolean count(Task task) {
        return task.claimedAt().isPresent()
                && orders.find(task.order())
                        .filter(order -> OrderCards.isOpen(order.state()))
                        .isPresent()
                && devices.find(task.device())
                        .filter(device -> device.state().canBeCounted())
                        .isPresent()
                && !table.isBegunAgain(task)
                && !runs.isBegunSince(task.order(), table.claimNumber(task.id()))
                && isBefore(matches.foundAt(task.device()), task.claimedAt().get())
                && isBefore(losses.foundAt(task.order()), task.claimedAt().get());
    }

    private static boolean isBefore(Optional<Instant> at, Instant claimed) {
        return at.filter(one -> !one.isBefore(claimed)).isEmpty();
    }
}
