package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.web.access.Visitor;

/** Gathers what the counter's pages show of an order. Thread-safe. */
@Component
class OrderViews {
    private final VisibleOrders visible;
    private final Counter counter;
    private final BatchSummaries summaries;
    private final Journeys journeys;
    private final LossTable losses;
    private final OrderErasures erasures;
    private final OrderPasts pasts;
    private final OrderPlans plans;
    private final SellerRegister register;
    private final Payments payments;
    private final Corrections corrections;
    private final Records records;
    private final Invitations invitations;
    private final Voids voids;
    private final Papers papers;
    private final OrderCards cards;
    private final SecondLook second;
    private final DeviceNumbers numbers;

    OrderViews(
            VisibleOrders visible,
            Counter counter,
            BatchSummaries summaries,
            Journeys journeys,
            LossTable losses,
            OrderErasures erasures,
            OrderPasts pasts,
            OrderPlans plans,
            SellerRegister register,
            Payments payments,
            Corrections corrections,
            Records records,
            Invitations invitations,
            Voids voids,
            Papers papers,
            OrderCards cards,
            SecondLook second,
            DeviceNumbers numbers) {
        this.cards = cards;
        this.numbers = numbers;
        this.visible = visible;
        this.counter = counter;
        this.summaries = summaries;
        this.journeys = journeys;
        this.losses = losses;
        this.erasures = erasures;
        this.pasts = pasts;
        this.plans = plans;
        this.register = register;
        this.payments = payments;
        this.corrections = corrections;
        this.records = records;
        this.invitations = invitations;
        this.voids = voids;
        this.papers = papers;
        this.second = second;
    }

    /** An order that this visitor may see. */
    OrderView of(Visitor visitor, UUID id) {
        WorkOrder order = visible.required(visitor, id);
        Device device = counter.device(order);
        return new OrderView(
                order,
                device,
                numbers.moreTails(device.id()),
                visible.site(visitor, order.site()),
                summaries.of(id),
                new Whereabouts(journeys.of(order), losses.of(id).stream().findFirst()),
                erasures.of(order),
                pasts.of(order),
                plans.of(order, device),
                new OrderView.Sale(register.isMissing(order), payments.of(id)),
                corrections.against(order),
                counter.earlier(
                        order, visible.sites(visitor).stream().map(Site::id).toList()),
                records.agreed(id),
                invitations.invited(order, device),
                voids.canBeVoid(order),
                cards.of(order),
                Optional.ofNullable(second.of(List.of(device.id())).get(device.id())),
                papers.checkAddress());
    }
}
