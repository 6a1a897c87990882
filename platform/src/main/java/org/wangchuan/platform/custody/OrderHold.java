package org.wangchuan.platform.custody;

import java.util.UUID;

/** Whether it is the order of a device that is held: then that hold ends with the order's. A bean of the module that knows. */
public interface OrderHold {
    /** Whether it is; false for a device that was held by itself. */
    boolean isHeld(UUID device);

    /** Whether it got lost in the company's hands, as its order says. */
    boolean isMissing(UUID device);

    /** Locks the order of a device until the caller's transaction ends: everybody locks it before the device. */
    void lock(UUID device);
}
