package org.wangchuan.platform.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.ListController;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** What owners, and the person of an institution, are given at the counter to come to their pages. Thread-safe. */
@Component
public class Invitations {
    private final ObjectProvider<OwnerInvitation> invitations;
    private final Orders orders;

    Invitations(ObjectProvider<OwnerInvitation> invitations, Orders orders) {
        this.invitations = invitations;
        this.orders = orders;
    }

    /**
     * What stands in the way of a link.
     *
     * @param lockedUntil until when the paper's code lets nobody in, after too many wrong ones
     * @param isObjected whether who had the link before says that they had not asked for this one: then a manager makes the next
     */
    public record LinkState(Optional<Instant> lockedUntil, boolean isObjected) {}

    /** What the owner's QR code holds; empty if the owner has nothing to do any more. */
    public Optional<String> link(WorkOrder order) {
        return invitation(order).map(known -> known.link(order.id()));
    }

    /** Makes a new link, and the one of before opens nothing any more; on record, and owners see when, and by whom. */
    @Transactional
    public void renew(WorkOrder order, Renewal asked) throws OrderException {
        Optional<OwnerInvitation> known = invitation(order);
        if (known.isPresent()) {
            renew(known.get(), order.id(), asked);
        }
    }

    /**
     * What is said when a new link is asked for.
     *
     * @param isSure whether it was said that who asks for it was looked at
     */
    public record Renewal(Visitor by, boolean isSure) {}

    private void renew(OwnerInvitation known, UUID order, Renewal asked) throws OrderException {
        if (!asked.isSure()) {
            throw new OrderException(OrderException.Code.LINK_UNSURE, "nobody said that they looked who asks for it");
        }
        var _ = orders.lock(order);
        boolean isByManager = asked.by().hasAny(Role.MANAGER);
        if (known.isObjected(order) && !isByManager) {
            throw new OrderException(OrderException.Code.LINK_OBJECTED, "who had the link before says it was not them");
        }
        known.renew(order);
        orders.linkRenewed(
                order,
                isByManager ? Role.MANAGER : Role.CLERK,
                Actor.staff(asked.by().account()));
    }

    /** What the owner is shown to join. */
    public Optional<OrderView.Invited> invited(WorkOrder order, Device device) {
        UUID id = order.id();
        return invitation(order)
                .map(known -> new OrderView.Invited(
                        known.paperCode(id),
                        known.presenceCode(id),
                        known.hasJoined(id),
                        known.preparation(order, device),
                        new LinkState(known.lockedUntil(id), known.isObjected(id))));
    }

    private Optional<OwnerInvitation> invitation(WorkOrder order) {
        if (order.batch().isPresent()) {
            return Optional.empty(); // its ceremony is that of its list
        }
        return order.state().isStopped() ? Optional.empty() : made();
    }

    /** Whether an owner has come in by the link of an order. */
    public boolean hasJoined(WorkOrder order) {
        return made().filter(known -> known.hasJoined(order.id())).isPresent();
    }

    /** What the QR code of the institution's person holds. */
    public Optional<String> link(Batch batch) {
        return made().map(known -> known.link(batch.lead()));
    }

    /** What the institution's person is shown to join; empty if all of its devices are stopped. */
    public Optional<ListController.Invited> invited(BatchSummary summary) {
        boolean isStopped =
                summary.count(BatchSummary.Result.STOPPED) == summary.rows().size();
        UUID link = summary.batch().lead();
        return isStopped
                ? Optional.empty()
                : made().map(known -> new ListController.Invited(
                        known.paperCode(link),
                        known.presenceCode(link),
                        known.hasJoined(link),
                        new LinkState(known.lockedUntil(link), known.isObjected(link))));
    }

    /** The same of the link of a list. */
    @Transactional
    public void renew(Batch batch, Renewal asked) throws OrderException {
        Optional<OwnerInvitation> known = made();
        if (known.isPresent()) {
            renew(known.get(), batch.lead(), asked);
        }
    }

    private Optional<OwnerInvitation> made() {
        return Optional.ofNullable(invitations.getIfAvailable());
    }
}
