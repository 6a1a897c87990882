package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.ConformityByProducer;
import org.wangchuan.platform.ledger.Validations;

/** Moves device and order when a maker's word has met the last open clause, and back when it counts no more. Thread-safe. */
@Component
class ProducerOutcomes {
    private static final Set<DeviceState> GONE =
            Set.of(DeviceState.SEALED, DeviceState.HANDED_OVER, DeviceState.RETURNED);

    private final Orders orders;
    private final Devices devices;
    private final DeviceMedia media;
    private final Validations validations;
    private final StationTasks outcomes;

    ProducerOutcomes(
            Orders orders, Devices devices, DeviceMedia media, Validations validations, StationTasks outcomes) {
        this.orders = orders;
        this.devices = devices;
        this.media = media;
        this.validations = validations;
        this.outcomes = outcomes;
    }

    /** What closes the gate always counts; what opens it does not where a person's answer would not either. */
    @EventListener
    @Transactional
    void on(ConformityByProducer changed) throws GateException, OrderException {
        WorkOrder order = orders.lock(changed.order());
        Optional<UUID> medium = media.ofStatement(changed.eventId());
        if (medium.isEmpty()) {
            return; // another statement about that medium counts by now
        }
        if (GONE.contains(devices.find(order.device()).orElseThrow().state())) {
            return; // what is said of it is said; it is not here any more to be moved
        }
        boolean isLate = validations.isOutSince(changed.eventId()) || validations.isByHandSince(changed.eventId());
        if (changed.isConforming() && isLate) {
            return;
        }
        OrderState to = outcomes.leadsTo(
                changed.order(),
                devices.proved(
                        medium.get(), new Device.Proof(changed.eventId(), changed.verdict(), changed.isConforming())));
        OrderState from = changed.isConforming() ? OrderState.NOT_CLEARED : OrderState.CLEARED;
        if (order.state() == from && to != from) {
            orders.move(
                    changed.order(),
                    Set.of(from),
                    to,
                    changed.isConforming() ? "producer" : "producer-ended",
                    Actor.platform());
        }
    }
}
