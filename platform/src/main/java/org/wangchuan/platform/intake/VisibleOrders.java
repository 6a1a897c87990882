package org.wangchuan.platform.intake;

import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.web.access.Visitor;

/** Orders and lists of the sites that a visitor sees; what belongs to another site is as if it were not there. Thread-safe. */
@Component
public class VisibleOrders {
    private final Orders orders;
    private final Batches batches;
    private final VisibleSites sites;

    VisibleOrders(Orders orders, Batches batches, VisibleSites sites) {
        this.orders = orders;
        this.batches = batches;
        this.sites = sites;
    }

    /** An order that this visitor may see. */
    public WorkOrder required(Visitor visitor, UUID id) {
        return orders.find(id)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** A list that this visitor may see. */
    public Batch requiredList(Visitor visitor, UUID id) {
        return batches.find(id)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** A site that this visitor sees. */
    public Site site(Visitor visitor, UUID site) {
        return sites.find(visitor, site).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** All of them. */
    public List<Site> sites(Visitor visitor) {
        return sites.of(visitor);
    }
}
