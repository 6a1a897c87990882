package org.wangchuan.platform.intake.travel;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * What happens to a device between its owner's door, or their letter box, and the shop. Each step is whole and happens once; what
 * waits for it is held up in {@link Orders}. Thread-safe.
 */
@Component
public class Travels {
    private final Orders orders;
    private final TravelTable table;
    private final Devices devices;
    private final Organisations organisations;
    private final Counter counter;
    private final OrderCards cards;

    Travels(
            Orders orders,
            TravelTable table,
            Devices devices,
            Organisations organisations,
            Counter counter,
            OrderCards cards) {
        this.cards = cards;
        this.counter = counter;
        this.orders = orders;
        this.table = table;
        this.devices = devices;
        this.organisations = organisations;
    }

    /** The ways of several orders' devices, of those that travel, by the order. */
    @Transactional(readOnly = true)
    public Map<UUID, Travel> of(Collection<WorkOrder> orders) {
        return table.of(
                orders.stream().filter(order -> order.channel().travels()).toList());
    }

    /** The owner sends it by mail, and names the bag; once it has been named it stays. */
    @Transactional
    public void sent(UUID order, Optional<BagNumber> bag) throws OrderException {
        WorkOrder known = orders.lock(order);
        Travel travel = required(known);
        if (travel.channel() != Channel.MAIL_IN
                || travel.departure().isPresent()
                || !known.state().isBeforeNoReturn()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it was sent before, or is not to be sent");
        }
        table.departed(known, bag, Optional.empty(), false);
        orders.note(known.id(), "travel-sent", Actor.owner());
    }

