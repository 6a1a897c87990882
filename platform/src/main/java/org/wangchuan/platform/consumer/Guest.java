package org.wangchuan.platform.consumer;

import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * Whom a page is for: the owner of an order's device, on their own browser or on the counter's glass.
 *
 * @param base where the pages of this order begin, without a slash at the end
 * @param isOnGlass on the counter's screen: what is done there shows no more than a signature by hand does
 * @param shop what the operator is called
 */
public record Guest(WorkOrder order, Device device, Site site, String shop, String base, boolean isOnGlass) {
    /** Whether somebody hands in what belongs to another, and has to say by what right. */
    public boolean needsAuthority() {
        return order.presenter() != org.wangchuan.platform.intake.Presenter.OWNER;
    }
}
