package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.intake.workflow.WorkflowResult;

/**
 * What is known of the erasure of an order's device, beside its evidence.
 *
 * @param hasBegun whether it has ever begun
 * @param isOutside whether it was erased, and nobody had asked anybody to watch
 * @param isAnyOutside whether that is so of one of its media
 * @param isOwnerToSpeak whether its owner has to say that it goes on, after it was erased outside the agreed course
 * @param open erasures that ended badly, name this device, and are matched with nothing: it can't be sold as long as they are
 * @param observed what its guided workflow showed; absent if it had none
 * @param failed what was seen to fail in a guided workflow, and no later one has ended with anything better
 * @param isRecorded whether there is a signed record of that
 * @param wayOut why nothing could be erased, as a guided workflow said last; empty if it said otherwise, or nothing
 */
public record OrderErasure(
        boolean hasBegun,
        boolean isOutside,
        boolean isAnyOutside,
        boolean isOwnerToSpeak,
        List<UUID> open,
        Optional<WorkflowResult> observed,
        Optional<WorkflowResult> failed,
        boolean isRecorded,
        Optional<String> wayOut) {
    public OrderErasure {
        open = List.copyOf(open);
    }
}