    /** The collector has sealed it in front of the door, in a bag of their company that was never used before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sealed(UUID order, BagNumber bag, UUID by) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        if (!required(known).isAtDoor()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it has left the door");
        }
        UUID organisation = organisations.site(known.site()).orElseThrow().organisation();
        devices.takesBag(known.device(), bag, organisation);
        table.departed(known, Optional.of(bag), Optional.of(by), orders.hasBegun(order));
        orders.note(known.id(), "travel-sealed", Actor.staff(by));
    }

    /**
     * Somebody begins to unpack it. What came by mail without a word of its owner is noted as such: from then on nobody can name a
     * bag for it any more. What its owner was said to have is here all the same, and its order goes on.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Travel unpacks(WorkOrder known, UUID by) throws OrderException {
        Travel travel = required(known);
        boolean isOver = known.state().isOver() && !travel.mayStillCome(known.state());
        if (travel.isHere() || travel.isAtDoor() || travel.isLost() || isOver) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it has not left, or has arrived before");
        }
        WorkOrder now = takenUp(known, travel, by);
        if (travel.departure().isEmpty()) {
            table.departed(now, Optional.empty(), Optional.of(by), orders.hasBegun(now.id()));
            orders.note(now.id(), "travel-unannounced", Actor.staff(by));
        }
        return required(now);
    }

    /** The order as it goes on if its device was said to be with its owner, and is here; else as it is. */
    private WorkOrder takenUp(WorkOrder known, Travel travel, UUID by) throws OrderException {
        if (!travel.mayStillCome(known.state())) {
            return known;
        }
        if (travel.isHome()) {
            table.turned(known.id(), Travel.What.FOUND, Actor.staff(by), Optional.empty());
        }
        WorkOrder again = orders.takeUpReturned(known.id(), Actor.staff(by));
        try {
            devices.cameAfterAll(known.device(), again.state().isStopped(), by);
        } catch (GateException e) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the device is not where it was said to be");
        }
        return again;
    }

    /** It is unpacked, and what was found is signed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void arrived(WorkOrder known, UUID run, boolean isAsSent, UUID by) throws OrderException {
        Travel travel = required(known);
        if (!travel.isOnTheWay() || travel.isLost()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it has not left, or has arrived before");
        }
        var _ = takenUp(known, travel, by); // it was said to be with its owner while it was being unpacked
        table.arrived(known.id(), run, isAsSent, by);
        orders.note(known.id(), isAsSent ? "travel-arrived" : "travel-differs", Actor.staff(by));
    }

    /** The owner says what is to become of a device that is not with them. Only they can, and only as long as it can be done. */
    @Transactional
    public void says(UUID order, Travel.Said said) throws OrderException {
        WorkOrder known = orders.lock(order);
        Travel travel = required(known);
        if (!travel.isOpen(known.state()) || travel.isOnTheWayBack()) {
            throw new OrderException(
                    said == Travel.Said.BACK ? OrderException.Code.NO_RETURN : OrderException.Code.WRONG_STATE,
                    "nothing is to be decided any more");
        }
        boolean isAsked = said == Travel.Said.BACK
                ? travel.departure().isPresent()
                : travel.isOwnerAsked() || travel.isWantedBack();
        if (!isAsked) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nothing was asked");
        }
        if (travel.word()
                .filter(last -> last.said() == said && last.isAfterArrival() == travel.isHere())
                .isPresent()) {
            return; // a second tap on the same button changes nothing
        }
        table.said(order, said, travel.isHere());
        orders.note(known.id(), "travel-owner-" + said.id(), Actor.owner());
    }

    /** Staff send it back to its owner. It is not home by that: it is on its way, until somebody says that it is with its owner. */
    @Transactional
    public void sentBack(UUID order, UUID by) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        counter.requireReleased(known, false);
        OrderState to = orders.goesBackAs(order);
        boolean canGo = known.state().canBeLost() && known.state().next().contains(to);
        if (!required(known).isInTheShop() || !canGo) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not here, or is not to go back now");
        }
        table.turned(order, Travel.What.SENT_BACK, Actor.staff(by), Optional.empty());
        orders.note(order, "travel-sent-back", Actor.staff(by));
    }

    /**
     * It is with its owner again: as they say, or as staff do who gave it to them or sent it. Staff can't say it of what never reached the
     * shop, and owners of what is on its way only where they wanted it back.
     */
    @Transactional
    public void home(UUID order, Actor by) throws OrderException, GateException {
        home(order, by, false);
    }

    /** The same; a manager gives out what a finder brought. */
    @Transactional
    public void home(UUID order, Actor by, boolean isByManager) throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        Travel travel = required(known);
        boolean isByStaff = by.kind() == Actor.Kind.STAFF;
        if (travel.departure().isEmpty() && isByStaff) {
            counter.neverLeft(order, by.id().orElseThrow());
            return;
        }
        boolean isTheirs = travel.isRecalled() || travel.isOnTheWayBack() || travel.isLost();
        if (travel.isHome() || !(isByStaff ? travel.isHere() : isTheirs)) {
            throw isByStaff
                    ? new OrderException(OrderException.Code.NOT_ARRIVED, "its arrival is not recorded")
                    : new OrderException(OrderException.Code.NOT_COMING_HOME, "nobody asked for it back");
        }
        table.turned(order, Travel.What.HOME, by, Optional.empty());
        counter.isHome(order, by, isByManager);
    }

    /** It is lost between its owner and the shop, as somebody says. */
    @Transactional
    public void lost(UUID order, boolean isTracked, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (!required(known).isInThePost()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not on its way");
        }
        table.turned(order, Travel.What.LOST, by, Optional.of(isTracked));
        orders.lose(order, by);
    }

    /** What was lost turned up, or what was sent back came back: it goes on from where it was. */
    @Transactional
    public void found(UUID order, UUID by) throws OrderException {
        WorkOrder known = orders.lock(order);
        Travel travel = required(known);
        if (!travel.isLost() && !travel.isOnTheWayBack()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not lost, and was not sent back");
        }
        table.turned(order, Travel.What.FOUND, Actor.staff(by), Optional.empty());
        if (travel.isLost()) {
            orders.takeUpAgain(order, Actor.staff(by));
        } else {
            orders.note(order, "travel-found", Actor.staff(by));
        }
        cards.cameBack(order, Actor.staff(by));
    }

    private Travel required(WorkOrder order) throws OrderException {
        return orders.travel(order)
                .orElseThrow(() -> new OrderException(OrderException.Code.WRONG_STATE, "it does not travel"));
    }
}
