package org.wangchuan.platform.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.KeptReceipts;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.OpenErasures;

/**
 * Matches erasures that a station made without an order with orders. A person says which belong together; whether that proves anything
 * {@link MatchWeighing} works out, and it stays on record with each thing that speaks against it. Thread-safe.
 */
@Component
public class LooseErasures {
    /** What was cleared is to be erased once more. */
    private static final String AGAIN = "erased-again";

    /** Where an order is that a result can lead on. */
    private static final Set<OrderState> LATE = Set.of(OrderState.IN_PART, OrderState.NOT_CLEARED, OrderState.CLEARED);

    private static final Set<DeviceState> GONE =
            Set.of(DeviceState.SEALED, DeviceState.HANDED_OVER, DeviceState.RETURNED);

    private final Matches matches;
    private final OpenErasures openErasures;
    private final KeptReceipts receipts;
    private final Orders orders;
    private final OrderStory story;
    private final Devices devices;
    private final DeviceMedia media;
    private final MatchWeighing weighing;
    private final StationTasks outcomes;
    private final ApplicationEventPublisher events;

    LooseErasures(
            Matches matches,
            OpenErasures openErasures,
            KeptReceipts receipts,
            Orders orders,
            OrderStory story,
            Devices devices,
            DeviceMedia media,
            MatchWeighing weighing,
            StationTasks outcomes,
            ApplicationEventPublisher events) {
        this.matches = matches;
        this.openErasures = openErasures;
        this.receipts = receipts;
        this.orders = orders;
        this.story = story;
        this.devices = devices;
        this.media = media;
        this.weighing = weighing;
        this.outcomes = outcomes;
        this.events = events;
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
        MatchWeighing.Weighed weighed = weighing.weigh(weighing.facts(event), order, by.role(), by.account());
        try {
            if (weighed.counts()) {
                count(weighed, by);
            } else {
                keep(weighed, Optional.empty(), by);
                orders.note(
                        orderId,
                        weighed.kind(),
                        new OrderStory.Erasure(Optional.empty(), Optional.of(event)),
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
    private void count(MatchWeighing.Weighed weighed, Matches.By by)
            throws BenchException, OrderException, GateException {
        WorkOrder order = weighed.order();
        Matches.Facts facts = weighed.facts();
        Actor actor = Actor.staff(by.account());
        UUID medium = weighed.place().medium().isPresent()
                ? weighed.place().medium().get()
                : media.bind(order.device(), facts.serial());
        facts.serial().ifPresent(serial -> media.named(medium, serial));
        keep(weighed, Optional.of(medium), by);
        OrderStory.Erasure erasure = new OrderStory.Erasure(Optional.of(medium), Optional.of(facts.eventId()));
        // What was not made as agreed takes nobody's word away: the owner can still have it back.
        boolean isOrders =
                order.state() == OrderState.CONSENTED && weighed.findings().isEmpty();
        if (isOrders) {
            orders.begun(order.id(), Set.of(OrderState.CONSENTED), OrderStory.MATCHED, erasure, actor);
        } else {
            orders.note(order.id(), OrderStory.MATCHED, erasure, actor);
        }
        OrderState to = outcomes.leadsTo(
                order.id(),
                devices.proved(medium, new Device.Proof(facts.eventId(), facts.verdict(), facts.isConforming())));
        if (isOrders) {
            orders.move(order.id(), Set.of(OrderState.ERASING), to, "matched", actor);
        } else if (LATE.contains(order.state()) && order.state() != to) {
            orders.move(order.id(), LATE, to, "matched", actor);
        }
    }

    /**
     * Sends a cleared order back to the bench, because a bad erasure names its device that can't be matched with it: one under its label of
     * another serial number, say; or because what proved it can't be read any more. Whatever it was, the drive is erased once more, and
     * that is surely later. What had proved it proves nothing until then: neither counting nor the end of a hold brings it back. Safe to
     * repeat.
     *
     * @param event the bad erasure, or the statement that can't be read
     */
    @Transactional
    public UUID again(UUID event, UUID orderId, Actor by) throws BenchException {
        WorkOrder order = lock(orderId);
        boolean speaks = openErasures.against(order.device()).contains(event) || isUnreadable(event, order.device());
        boolean wasAsked = story.of(orderId).stream().anyMatch(one -> one.kind().equals(AGAIN));
        // Who clicks twice, or when it has begun or is erased by now, is told the same as the first time.
        if (wasAsked && (speaks ? order.state() == OrderState.NOT_CLEARED : receipts.isOf(event, orderId))) {
            return orderId;
        }
        if (!speaks) {
            throw new BenchException(BenchException.Code.MATCHED_OTHERWISE, "nothing speaks against it");
        }
        try {
            orders.move(orderId, Set.of(OrderState.CLEARED), OrderState.NOT_CLEARED, AGAIN, by);
            for (Medium medium : spokenAgainst(event, order.device())) {
                if (medium.proof().isPresent()) {
                    var _ = media.unproved(medium.id(), medium.proof().get().statement(), AGAIN);
                }
            }
            return orderId;
        } catch (OrderException e) {
            throw new BenchException(
                    BenchException.Code.ORDER_NOT_WAITING, e.code().name());
        } catch (GateException e) {
            throw new BenchException(
                    BenchException.Code.MATCH_ORDER_ENDED, e.code().name());
        }
    }

    /**
     * The medium whose number it shows, or whose proof it is; where it is of none that is known, it may be of any. A phone bears no number in its medium: of
     * it and its card each is what speaks against it.
     */
    private List<Medium> spokenAgainst(UUID event, UUID device) {
        List<Medium> known = media.of(device).known();
        boolean isPhone =
                devices.find(device).filter(found -> found.kind().isPhone()).isPresent();
        Set<UUID> named = isPhone ? openErasures.mediaAgainst(event, device) : openErasures.media(event, device);
        List<Medium> some = known.stream()
                .filter(medium -> named.contains(medium.id())
                        || medium.proof().map(Device.Proof::statement).equals(Optional.of(event)))
                .toList();
        return some.isEmpty() ? known : some;
    }

    private boolean isUnreadable(UUID event, UUID device) {
        boolean isOfDevice = media.of(device).known().stream()
                .anyMatch(one -> one.proof().map(Device.Proof::statement).equals(Optional.of(event)));
        return isOfDevice && !receipts.areWhole(device);
    }

    /** Why a match is taken back. Words are under {@code ledger.match.reason.ID}. */
    public enum Reason {
        /** It is of another order's device. */
        WRONG_ORDER,
        /** It is of another drive of this device. */
        WRONG_DRIVE,
        /** Something else. */
        MISTAKE;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(String id) throws BenchException {
            return Arrays.stream(values())
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(BenchException.Code.MATCH_REASON, "none of the reasons"));
        }
    }

    /**
     * Takes a match back; what had counted stops counting, and nothing is put in its place: whoever wants to know erases it once more.
     * Both stay on record. That it was erased is not taken back.
     */
    @Transactional
    public void takeBack(UUID event, Reason reason, Matches.By by) throws BenchException {
        UUID orderId = matches.orderOf(event)
                .orElseThrow(() -> new BenchException(BenchException.Code.MATCHED_OTHERWISE, "matched with nothing"));
        WorkOrder order = lock(orderId);
        weighing.requireNoTask(order);
        Optional<UUID> medium = matches.countsFor(event);
        if (!matches.takeBack(event, orderId, reason.id(), by)) {
            throw new BenchException(
                    BenchException.Code.MATCHED_OTHERWISE, "somebody was faster, or it is the order's");
        }
        Actor actor = Actor.staff(by.account());
        try {
            orders.note(orderId, OrderStory.TAKEN_BACK, new OrderStory.Erasure(medium, Optional.of(event)), actor);
            Device device = devices.find(order.device()).orElseThrow();
            if (medium.isPresent() && !GONE.contains(device.state())) {
                Device now = media.unproved(medium.get(), event, "match-taken-back");
                OrderState led = outcomes.leadsTo(orderId, now);
                OrderState to =
                        led == OrderState.IN_PART && media.of(now.id()).good() == 0 ? OrderState.NOT_CLEARED : led;
                if (LATE.contains(order.state()) && order.state() != to) {
                    orders.move(orderId, LATE, to, OrderStory.TAKEN_BACK, actor);
                }
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

    private void keep(MatchWeighing.Weighed weighed, Optional<UUID> medium, Matches.By by) throws BenchException {
        boolean isKept = matches.match(
                weighed.facts(),
                weighed.order().id(),
                weighed.order().code(),
                medium,
                weighed.findings().stream().map(MatchWeighing.Finding::name).toList(),
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
