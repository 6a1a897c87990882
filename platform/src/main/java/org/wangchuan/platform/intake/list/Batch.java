package org.wangchuan.platform.intake.list;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Devices that one institution hands in together: an order of its own for each, and one ceremony.
 *
 * @param code what people read out
 * @param name of the institution
 * @param lead the first order: its link is that of the list, and the institution's person is its owner in the vault. Nothing else
 *     hangs on it; it may go home as any other
 * @param currency that of the first order
 * @param offer what is paid for all
 * @param offerList the digest of the devices that the offer was made for
 */
public record Batch(
        UUID id,
        String code,
        UUID site,
        String name,
        UUID lead,
        String currency,
        Optional<WorkOrder.Offer> offer,
        Optional<Bytes32> offerList,
        Instant createdAt) {
    /** What was agreed to be paid for all; where no offer was made, nothing. */
    public WorkOrder.Offer agreed() {
        return offer.orElse(new WorkOrder.Offer(0, currency));
    }
}
