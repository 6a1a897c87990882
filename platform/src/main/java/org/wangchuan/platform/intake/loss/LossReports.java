package org.wangchuan.platform.intake.loss;

import java.util.Optional;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Where a loss is reported, in the same transaction: whoever answers for personal data learns of each. A bean of the module that has the
 * incidents.
 */
public interface LossReports {
    /** Locks the incident that is named, before its order: whoever works on an incident locks its orders after it. */
    void lock(Visitor visitor, Optional<String> incident);

    /**
     * Reports a loss; of an incident that was reported before it becomes a step.
     *
     * @param incident the code of an incident that was reported before and that the loss belongs to; empty for a new one
     * @return the code of its incident
     * @throws OrderException if there is no such incident that somebody works on, or too many were reported
     */
    String reported(Visitor visitor, WorkOrder order, LossReason reason, Optional<String> incident)
            throws OrderException;
}
