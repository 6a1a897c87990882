package org.wangchuan.platform.intake.cable;

import java.util.UUID;

/** Knows whether a station is at an order's device, or is about to be. */
@FunctionalInterface
public interface CableWork {
    /** Whether a lane or a cable is chosen for it, or a station has begun and not ended: then no guided workflow is. The caller holds the order's lock. */
    boolean isOpen(UUID order);
}
