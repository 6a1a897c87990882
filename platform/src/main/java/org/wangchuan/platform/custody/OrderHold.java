package org.wangchuan.platform.custody;

import java.util.UUID;

/** Whether it is the order of a device that is held: then its hold ends with the order's. A bean of the module that knows. */
@FunctionalInterface
public interface OrderHold {
    /** Whether it is; false for a device that was held by itself. */
    boolean isHeld(UUID device);
}
