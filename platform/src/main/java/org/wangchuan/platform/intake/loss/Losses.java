package org.wangchuan.platform.intake.loss;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Says that a device got lost in the company's hands, and that it was found: its order, the device, the record and the report of it
 * together, or nothing. Whoever may say so is the caller's to ask. Thread-safe.
 */
@Component
public class Losses {
    /** Longest note, in characters. */
    public static final int NOTE_CHARS_MAX = 200;

    private final Orders orders;
    private final LossTable table;
    private final DeviceHolds holds;
    private final LossReports reports;
    private final InstantSource clock;

    Losses(Orders orders, LossTable table, DeviceHolds holds, LossReports reports, InstantSource clock) {
        this.orders = orders;
        this.table = table;
        this.holds = holds;
        this.reports = reports;
        this.clock = clock;
    }

    /** What a manager typed. */
    public record Said(String reason, String note, String incident) {}

    /**
     * It is not here any more. What ran at a bench is given up, as {@code BenchTasks} does when it hears of it; should a result come after
     * all, it is kept and shown.
     */
    @Transactional
    public void lost(Visitor visitor, UUID order, Said said) throws OrderException, GateException {
        LossReason reason = LossReason.find(said.reason())
                .orElseThrow(() -> new OrderException(OrderException.Code.LOSS_REASON, "one of the list"));
        Optional<String> note = note(said.note());
        UUID by = visitor.account();
        Optional<String> named = Optional.of(said.incident().strip()).filter(code -> !code.isEmpty());
        reports.lock(visitor, named);
        WorkOrder known = orders.lock(order);
        if (!known.state().canGoMissing() || !orders.isInTheShop(known)) {
            throw new OrderException(
                    OrderException.Code.LOSS_NOT_HERE, known.state().id() + " is not here to get lost");
        }
        String incident = reports.reported(visitor, known, reason, named);
        table.lost(order, reason, note, incident, by, clock.instant());
        try {
            holds.lost(known.device(), by);
        } catch (GateException e) {
            throw new OrderException(OrderException.Code.LOSS_NOT_HERE, e.code().name());
        }
        orders.goesMissing(known, reason.id(), note, Actor.staff(by));
    }

    /** It is here again: its order goes on, with nothing of before as proof. */
    @Transactional
    public void found(Visitor visitor, UUID order, Said said) throws OrderException, GateException {
        FoundReason reason = FoundReason.find(said.reason())
                .orElseThrow(() -> new OrderException(OrderException.Code.LOSS_REASON, "one of the list"));
        Optional<String> note = note(said.note());
        UUID by = visitor.account();
        WorkOrder known = orders.lock(order);
        if (known.state() != OrderState.MISSING) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not missing");
        }
        table.found(order, reason, note, by, clock.instant());
        orders.foundAgain(known, reason.id(), note, Actor.staff(by));
        holds.found(known.device(), by);
    }

    private static Optional<String> note(String typed) throws OrderException {
        if (!Line.isLineOrEmpty(typed, NOTE_CHARS_MAX)) {
            throw new OrderException(OrderException.Code.LOSS_NOTE, "at most " + NOTE_CHARS_MAX + " characters");
        }
        if (Line.isOfAPerson(typed)) {
            throw new OrderException(OrderException.Code.LOSS_PERSONAL, "somebody's number or address");
        }
        return Optional.of(typed.strip()).filter(text -> !text.isEmpty());
    }
}
