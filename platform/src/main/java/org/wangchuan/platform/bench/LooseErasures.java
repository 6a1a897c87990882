package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Medium;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Travel;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Matches;

/**
 * Matches erasures that a station made without an order with orders. A person says which belong together; whether that proves anything
 * is worked out here from what both say, and stays on record with each thing that speaks against it. Thread-safe.
 */
@Component
public class LooseErasures {
    private static final int SUGGESTED_MAX = 5;

    /** Where an order is that a result can lead on. */
    private static final Set<OrderState> LATE = Set.of(OrderState.IN_PART, OrderState.NOT_CLEARED, OrderState.CLEARED);

    private static final Set<DeviceState> IN_SHOP = Set.of(DeviceState.IN_STOCK, DeviceState.BLOCKED);

    private final Matches matches;
    private final Orders orders;
    private final Devices devices;
    private final DeviceMedia media;
    private final TaskTable tasks;
    private final StationTasks outcomes;
    private final ApplicationEventPublisher events;

    LooseErasures(
            Matches matches,
            Orders orders,
            Devices devices,
            DeviceMedia media,
            TaskTable tasks,
            StationTasks outcomes,
            ApplicationEventPublisher events) {
        this.matches = matches;
        this.orders = orders;
        this.devices = devices;
        this.media = media;
        this.tasks = tasks;
        this.outcomes = outcomes;
        this.events = events;
    }

    /** What speaks against an erasure's counting for an order. Words are under {@code ledger.match.NAME}. */
    public enum Finding {
        /** It had begun when the device was not taken in yet, or had not arrived. */
        BEFORE_INTAKE,
        /** It had begun when the owner had not agreed, or they have not agreed at all. */
        BEFORE_CONSENT,
        /** It is held, or may hold state secrets: nothing was to be done to it. */
        STOPPED,
        /** Its owner had to be asked again, or wants it back. */
        OWNER_ASKED,
        /** Neither a serial number that was noted before nor a label says that it is this medium. */
        LINK_BY_WORD,
        /** It was made by another rule set than the order asks for. */
        POLICY_DIFFERS,
        /** Another erasure of this medium counts, and is good. */
        ALREADY_PROVED,
        /** A later erasure of this medium counts, or a later try, or it can't be told which was later. */
        LATER_COUNTS
    }

    /**
     * What would become of a match.
     *
     * @param place where the medium belongs in the device
     * @param findings empty if it would count
     */
    public record Weighed(
            WorkOrder order, Device device, Matches.Facts facts, DeviceMedia.Place place, List<Finding> findings) {
        public Weighed {
            findings = List.copyOf(findings);
        }

        /** Whether it would be one of the order's statements. */
        public boolean counts() {
            return findings.isEmpty();
        }
    }

    /** What an erasure says that is matched with nothing. */
    Matches.Facts facts(UUID event) throws BenchException {
        try {
            return matches.facts(event)
                    .orElseThrow(() -> new BenchException(BenchException.Code.MATCHED_OTHERWISE, "no loose one"));
        } catch (LedgerException e) {
            throw new BenchException(BenchException.Code.MATCH_RECEIPT_REFUSED, e.reason());
        }
    }

    /** Orders of a site whose device has a medium of this serial number, the latest first. */
    List<WorkOrder> suggested(Matches.Facts facts) {
        return facts.serial().stream()
                .flatMap(serial -> media.here(facts.site(), serial, SUGGESTED_MAX).stream())
                .flatMap(device -> orders.ofDevice(device).stream())
                .toList();
    }

    /** Works out what a match would be worth; refuses one that can't be. Changes nothing. */
    Weighed weigh(Matches.Facts facts, WorkOrder order) throws BenchException {
        if (!facts.site().equals(order.site())) {
            throw new BenchException(BenchException.Code.MATCH_OTHER_SITE, "made at another site");
        }
        Device device = devices.find(order.device()).orElseThrow();
        requireOpen(order, device);
        if (!device.kind().hasDriveForTheBench()) {
            throw new BenchException(BenchException.Code.NO_DRIVE, device.kind().id());
        }
        if (!facts.labels().stream().allMatch(device.code()::equals)) {
            throw new BenchException(BenchException.Code.MATCH_LABEL_DIFFERS, "it names another label");
        }
        DeviceMedia.Place place = place(device, facts);
        return new Weighed(order, device, facts, place, findings(facts, order, place));
    }

