package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Which phone on a cable is an order's: the side of the people. What a station shows there helps to choose: what was shown has to hang there still,
 * and the claim holds its number against it, and against the one that was noted. Taking it back and giving it up are {@link BenchTasks}', as of drives. Thread-safe.
 */
@Component
class PhoneTasks {
    private static final Set<OrderState> WAITING =
            Set.of(OrderState.CONSENTED, OrderState.IN_PART, OrderState.NOT_CLEARED);

    private final PhoneTaskTable table;
    private final StationPhones phones;
    private final PhoneClaim claims;
    private final Stations stations;
    private final Orders orders;
    private final Devices devices;
    private final WorkflowRuns runs;
    private final ApplicationEventPublisher events;

    PhoneTasks(
            PhoneTaskTable table,
            StationPhones phones,
            PhoneClaim claims,
            Stations stations,
            Orders orders,
            Devices devices,
            WorkflowRuns runs,
            ApplicationEventPublisher events) {
        this.table = table;
        this.phones = phones;
        this.claims = claims;
        this.stations = stations;
        this.orders = orders;
        this.devices = devices;
        this.runs = runs;
        this.events = events;
    }

    /**
     * Chooses the phone at a place for an order whose owner has consented, or whose phone is to be tried again; the station may begin from now on. Returns the
     * task.
     */
    @Transactional
    UUID choose(UUID order, PhoneChoice choice, UUID byAccount) throws BenchException {
        UUID station = choice.station();
        WorkOrder known = locked(order);
        Stations.Station at = stations.find(station)
                .filter(found -> found.isActive() && found.site().equals(known.site()))
                .orElseThrow(() -> notFound("station"));
        if (!WAITING.contains(known.state())) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, known.state().id());
        }
        try {
            orders.requireErasable(known);
        } catch (OrderException e) {
            throw new BenchException(BenchException.Code.NOT_ARRIVED, e.code().name());
        }
        Device device = devices.find(known.device()).orElseThrow(() -> notFound("device"));
        if (!device.kind().isPhone()) {
            throw new BenchException(BenchException.Code.NO_PHONE, device.kind().id());
        }
        if (!device.state().canBeCounted()) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, device.state().id());
        }
        // Whoever goes on with a workflow locks the order first, and finds this task then.
        if (runs.latest(order, Workflow.Stage.ERASURE)
                .filter(run -> !run.isEnded())
                .isPresent()) {
            throw new BenchException(BenchException.Code.WORKFLOW_OPEN, "somebody goes through a workflow with it");
        }
        CablePhone shown = phones.at(station, choice.place())
                .orElseThrow(
                        () -> new BenchException(BenchException.Code.PLACE_EMPTY, "nothing is told of this place now"));
        if (!PhoneChoice.mark(shown).equals(choice.mark())) {
            throw new BenchException(BenchException.Code.PLACE_CHANGED, "another phone, or plugged in anew");
        }
        if (claims.isOfAnother(device.id(), known.site(), shown)) {
            throw new BenchException(BenchException.Code.PHONE_OF_ANOTHER, "another device that is here");
        }
        UUID task = insert(known, device, at, choice, shown, byAccount);
        chosen(known, byAccount);
        // Only now nobody else matches anything with it.
        if (orders.isOwnerToSpeak(order)) {
            throw new BenchException(BenchException.Code.OWNER_TO_SPEAK, "erased outside the agreed course");
        }
        events.publishEvent(new BenchChanged(known.site(), Optional.of(station)));
        return task;
    }

    private UUID insert(
            WorkOrder order, Device device, Stations.Station at, PhoneChoice choice, CablePhone shown, UUID byAccount)
            throws BenchException {
        Optional<Bytes32> number = shown.mode()
                .filter("system"::equals)
                .flatMap(_ -> shown.serial())
                .map(CablePhone.Serial::digest);
        Task task = new Task(
                UUID.randomUUID(),
                Task.Kind.PHONE,
                order.id(),
                order.code(),
                device.id(),
                device.code(),
                order.policy(),
                order.agreedVersion(),
                order.site(),
                at.id(),
                choice.place(),
                Optional.empty(),
                Optional.empty(),
                Task.State.QUEUED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try {
            table.insert(task, new PhoneTaskTable.Chosen(number, choice.isNumberCompared()), byAccount);
        } catch (DuplicateKeyException e) {
            boolean isPlace = String.valueOf(e.getMessage()).contains("task_open_of_lane");
            throw new BenchException(
                    isPlace ? BenchException.Code.LANE_TAKEN : BenchException.Code.ORDER_NOT_WAITING, "taken");
        }
        return task.id();
    }

    private void chosen(WorkOrder order, UUID byAccount) throws BenchException {
        String kind = OrderStory.PHONE + "chosen";
        try {
            if (order.state() == OrderState.CONSENTED) {
                orders.move(
                        order.id(), Set.of(OrderState.CONSENTED), OrderState.AT_BENCH, kind, Actor.staff(byAccount));
            } else {
                orders.note(order.id(), kind, Actor.staff(byAccount));
            }
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        }
    }

    private WorkOrder locked(UUID order) throws BenchException {
        try {
            return orders.lock(order);
        } catch (OrderException _) {
            throw notFound("order");
        }
    }

    private static BenchException notFound(String what) {
        return new BenchException(BenchException.Code.NOT_FOUND, what);
    }
}
