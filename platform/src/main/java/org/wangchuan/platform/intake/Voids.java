package org.wangchuan.platform.intake;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.payment.Payments;

/**
 * Ends orders that were made by mistake, such as a second one for one device: as long as nobody but the counter has done anything about them.
 * They stay on record with who said so, and their devices were never here before. Thread-safe.
 */
@Component
public class Voids {
    private static final Set<OrderState> EARLY = EnumSet.of(OrderState.TAKEN_IN, OrderState.OFFERED);

    private final Orders orders;
    private final OrderStory story;
    private final Devices devices;
    private final Invitations invitations;
    private final Payments payments;

    Voids(Orders orders, OrderStory story, Devices devices, Invitations invitations, Payments payments) {
        this.orders = orders;
        this.story = story;
        this.devices = devices;
        this.invitations = invitations;
        this.payments = payments;
    }

    /** Whether nothing has happened to an order but what the counter noted, so that it can be said that there is none. */
    public boolean canBeVoid(WorkOrder order) {
        return EARLY.contains(order.state())
                && order.batch().isEmpty()
                && order.ownerRef().isEmpty()
                && order.preparation().isEmpty()
                && !order.channel().travels()
                && payments.of(order.id()).isEmpty()
                && !invitations.hasJoined(order)
                && story.of(order.id()).stream()
                        .allMatch(event -> event.actor().kind() == Actor.Kind.STAFF
                                && EARLY.contains(event.state())
                                && !event.kind().startsWith("matched-"));
    }

    /** Says that an order was made by mistake. */
    @Transactional
    public void end(UUID order, UUID by) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        if (!canBeVoid(known)) {
            throw new OrderException(OrderException.Code.VOID_LATE, "something has happened to it");
        }
        WorkOrder moved = orders.move(order, OrderState.RETURNED_UNTOUCHED, OrderStory.VOIDED, Actor.staff(by));
        devices.voided(moved.device(), by);
    }
}