    private void requireOpen(WorkOrder order, Device device) throws BenchException {
        boolean isOpen = switch (order.state()) {
            case TAKEN_IN, OFFERED, ACCEPTED, CONSENTED, IN_PART, CLEARED, NOT_CLEARED, HELD, STATE_SECRETS -> true;
            case AT_BENCH, ERASING ->
                throw new BenchException(
                        BenchException.Code.MATCH_BUSY, order.state().id());
            // What was sold may turn out to be bad.
            case CLOSED -> IN_SHOP.contains(device.state());
            case SEALED, RETURNED_UNTOUCHED, RETURNED_ERASED, LOST -> false;
        };
        if (!isOpen) {
            throw new BenchException(
                    BenchException.Code.MATCH_ORDER_ENDED, order.state().id());
        }
        if (tasks.lastOf(order.id()).filter(task -> task.endedAt().isEmpty()).isPresent()) {
            throw new BenchException(BenchException.Code.MATCH_BUSY, "a lane is chosen");
        }
        if (orders.travel(order).filter(travel -> !travel.isHere()).isPresent()) {
            throw new BenchException(BenchException.Code.MATCH_NOT_ARRIVED, "its arrival is not recorded");
        }
    }

    private DeviceMedia.Place place(Device device, Matches.Facts facts) throws BenchException {
        try {
            return media.place(device.id(), facts.serial());
        } catch (GateException e) {
            throw new BenchException(
                    switch (e.code()) {
                        case MEDIA_NOT_COUNTED -> BenchException.Code.MEDIA_NOT_COUNTED;
                        case MEDIUM_OF_ANOTHER -> BenchException.Code.MATCH_OF_ANOTHER;
                        case MEDIUM_UNNAMED, MEDIUM_SERIAL_UNKNOWN -> BenchException.Code.MATCH_SERIAL_UNKNOWN;
                        default -> BenchException.Code.MATCH_SERIAL_DIFFERS;
                    },
                    "none of its media");
        }
    }

    private List<Finding> findings(Matches.Facts facts, WorkOrder order, DeviceMedia.Place place) {
        List<Finding> out = new ArrayList<>();
        Optional<Travel> travel = orders.travel(order);
        Instant here = travel.flatMap(Travel::arrival).map(Travel.Arrival::at).orElse(order.createdAt());
        if (facts.beganAt().isBefore(here)) {
            out.add(Finding.BEFORE_INTAKE);
        }
        if (order.consent()
                .filter(consent -> !facts.beganAt().isBefore(consent.at()))
                .isEmpty()) {
            out.add(Finding.BEFORE_CONSENT);
        }
        if (order.state() == OrderState.HELD || order.state() == OrderState.STATE_SECRETS) {
            out.add(Finding.STOPPED);
        }
        boolean isAsked = travel.filter(way -> !way.mayBeErased()
                        || way.word()
                                .filter(word -> facts.beganAt().isBefore(word.at()))
                                .isPresent())
                .isPresent();
        if (isAsked) {
            out.add(Finding.OWNER_ASKED);
        }
        if (!place.isBySerial() && facts.labels().isEmpty()) {
            out.add(Finding.LINK_BY_WORD);
        }
        // A bad one says that the medium could not be erased, whatever the rule.
        if (facts.isGood() && !facts.policy().equals(order.policy())) {
            out.add(Finding.POLICY_DIFFERS);
        }
        place.medium().flatMap(medium -> against(facts, order, medium)).ifPresent(out::add);
        return out;
    }

