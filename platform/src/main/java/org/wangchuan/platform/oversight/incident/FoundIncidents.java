package org.wangchuan.platform.oversight.incident;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.FoundReports;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.web.access.Visitor;

/** Reports as a suspicion that data was found on a device that had been erased. Thread-safe. */
@Component
final class FoundIncidents implements FoundReports {
    private static final String KIND = "bad-erasure";

    private final IncidentDesk desk;

    FoundIncidents(IncidentDesk desk) {
        this.desk = desk;
    }

    @Override
    public String dataFound(Visitor visitor, WorkOrder order) throws OrderException {
        try {
            return desk.report(visitor, KIND, Optional.of(order.site()), "", facts(order))
                    .code();
        } catch (IncidentException e) {
            if (e.code() == IncidentException.Code.TOO_MANY_REPORTS) {
                throw new OrderException(OrderException.Code.LOSS_REPORTS, "name the incident of before");
            }
            throw new IllegalStateException(e);
        }
    }

    /** In both languages, for whoever reads it. */
    private static String facts(WorkOrder order) {
        return "柜台收到反映：工单 " + order.code()
                + " 的设备清除后仍有数据。\nAt the counter somebody said that data is still on the device of order " + order.code()
                + ", which had been erased.";
    }
}
