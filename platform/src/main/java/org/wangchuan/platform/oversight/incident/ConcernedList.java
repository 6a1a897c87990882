package org.wangchuan.platform.oversight.incident;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.intake.OrderReach;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.rights.ComplaintReach;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Visitor;

/** All whom an incident concerns, page by page: each is reached, however many there are. Thread-safe. */
@Component
class ConcernedList {
    /** On one page, and in one file of how they are reached. */
    static final int PAGE = 200;

    /** In one file; without anything of a person. */
    static final int FILE = 50_000;

    private static final int PART = 5_000;

    private final ConcernedTable table;
    private final Concerned concerned;
    private final OrderReach reach;
    private final ComplaintReach complaints;
    private final Orders orders;
    private final DeviceSearch devices;

    ConcernedList(
            ConcernedTable table,
            Concerned concerned,
            OrderReach reach,
            ComplaintReach complaints,
            Orders orders,
            DeviceSearch devices) {
        this.table = table;
        this.concerned = concerned;
        this.reach = reach;
        this.complaints = complaints;
        this.orders = orders;
        this.devices = devices;
    }

    /**
     * How somebody is reached.
     *
     * @param code of their order, or of their complaint
     * @param why they are not: a code of {@link VaultException.Code}; empty if they are
     */
    record Contact(String code, Map<Field, String> known, String why) {
        Contact {
            known = Map.copyOf(known);
        }
    }

    /**
     * A page of orders, by their ids.
     *
     * @param after the last one of the page before
     * @param isUntold only those that have no notice
     */
    List<IncidentView.Order> page(Incident incident, Optional<UUID> after, boolean isUntold, int limit) {
        int since = isUntold ? incident.releasedAt() : 0;
        List<UUID> ids = table.page(incident.id(), after, since, limit);
        return shown(incident, ids);
    }

    /** The order of this code, if it concerns it. */
    List<IncidentView.Order> coded(Incident incident, String code, List<UUID> sites) {
        return shown(incident, table.in(incident.id(), reach.coded(List.of(code), sites)));
    }

    private List<IncidentView.Order> shown(Incident incident, List<UUID> ids) {
        Set<UUID> told = new HashSet<>(table.told(incident.id(), ids));
        Map<UUID, OrderReach.Reached> byOrder = reach.some(ids, ids.size()).stream()
                .collect(Collectors.toMap(OrderReach.Reached::order, Function.identity()));
        Map<UUID, Device> byDevice =
                devices
                        .all(byOrder.values().stream()
                                .map(OrderReach.Reached::device)
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Device::id, Function.identity()));
        List<IncidentView.Order> out = new ArrayList<>();
        for (UUID id : ids) {
            OrderReach.Reached one = java.util.Objects.requireNonNull(byOrder.get(id));
            Device device = java.util.Objects.requireNonNull(byDevice.get(one.device()));
            out.add(new IncidentView.Order(
                    one.order(),
                    one.code(),
                    device.code(),
                    one.state() == OrderState.MISSING
                            ? "intake.state.missing"
                            : "custody.state." + device.state().id(),
                    told.contains(one.order())));
        }
        return out;
    }

    /** Orders for a file, in parts. */
    List<IncidentView.Order> file(Incident incident, Optional<UUID> after) {
        List<IncidentView.Order> out = new ArrayList<>();
        Optional<UUID> last = after;
        while (out.size() < FILE) {
            List<IncidentView.Order> part = page(incident, last, false, PART);
            out.addAll(part);
            if (part.size() < PART) {
                break;
            }
            last = Optional.of(part.getLast().id());
        }
        return out;
    }

    /** A page of complaints without an order, by their ids. */
    List<ComplaintReach.Reached> complaints(Incident incident, Optional<UUID> after, int limit) {
        return complaints.all(table.complaints(incident.id(), after, limit));
    }

    /** How those are reached who come after an order or a complaint; each is read on record, or it is said why not. */
    List<Contact> contacts(Visitor visitor, Incident incident, String kind, Optional<UUID> after) {
        List<UUID> own = concerned.own(visitor, incident);
        List<Contact> out = new ArrayList<>();
        if (kind.equals("complaints")) {
            complaints(incident, after, PAGE).stream()
                    .filter(one -> own.contains(one.site()))
                    .forEach(one -> out.add(contact(visitor, incident, one.code(), one.person(), one.site())));
        } else {
            for (UUID id : table.page(incident.id(), after, 0, PAGE)) {
                orders.find(id)
                        .filter(order -> own.contains(order.site()))
                        .ifPresent(order ->
                                out.add(contact(visitor, incident, order.code(), order.ownerRef(), order.site())));
            }
        }
        return out;
    }

    private Contact contact(Visitor visitor, Incident incident, String code, Optional<UUID> person, UUID site) {
        try {
            return new Contact(code, concerned.reached(visitor, incident, person, site), "");
        } catch (VaultException e) {
            return new Contact(code, Map.of(), e.code().name());
        }
    }
}
