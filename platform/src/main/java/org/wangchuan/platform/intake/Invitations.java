package org.wangchuan.platform.intake;

import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.ListController;

/** What owners, and the person of an institution, are given at the counter to come to their pages. Thread-safe. */
@Component
public class Invitations {
    private final ObjectProvider<OwnerInvitation> invitations;

    Invitations(ObjectProvider<OwnerInvitation> invitations) {
        this.invitations = invitations;
    }

    /** What the owner's QR code holds; empty if the owner has nothing to do any more. */
    public Optional<String> link(WorkOrder order) {
        return invitation(order).map(known -> known.link(order.id()));
    }

    /** Makes a new link, and the one of before opens nothing any more. */
    public void renew(WorkOrder order) {
        invitation(order).ifPresent(known -> known.renew(order.id()));
    }

    /** What the owner is shown to join. */
    public Optional<OrderView.Invited> invited(WorkOrder order, Device device) {
        UUID id = order.id();
        return invitation(order)
                .map(known -> new OrderView.Invited(
                        known.paperCode(id),
                        known.presenceCode(id),
                        known.hasJoined(id),
                        known.preparation(order, device)));
    }

    private Optional<OwnerInvitation> invitation(WorkOrder order) {
        if (order.batch().isPresent()) {
            return Optional.empty(); // its ceremony is that of its list
        }
        return order.state().isStopped() ? Optional.empty() : made();
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
                        known.paperCode(link), known.presenceCode(link), known.hasJoined(link)));
    }

    /** The same of the link of a list. */
    public void renew(Batch batch) {
        made().ifPresent(known -> known.renew(batch.lead()));
    }

    private Optional<OwnerInvitation> made() {
        return Optional.ofNullable(invitations.getIfAvailable());
    }
}
