package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.workflow.PhoneExits;
import org.wangchuan.platform.ledger.Records;

/**
 * An order as the counter's page shows it.
 *
 * @param moreTails of its numbers beside the first, the last characters
 * @param found what became of it, worked out from the evidence
 * @param uncorrectable why what was taken in can't be corrected; empty if it can
 * @param earlier orders of the same device from before
 * @param agreed signed records of what its owner agreed to
 * @param canBeVoid whether it can be said that it was made by mistake
 * @param cards how it stands with SIM and memory card of a phone
 * @param second whether a second person has looked at it; empty if it was never in a sample
 * @param check the address at which anyone checks a receipt
 */
public record OrderView(
        WorkOrder order,
        Device device,
        List<String> moreTails,
        Site site,
        BatchSummary.Row found,
        Whereabouts where,
        OrderErasure erasure,
        OrderPast past,
        OrderPlan plan,
        Sale sale,
        Optional<OrderException.Code> uncorrectable,
        List<WorkOrder> earlier,
        List<Records.Shown> agreed,
        Optional<Invited> invited,
        boolean canBeVoid,
        CardsSaid cards,
        Optional<SecondLook.Said> second,
        String check) {
    public OrderView {
        moreTails = List.copyOf(moreTails);
        earlier = List.copyOf(earlier);
        agreed = List.copyOf(agreed);
    }

    /**
     * What it is sold for, and by whom.
     *
     * @param isSellerMissing whether a law asks who sells it, and that is not entered yet
     * @param payments what was recorded of its payment, the oldest first: the last one holds
     */
    public record Sale(boolean isSellerMissing, List<Payment> payments) {
        public Sale {
            payments = List.copyOf(payments);
        }
    }

    /** The price that the owner said no to, as long as no other was offered since. */
    public Optional<WorkOrder.Offer> refusedPrice() {
        return order.state() == OrderState.TAKEN_IN
                ? past.last("offered", OrderStory.PRICE_REFUSED, OrderStory.CORRECTED, OrderStory.RULES_CORRECTED)
                        .filter(event -> event.kind().equals(OrderStory.PRICE_REFUSED))
                        .flatMap(event -> event.more().offer())
                : Optional.empty();
    }

    /** Whether an offer went when what was taken in was corrected, and none was made since. */
    public boolean lostItsOffer() {
        return order.state() == OrderState.TAKEN_IN
                && past.last("offered", OrderStory.PRICE_REFUSED, OrderStory.CORRECTED, OrderStory.RULES_CORRECTED)
                        .filter(event -> !event.kind().equals("offered")
                                && !event.kind().equals(OrderStory.PRICE_REFUSED)
                                && event.more().offer().isPresent())
                        .isPresent();
    }

    /** Why it is held; empty for what was held before reasons were asked for. */
    public Optional<HoldReason> heldFor() {
        return past.last("held").flatMap(event -> event.more().reason()).flatMap(HoldReason::find);
    }

    /**
     * What the owner is shown to join.
     *
     * @param presenceCode what the owner types while they look at this screen
     */
    public record Invited(
            String paperCode,
            String presenceCode,
            boolean hasJoined,
            OwnerInvitation.Preparation preparation,
            Invitations.LinkState link) {}

    /** Whether its device, once the order is closed, waits for a second person before it gets into stock. */
    public boolean waitsForSecondLook() {
        return second.filter(SecondLook.Said::isWaiting).isPresent();
    }

    /** Whether somebody looked at it before it was out of sight, or before what speaks against its proof. */
    public boolean isSeenBefore() {
        return second.flatMap(SecondLook.Said::at)
                .filter(at -> where.isOutSince(at) || found.doubt().isPresent())
                .isPresent();
    }

    /** What its owner said on their own page of what is to become of it, where it could not be cleared. */
    public Optional<OrderStory.Event> wish() {
        return order.state() == OrderState.NOT_CLEARED ? OrderStory.wish(past.story()) : Optional.empty();
    }

    /** Whether what can be done with a phone that is locked, broken or dead is worth saying: it is here, and not proved. */
    public boolean asksForExits() {
        return device.kind().isPhone()
                && (order.state().isBeforeNoReturn()
                        || order.state() == OrderState.IN_PART
                        || order.state() == OrderState.NOT_CLEARED)
                && !found.media().isPhoneProved()
                && !device.isVoid();
    }

    /** Whether the guided workflow is a way that is worth showing: where a phone is told of already, its cable is, for it alone settles what speaks against it. */
    public boolean isForWorkflow() {
        return !device.kind().hasDriveForTheBench()
                && switch (order.state()) {
                    case CONSENTED, ERASING -> true;
                    case IN_PART -> device.kind().isPhone() && !found.media().isPhoneTold();
                    case NOT_CLEARED ->
                        !device.kind().isPhone() || !found.media().isPhoneProved();
                    default -> false;
                };
    }

    /** Which of it is known, by the guided workflow, as long as nothing was begun since. */
    public Optional<String> knownExit() {
        return order.state() == OrderState.NOT_CLEARED
                ? erasure.wayOut().filter(id -> PhoneExits.shipped().find(id).isPresent())
                : Optional.empty();
    }

    /** Whether the owner has agreed to the erasure. */
    public boolean isAgreed() {
        return order.consent().isPresent();
    }

    /** Whether the owner still has something to do on their pages. */
    public boolean isWithOwner() {
        return order.state() == OrderState.TAKEN_IN
                || order.state() == OrderState.OFFERED
                || order.state() == OrderState.ACCEPTED;
    }

    /** Whether the device is where it can be erased, and its owner wants that: of one that travels after it has arrived. */
    public boolean canGoOn() {
        return where.journey()
                .filter(way -> !way.travel().mayBeErased()
                        && (!way.travel().isAtDoor() || device.kind().hasDriveForTheBench()))
                .isEmpty();
    }

    /** Whether the bag for its end can be closed: not before it is where it was going. */
    public boolean canSeal() {
        return where.journey().filter(way -> !way.travel().mayBeErased()).isEmpty();
    }

    /** Whether nothing shows yet that the owner is there but, perhaps, the clerk's word. */
    public boolean canShowPresence() {
        return where.isWhereOwnerIs()
                && !erasure.isOutside()
                && order.presence().filter(known -> known != Presence.ASSERTED).isEmpty();
    }

    /** Whether nothing is recorded of the owner's presence, and something can be: it is asked for before the order is closed. */
    public boolean asksForPresence() {
        return order.presence().isEmpty()
                && erasure.hasBegun()
                && order.state().takesPresence()
                && where.isWhereOwnerIs()
                && !erasure.isOutside();
    }

    /** Whether what was agreed to is not to be done any more: it was taken back, or is over, and nothing was erased. */
    public boolean isAgreementOver() {
        return !erasure.hasBegun()
                && (order.consent().isEmpty()
                        || order.state() == OrderState.GOING_BACK
                        || order.state() == OrderState.RETURNED_UNTOUCHED);
    }

    /** Whether an offer can be made, or changed. */
    public boolean takesOffer() {
        return order.batch().isEmpty() && (order.state() == OrderState.TAKEN_IN || order.state() == OrderState.OFFERED);
    }

    /**
     * Whether it is given back on this page: what is held is not, but what a finder brought by a manager, and what was announced and never
     * left its owner ({@link Counter#requireReleased}).
     */
    public boolean mayBeHandedBack(boolean isByManager) {
        boolean isFound = isByManager && order.presenter() == Presenter.FINDER;
        boolean neverLeft = where.journey()
                .filter(way -> way.travel().departure().isEmpty())
                .isPresent();
        boolean isOrderHeld = order.state() == OrderState.HELD;
        return canGoBack()
                && order.state() != OrderState.GOING_BACK
                && (isFound || (isOrderHeld && neverLeft) || !(isOrderHeld || isHeldAmongDevices()));
    }

    /** Whether its device is held, and the order is not: that ends among the devices. */
    public boolean isHeldAmongDevices() {
        return device.state() == DeviceState.BLOCKED
                && !order.state().isStopped()
                && order.state() != OrderState.MISSING;
    }

    /** Whether its device can go back to its owner from where it is. */
    private boolean canGoBack() {
        return device.state() != DeviceState.TO_DESTROY
                && where.journey()
                        .filter(way -> way.travel().departure().isPresent() && !canBeHome(way.travel()))
                        .isEmpty()
                && order.state()
                        .next()
                        .contains(erasure.hasBegun() ? OrderState.RETURNED_ERASED : OrderState.RETURNED_UNTOUCHED);
    }

    private static boolean canBeHome(Travel way) {
        return way.isHere() && !way.isHome();
    }

    /** Whether it can be sent back to its owner by mail. */
    public boolean canBeSentBack() {
        return where.journey().filter(way -> way.travel().isInTheShop()).isPresent()
                && order.state() != OrderState.HELD
                && order.state().canBeLost()
                && !isHeldAmongDevices()
                && canGoBack();
    }

    /** Whether it may still come, though its owner is said to have it. */
    public boolean mayStillCome() {
        return where.journey()
                .filter(way -> way.travel().mayStillCome(order.state()))
                .isPresent();
    }

    /** Whether it can be paid and closed: not what has been out of the shop's hands since it arrived, or what something speaks against. */
    public boolean canClose() {
        return order.state() == OrderState.SEALED
                || (order.state() == OrderState.CLEARED
                        && !found.isInDoubt()
                        && where.journey().filter(way -> !way.travel().isKept()).isEmpty());
    }

    /** Whether it ended without a proof of the device as a whole; also once it lies in a bag. */
    public boolean isWithoutProof() {
        return order.state() == OrderState.NOT_CLEARED
                || (erasure.hasBegun() && (order.state() == OrderState.SEALED || order.state() == OrderState.CLOSED));
    }

    /** Whether somebody can account for SIM and memory card now. */
    public boolean canAccountForCards() {
        return device.kind().isPhone()
                && OrderCards.isOpen(order.state())
                && device.state().canBeCounted()
                && where.journey().filter(way -> !way.travel().isInTheShop()).isEmpty();
    }

    /** Whether drives can be counted in it, or counted anew. */
    public boolean canCount() {
        return device.kind().hasDriveForTheBench()
                && device.kind() != DeviceKind.BARE_DRIVE
                && device.state().canBeCounted();
    }

    /** Whether the offer still means anything: nothing is paid for what was stopped, or went back; that for a list stands there. */
    public boolean showsOffer() {
        boolean isGoing = order.state() == OrderState.GOING_BACK
                || order.state() == OrderState.LOST
                || order.state() == OrderState.MISSING;
        return order.batch().isEmpty()
                && order.offer().isPresent()
                && !takesOffer()
                && !order.state().isStopped()
                && !isGoing
                && !order.state().isReturned();
    }

    /** The price that was agreed; zero without an offer. */
    public WorkOrder.Offer price() {
        return order.agreed();
    }

    /** In what the next offer is made: an order keeps the currency in which it was taken in. */
    public String currency() {
        return price().currency();
    }

    /** Whether it is over, and nothing is recorded of what was paid for it. */
    public boolean isPaymentUnknown() {
        return order.state() == OrderState.CLOSED
                && order.batch().isEmpty()
                && sale.payments().isEmpty();
    }

    /** Whether it is to be entered who sells it: while something may still be paid. */
    public boolean asksForSeller() {
        boolean isStopped = order.state() == OrderState.STATE_SECRETS
                || order.state() == OrderState.GOING_BACK
                || order.state() == OrderState.LOST
                || order.state() == OrderState.MISSING;
        return sale.isSellerMissing() && isOpen() && !isStopped;
    }

    /** What its slip promises at the end, and no more than is so in its state, and the way it came. */
    public String slipEnd() {
        if (device.isVoid()) {
            return "void";
        }
        if (order.state().isReturned()) {
            return (where.travels() ? "home" : "returned") + (erasure.hasBegun() ? ".begun" : "");
        }
        if (order.state() == OrderState.MISSING) {
            return "missing";
        }
        if (order.state() == OrderState.HELD || isHeldAmongDevices()) {
            return "held";
        }
        if (erasure.hasBegun()) {
            return "begun";
        }
        return switch (order.state()) {
            case STATE_SECRETS -> "stopped";
            case LOST -> "lost";
            case GOING_BACK -> "going-back";
            default -> where.travels() ? "away" : "back";
        };
    }

    /** Whether somebody can say that it got lost here. */
    public boolean canGoMissing() {
        return order.state().canGoMissing()
                && device.state() != DeviceState.HANDED_OVER
                && device.state() != DeviceState.RETURNED
                && where.journey().filter(way -> !way.travel().isInTheShop()).isEmpty();
    }

    /** Whether the same device was taken in before, and got lost: it may be the very one. */
    public boolean isKnownAsMissing() {
        return earlier.stream().anyMatch(other -> other.state() == OrderState.MISSING);
    }

    /** Whether something is still to be done here. */
    public boolean isOpen() {
        return !order.state().isOver();
    }
}
