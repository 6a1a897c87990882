package org.wangchuan.platform.intake;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Organisations;

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

    Travels(Orders orders, TravelTable table, Devices devices, Organisations organisations) {
        this.orders = orders;
        this.table = table;
        this.devices = devices;
        this.organisations = organisations;
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
     * bag for it any more.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Travel unpacks(WorkOrder known, UUID by) throws OrderException {
        Travel travel = required(known);
        if (travel.isHere() || travel.isAtDoor() || known.state().next().isEmpty()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it has not left, or has arrived before");
        }
        if (travel.departure().isEmpty()) {
            table.departed(known, Optional.empty(), Optional.of(by), orders.hasBegun(known.id()));
            orders.note(known.id(), "travel-unannounced", Actor.staff(by));
        }
        return required(known);
    }

    /** It is unpacked, and what was found is signed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void arrived(WorkOrder known, UUID run, boolean isAsSent, UUID by) throws OrderException {
        if (!required(known).isOnTheWay()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it has not left, or has arrived before");
        }
        table.arrived(known.id(), run, isAsSent, by);
        orders.note(known.id(), isAsSent ? "travel-arrived" : "travel-differs", Actor.staff(by));
    }

    /** The owner says what is to become of a device that is not with them. Only they can, and only as long as it can be done. */
    @Transactional
    public void says(UUID order, Travel.Said said) throws OrderException {
        WorkOrder known = orders.lock(order);
        Travel travel = required(known);
        if (!travel.isOpen(known.state())) {
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

    private Travel required(WorkOrder order) throws OrderException {
        return orders.travel(order)
                .orElseThrow(() -> new OrderException(OrderException.Code.WRONG_STATE, "it does not travel"));
    }
}
