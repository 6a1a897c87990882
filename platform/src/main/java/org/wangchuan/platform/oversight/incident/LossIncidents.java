package org.wangchuan.platform.oversight.incident;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.loss.LossReason;
import org.wangchuan.platform.intake.loss.LossReports;
import org.wangchuan.platform.web.access.Visitor;

/** Reports each device that got lost as a suspicion, or with an incident that somebody has reported before. Thread-safe. */
@Component
final class LossIncidents implements LossReports {
    private static final String KIND = "device-lost";

    private final IncidentDesk desk;
    private final Incidents incidents;
    private final IncidentTable table;

    LossIncidents(IncidentDesk desk, Incidents incidents, IncidentTable table) {
        this.desk = desk;
        this.incidents = incidents;
        this.table = table;
    }

    @Override
    public String reported(Visitor visitor, WorkOrder order, LossReason reason, Optional<String> incident)
            throws OrderException {
        return incident.isPresent() ? known(visitor, order, reason, incident.get()) : made(visitor, order, reason);
    }

    @Override
    public void lock(Visitor visitor, Optional<String> incident) {
        incident.flatMap(this::byCode)
                .filter(found -> visitor.organisation().equals(Optional.of(found.organisation())))
                .ifPresent(found -> {
                    var _ = table.locked(found.id());
                });
    }

    private Optional<Incident> byCode(String typed) {
        return table.byCode(Codes.typed(typed));
    }

    /**
     * One of the company, of this site or of all, that somebody still works on: so none that a loss would hide behind. It is a step of it, and
     * whoever decides about it has to have seen that.
     */
    private String known(Visitor visitor, WorkOrder order, LossReason reason, String typed) throws OrderException {
        Incident known = byCode(typed)
                .filter(found -> incidents.isOfSite(visitor, found, order.site()))
                .flatMap(found -> table.locked(found.id()))
                .filter(found -> found.state() == Incident.State.SUSPECTED || found.state() == Incident.State.OPEN)
                .orElseThrow(() -> new OrderException(OrderException.Code.LOSS_INCIDENT, "none that is open"));
        desk.lost(visitor, known, order.code(), reason.id());
        return known.code();
    }

    private String made(Visitor visitor, WorkOrder order, LossReason reason) throws OrderException {
        try {
            return desk.report(visitor, KIND, Optional.of(order.site()), "", facts(order, reason))
                    .code();
        } catch (IncidentException e) {
            if (e.code() == IncidentException.Code.TOO_MANY_REPORTS) {
                throw new OrderException(OrderException.Code.LOSS_REPORTS, "name the incident of before");
            }
            throw new IllegalStateException(e);
        }
    }

    /** In both languages, for whoever reads it: what was typed beside stays with the order. */
    private static String facts(WorkOrder order, LossReason reason) {
        String chinese = switch (reason) {
            case STOLEN -> "被盗";
            case NOT_FOUND -> "找不到了";
            case WRONG_HANDS -> "错交给了他人";
            case DESTROYED -> "意外毁坏";
        };
        String english = switch (reason) {
            case STOLEN -> "stolen";
            case NOT_FOUND -> "can't be found";
            case WRONG_HANDS -> "given to somebody else by mistake";
            case DESTROYED -> "destroyed by accident";
        };
        return "工单 " + order.code() + " 的设备" + chinese + "，由经理在工单上登记。\nThe device of order " + order.code() + ": "
                + english + ", as a manager said on the order's page.";
    }
}
