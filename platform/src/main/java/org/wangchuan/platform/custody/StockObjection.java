package org.wangchuan.platform.custody;

import java.util.Optional;
import java.util.UUID;

/** Whoever knows why a device is not to be sold yet; asked at the gate. Each is a bean of the module that knows. */
@FunctionalInterface
public interface StockObjection {
    /** Why it is not; empty if nothing is known against it. */
    Optional<GateException.Code> against(UUID device);
}
