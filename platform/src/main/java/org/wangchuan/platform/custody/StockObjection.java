package org.wangchuan.platform.custody;

import java.util.UUID;

/** Whoever knows why a device is not this company's to sell yet; asked at the gate. Each is a bean of the module that knows. */
@FunctionalInterface
public interface StockObjection {
    /** Whether somebody else can still have it back. */
    boolean isNotOurs(UUID device);
}
