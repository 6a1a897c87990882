package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.workflow.WorkflowResult;
import org.wangchuan.platform.ledger.Durations;
import org.wangchuan.platform.ledger.Records;

/**
 * An order as the counter's page shows it.
 *
 * @param media of the device; nothing is known of them if the bench has nothing to do with it
 * @param earlier orders of the same device from before
 * @param handsOnSeconds how long its guided workflow usually takes; absent if the bench erases it
 * @param seen what its site's stations have done by its rule set, and how long that took; of kinds that have not been there nothing
 *     is known
 * @param hasBegun whether its erasure has ever begun
 * @param isErasedOutside whether it was erased, and nobody had asked anybody to watch
 * @param isAnyErasedOutside whether that is so of one of its media
 * @param isOwnerToSpeak whether its owner has to say that it goes on, after it was erased outside the agreed course
 * @param presenceBefore what the owner had shown for an earlier try
 * @param isPresentAfterwards whether it was shown after that erasure had ended
 * @param openErasures erasures that ended badly, name this device, and are matched with nothing: it can't be sold as long as they are
 * @param observed what its guided workflow showed; absent if it had none
 * @param isRecorded whether there is a signed record of that
 * @param agreed signed records of what its owner agreed to
 * @param found what became of it, worked out from the evidence
 * @param check the address at which anyone checks a receipt
 * @param journey of a device that travels
 * @param isSellerMissing whether a law asks who sells it, and that is not entered yet
 * @param uncorrectable why what was taken in can't be corrected; empty if it can
 * @param corrections what stood there before it was corrected, the oldest first
 * @param names what colleagues call those of the story who work here
 * @param payments what was recorded of its payment, the oldest first: the last one holds
 */
