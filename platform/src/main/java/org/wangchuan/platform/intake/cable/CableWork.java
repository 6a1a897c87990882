package org.wangchuan.platform.intake.cable;

import java.util.UUID;

/** Knows whether a station is, or was, at an order's device, or is about to be. */
public interface CableWork {
    /** Whether a lane or a cable is chosen for it, or a station has begun and not ended: then no guided workflow is. The caller holds the order's lock. */
    boolean isOpen(UUID order);

    /** Whether a cable is chosen for its phone itself, or a station has begun with that and not ended: what the phone shows then is still to come. */
    boolean isPhoneOpen(UUID order);

    /**
     * Which claim was the last with which a station began with what people can erase by hand, as they are counted over all orders; 0 if none did. That of a
     * phone's memory card is none: it says nothing of the phone.
     */
    long lastClaim(UUID order);
}
