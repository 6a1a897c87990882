package org.wangchuan.platform.intake;

import java.util.List;

/** Knows what stations say of the drives of an order that lie in their lanes now. */
public interface DriveLanes {
    /**
     * Of those drives whose serial number was noted for the device, at stations of its site that are in touch; none of which no station has said
     * anything under the rule set of the order, whatever its version, and none once a station may have begun.
     */
    List<DriveOutlook> of(WorkOrder order);
}