    /** What is known of the medium otherwise; of two that contradict one another the worse counts until it is erased once more. */
    private Optional<Finding> against(Matches.Facts facts, WorkOrder order, UUID medium) {
        Optional<Device.Proof> proof = media.of(order.device()).known().stream()
                .filter(one -> one.id().equals(medium))
                .findFirst()
                .flatMap(Medium::proof);
        if (facts.isGood() && proof.filter(Device.Proof::opensGate).isPresent()) {
            return Optional.of(Finding.ALREADY_PROVED);
        }
        boolean isBegunSince = facts.isGood()
                && tasks.lastClaim(medium)
                        .filter(claimed -> !facts.beganAt().isAfter(claimed))
                        .isPresent();
        boolean isLaterKnown = proof.filter(known -> !matches.isAfter(facts, known.statement()))
                .isPresent();
        return isBegunSince || isLaterKnown ? Optional.of(Finding.LATER_COUNTS) : Optional.empty();
    }

    /** Matches an erasure with an order; safe to repeat, and of two who do it at once the second is told. */
    @Transactional
    public void match(UUID event, UUID orderId, Matches.By by) throws BenchException {
        WorkOrder order = lock(orderId);
        Optional<UUID> matched = matches.orderOf(event);
        if (matched.equals(Optional.of(orderId))) {
            return;
        }
        if (matched.isPresent()) {
            throw new BenchException(BenchException.Code.MATCHED_OTHERWISE, "with another order");
        }
        Weighed weighed = weigh(facts(event), order);
        try {
            if (weighed.counts()) {
                count(weighed, by);
            } else {
                keep(weighed, Optional.empty(), by);
                orders.note(
                        orderId,
                        weighed.findings().contains(Finding.BEFORE_INTAKE) ? "matched-before" : "matched-erased",
                        Actor.staff(by.account()));
            }
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        } catch (GateException e) {
            throw new BenchException(
                    BenchException.Code.MATCH_ORDER_ENDED, e.code().name());
        }
        events.publishEvent(new BenchChanged(order.site(), Optional.empty()));
    }

    /** It is the order's from now on, and goes the way of every receipt: whether it opens the gate is custody's to decide. */
    private void count(Weighed weighed, Matches.By by) throws BenchException, OrderException, GateException {
        WorkOrder order = weighed.order();
        Matches.Facts facts = weighed.facts();
        Actor actor = Actor.staff(by.account());
        UUID medium = weighed.place().medium().isPresent()
                ? weighed.place().medium().get()
                : media.bind(order.device(), facts.serial());
        facts.serial().ifPresent(serial -> media.named(medium, serial));
        keep(weighed, Optional.of(medium), by);
        if (order.state() == OrderState.CONSENTED) {
            orders.move(order.id(), Set.of(OrderState.CONSENTED), OrderState.ERASING, "matched-erased", actor);
        } else {
            orders.note(order.id(), "matched-erased", actor);
        }
        OrderState to = outcomes.leadsTo(
                devices.proved(medium, new Device.Proof(facts.eventId(), facts.verdict(), facts.isConforming())));
        if (order.state() == OrderState.CONSENTED) {
            orders.move(order.id(), Set.of(OrderState.ERASING), to, "matched", actor);
        } else if (LATE.contains(order.state()) && order.state() != to) {
            orders.move(order.id(), LATE, to, "matched", actor);
        }
    }

    private void keep(Weighed weighed, Optional<UUID> medium, Matches.By by) throws BenchException {
        boolean isKept = matches.match(
                weighed.facts(),
                weighed.order().id(),
                weighed.order().code(),
                medium,
                weighed.findings().stream().map(Finding::name).toList(),
                by);
        if (!isKept) {
            throw new BenchException(BenchException.Code.MATCHED_OTHERWISE, "somebody was faster");
        }
    }

    private WorkOrder lock(UUID order) throws BenchException {
        try {
            return orders.lock(order);
        } catch (OrderException e) {
            throw new BenchException(BenchException.Code.NOT_FOUND, "order");
        }
    }
}
