package org.wangchuan.platform.consumer;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.Journeys;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Whereabouts;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.intake.loss.Loss;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.oversight.incident.OwnerNotices;
import org.wangchuan.platform.web.access.Visitor;

/** Gathers what the pages of an order are made of. Thread-safe. */
@Component
class Guests {
    private final Orders orders;
    private final Batches batches;
    private final Journeys journeys;
    private final Devices devices;
    private final Matches matches;
    private final Organisations organisations;
    private final OwnerNotices notices;
    private final LossTable losses;
    private final BatchSummaries summaries;

    Guests(
            Orders orders,
            Batches batches,
            Journeys journeys,
            Devices devices,
            Matches matches,
            Organisations organisations,
            OwnerNotices notices,
            LossTable losses,
            BatchSummaries summaries) {
        this.losses = losses;
        this.summaries = summaries;
        this.orders = orders;
        this.batches = batches;
        this.journeys = journeys;
        this.devices = devices;
        this.matches = matches;
        this.organisations = organisations;
        this.notices = notices;
    }

    /** By the owner's own link. */
    Guest byLink(UUID order, String secret) {
        return of(order, OwnerLinks.PATH + secret, Optional.empty()).orElseThrow();
    }

    /** On the counter's screen; empty if the order is another site's, or has no ceremony of its own: that of a list is its first's. */
    Optional<Guest> onGlass(UUID order, Visitor clerk) {
        return of(order, "/counter/" + order, Optional.of(clerk.account()))
                .filter(guest ->
                        guest.order().batch().isEmpty() || guest.together().isPresent())
                .filter(guest -> clerk.organisation()
                                .filter(guest.site().organisation()::equals)
                                .isPresent()
                        && clerk.worksAt(guest.site().id()));
    }

    private Guest.Together together(Batch batch) {
        return new Guest.Together(batch, batches.items(batch.id()));
    }

    /** What got lost, the latest first: by as many questions for a list of a thousand as for one. */
    private List<Guest.Lost> lost(Collection<Loss> losses, List<BatchItem> items) {
        if (losses.isEmpty()) {
            return List.of();
        }
        Set<UUID> ids = losses.stream().map(Loss::order).collect(Collectors.toSet());
        Map<UUID, BatchSummary.Row> rows = summaries.byOrder(
                items.stream().filter(item -> ids.contains(item.order().id())).toList());
        Set<UUID> begun = orders.begun(ids);
        return losses.stream()
                .sorted(Comparator.comparing(Loss::at).reversed())
                .map(loss -> new Guest.Lost(
                        loss,
                        Objects.requireNonNull(rows.get(loss.order())).wasProved()
                                ? Guest.Erased.PROVED
                                : begun.contains(loss.order()) ? Guest.Erased.BEGUN : Guest.Erased.NOT))
                .toList();
    }

    private boolean isErased(List<Matches.Match> matched) {
        return matched.stream()
                .map(Matches.Match::order)
                .distinct()
                .filter(orders::hasBegun)
                .flatMap(order -> orders.find(order).stream())
                .anyMatch(order -> order.state().isBeforeNoReturn());
    }

    private Optional<Guest> of(UUID order, String base, Optional<UUID> glass) {
        return orders.find(order).map(found -> {
            Device device = devices.find(found.device()).orElseThrow();
            var site = organisations.site(found.site()).orElseThrow();
            Optional<Guest.Together> together = batches.ledBy(order).map(this::together);
            List<UUID> all = together.map(list ->
                            list.items().stream().map(item -> item.order().id()).toList())
                    .orElse(List.of(order));
            List<Matches.Match> matched = matches.ofOrders(all);
            Map<UUID, Loss> lost = losses.last(all);
            return new Guest(
                    found,
                    device,
                    site,
                    together,
                    new Whereabouts(journeys.of(found), Optional.ofNullable(lost.get(order))),
                    matched,
                    matched.stream()
                            .map(Matches.Match::order)
                            .distinct()
                            .filter(orders::isOwnerToSpeak)
                            .toList(),
                    isErased(matched),
                    glass.isEmpty() && notices.isAny(all),
                    glass.isEmpty() && notices.isAnyConcerned(all),
                    lost(
                            lost.values(),
                            together.map(Guest.Together::items).orElse(List.of(new BatchItem(found, device)))),
                    organisations.name(site.organisation()),
                    base,
                    glass);
        });
    }
}
