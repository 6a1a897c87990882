package org.wangchuan.platform.rights;

import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.OrderPast;
import org.wangchuan.platform.intake.OrderSearch;
import org.wangchuan.platform.vault.Vault;

/**
 * An order as whoever answers for personal data sees it: what became of the device, and what is kept of its owner without any of it. It
 * shows nothing that somebody has to be asked for, and nothing can be done to the order.
 *
 * @param requests of its owner, the latest first
 */
public record RightsOrder(
        OrderSearch.Found found,
        Site site,
        OrderPast past,
        Optional<Vault.Keeping> keeping,
        List<PersonRequest> requests) {
    public RightsOrder {
        requests = List.copyOf(requests);
    }
}
