package org.wangchuan.platform.rights;

import java.util.List;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.OrderPast;
import org.wangchuan.platform.intake.OrderSearch;
import org.wangchuan.platform.vault.Vault;

/**
 * An order as whoever answers for personal data sees it: what became of the device, and what is kept of its owner without any of it. It
 * shows nothing that somebody has to be asked for, and nothing can be done to the order.
 *
 * @param kept of each person that its owner is to the vault, mostly one
 * @param requests of its owner, the latest first
 */
public record RightsOrder(
        OrderSearch.Found found, Site site, OrderPast past, List<Vault.Keeping> kept, List<PersonRequest> requests) {
    public RightsOrder {
        kept = List.copyOf(kept);
        requests = List.copyOf(requests);
    }
}