public record OrderView(
        WorkOrder order,
        Device device,
        Media media,
        Site site,
        List<WorkOrder> earlier,
        List<Orders.Event> story,
        Optional<Integer> handsOnSeconds,
        List<Durations.Seen> seen,
        boolean hasBegun,
        boolean isErasedOutside,
        boolean isAnyErasedOutside,
        boolean isOwnerToSpeak,
        Optional<Presence> presenceBefore,
        boolean isPresentAfterwards,
        List<UUID> openErasures,
        Optional<WorkflowResult> observed,
        boolean isRecorded,
        List<Records.Shown> agreed,
        BatchSummary.Row found,
        String check,
        Optional<Journey> journey,
        boolean isSellerMissing,
        List<Payment> payments,
        Optional<OrderException.Code> uncorrectable,
        List<DeviceCorrections.Before> corrections,
        Map<UUID, String> names,
        Optional<Invited> invited) {
    public OrderView {
        earlier = List.copyOf(earlier);
        agreed = List.copyOf(agreed);
        story = List.copyOf(story);
        seen = List.copyOf(seen);
        payments = List.copyOf(payments);
        openErasures = List.copyOf(openErasures);
        corrections = List.copyOf(corrections);
        names = Map.copyOf(names);
    }

    /** Who took a step of the story, as colleagues know them; empty for anybody else. */
    public Optional<String> who(Orders.Event event) {
        return event.actor().id().map(names::get);
    }

    /** The price that the owner said no to, as long as no other was offered since. */
    public Optional<WorkOrder.Offer> refusedPrice() {
        return order.state() == OrderState.TAKEN_IN
                ? last("offered", Orders.PRICE_REFUSED, Orders.CORRECTED)
                        .filter(event -> event.kind().equals(Orders.PRICE_REFUSED))
                        .flatMap(event -> event.more().offer())
                : Optional.empty();
    }

    /** Whether an offer went when what was taken in was corrected, and none was made since. */
    public boolean lostItsOffer() {
        return order.state() == OrderState.TAKEN_IN
                && last("offered", Orders.PRICE_REFUSED, Orders.CORRECTED)
                        .filter(event -> event.kind().equals(Orders.CORRECTED)
                                && event.more().offer().isPresent())
                        .isPresent();
    }

    /** Why it is held; empty for what was held before reasons were asked for. */
    public Optional<HoldReason> heldFor() {
        return last("held").flatMap(event -> event.more().reason()).flatMap(HoldReason::find);
    }

    private Optional<Orders.Event> last(String... kinds) {
        return story.reversed().stream()
                .filter(event -> List.of(kinds).contains(event.kind()))
                .findFirst();
    }

    /**
     * What the owner is shown to join.
     *
     * @param presenceCode what the owner types while they look at this screen
     */
    public record Invited(
            String paperCode, String presenceCode, boolean hasJoined, OwnerInvitation.Preparation preparation) {}

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

    /** Whether the owner can be where the device is: not of one that has left them. */
    public boolean isWhereOwnerIs() {
        return journey.filter(way -> !way.travel().isAtDoor()).isEmpty();
    }

    /** Whether the device is where it can be erased, and its owner wants that: of one that travels after it has arrived. */
    public boolean canGoOn() {
        return journey.filter(way -> !way.travel().mayBeErased()
                        && (!way.travel().isAtDoor() || device.kind().hasDriveForTheBench()))
                .isEmpty();
    }

    /** Whether the bag for its end can be closed: not before it is where it was going. */
    public boolean canSeal() {
        return journey.filter(way -> !way.travel().mayBeErased()).isEmpty();
    }

    /** Whether nothing shows yet that the owner is there but, perhaps, the clerk's word. */
    public boolean canShowPresence() {
        return isWhereOwnerIs()
                && !isErasedOutside
                && order.presence().filter(known -> known != Presence.ASSERTED).isEmpty();
    }

    /** Whether an offer can be made, or changed. */
    public boolean takesOffer() {
        return order.batch().isEmpty() && (order.state() == OrderState.TAKEN_IN || order.state() == OrderState.OFFERED);
    }

    /** Whether the device can go back to its owner now. */
    public boolean canGoBack() {
        return journey.filter(way -> way.travel().departure().isPresent() && !canBeHome(way.travel()))
                        .isEmpty()
                && order.state().next().contains(hasBegun ? OrderState.RETURNED_ERASED : OrderState.RETURNED_UNTOUCHED);
    }

    private static boolean canBeHome(Travel way) {
        return way.isHere() && !way.isHome();
    }

    /** Whether it can be sent back to its owner by mail. */
    public boolean canBeSentBack() {
        return journey.filter(way -> way.travel().isInTheShop()).isPresent()
                && order.state().canBeLost()
                && canGoBack();
    }

    /** Whether its owner called it back, and nobody has recorded where it is since. */
    public boolean isRecalled() {
        return journey.filter(way -> way.travel().isRecalled() && way.travel().isInThePost())
                .isPresent();
    }

    /** Whether it may still come, though its owner is said to have it. */
    public boolean mayStillCome() {
        return journey.filter(way -> way.travel().mayStillCome(order.state())).isPresent();
    }

    /** Whether what was proved of it is true of the day on which it left the shop, and of nothing since. */
    public boolean isOutOfSight() {
        return journey.filter(way -> way.travel().isOutOfSight()).isPresent();
    }

    /** Whether it is on its way, and not to be erased any more: called back, or sent back. */
    public boolean isComingHome() {
        return isRecalled()
                || journey.filter(way -> way.travel().isOnTheWayBack()).isPresent();
    }

    /** Whether it can be paid and closed: not what has been out of the shop's hands since it arrived, or what something speaks against. */
    public boolean canClose() {
        return order.state() == OrderState.SEALED
                || (order.state() == OrderState.CLEARED
                        && !found.isInDoubt()
                        && journey.filter(way -> !way.travel().isKept()).isEmpty());
    }

    /** Whether it ended without a proof of the device as a whole; also once it lies in a bag. */
    public boolean isWithoutProof() {
        return order.state() == OrderState.NOT_CLEARED
                || (hasBegun && (order.state() == OrderState.SEALED || order.state() == OrderState.CLOSED));
    }

    /** Whether drives can be counted in it, or counted anew. */
    public boolean canCount() {
        return device.kind().hasDriveForTheBench()
                && device.kind() != DeviceKind.BARE_DRIVE
                && device.state().canBeCounted();
    }

    /** Whether it was stopped at the counter: held, or not for this counter at all. */
    public boolean isStopped() {
        return order.state() == OrderState.HELD || order.state() == OrderState.STATE_SECRETS;
    }

    /** Whether the offer still means anything: nothing is paid for what was stopped, or went back; that for a list stands there. */
    public boolean showsOffer() {
        boolean isBack = order.state() == OrderState.RETURNED_UNTOUCHED || order.state() == OrderState.RETURNED_ERASED;
        boolean isGoing = order.state() == OrderState.GOING_BACK || order.state() == OrderState.LOST;
        return order.batch().isEmpty()
                && order.offer().isPresent()
                && !takesOffer()
                && !isStopped()
                && !isGoing
                && !isBack;
    }

    /** The price that was agreed; zero without an offer. */
    public WorkOrder.Offer price() {
        return Payments.agreed(order, site);
    }

    /** In what the next offer is made: an order keeps the currency of the one before. */
    public String currency() {
        return price().currency();
    }

    /** Whether it is over, and nothing is recorded of what was paid for it. */
    public boolean isPaymentUnknown() {
        return order.state() == OrderState.CLOSED && order.batch().isEmpty() && payments.isEmpty();
    }

    /** Whether it is to be entered who sells it: while something may still be paid. */
    public boolean asksForSeller() {
        boolean isStopped = order.state() == OrderState.STATE_SECRETS
                || order.state() == OrderState.GOING_BACK
                || order.state() == OrderState.LOST;
        return isSellerMissing && isOpen() && !isStopped;
    }

    /** Whether something is still to be done here. */
    public boolean isOpen() {
        return !order.state().next().isEmpty();
    }

    /** Minutes with the device in hand, rounded up. */
    public int handsOnMinutes() {
        return (handsOnSeconds.orElse(0) + 59) / 60;
    }
}
