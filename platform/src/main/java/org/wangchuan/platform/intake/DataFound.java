package org.wangchuan.platform.intake;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceHolds;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Somebody says that data is still on a device that was erased here: it goes nowhere from then on, and whoever answers for personal data is
 * told. Who stands at the counter needs no right and no proof for it. Thread-safe.
 */
@Component
public class DataFound {
    private final Orders orders;
    private final Devices devices;
    private final DeviceHolds holds;
    private final FoundReports reports;

    DataFound(Orders orders, Devices devices, DeviceHolds holds, FoundReports reports) {
        this.orders = orders;
        this.devices = devices;
        this.holds = holds;
        this.reports = reports;
    }

    /** Holds the device, if it is here and nobody holds it already, and reports it with its order. */
    @Transactional
    public void said(Visitor visitor, WorkOrder of) throws OrderException, GateException {
        // The incident before its order: whoever works on one locks its orders after it.
        String incident = reports.dataFound(visitor, of);
        WorkOrder known = orders.lock(of.id());
        if (!orders.hasBegun(known.id())) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nothing was erased");
        }
        Device device = devices.lock(known.device());
        boolean isHeld = holds.heldForIncident(device, visitor.account());
        orders.dataFound(known, incident, isHeld, Actor.staff(visitor.account()));
    }
}
