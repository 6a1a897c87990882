package org.wangchuan.platform.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.ledger.Durations;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.web.access.Visitor;

/** Gathers what the counter's pages show of an order; what belongs to another site is as if it were not there. */
@Component
class OrderViews {
    private final Orders orders;
    private final OrderStory stories;
    private final Presences presences;
    private final Counter counter;
    private final Batches batches;
    private final SellerRegister register;
    private final Payments payments;
    private final VisibleSites sites;
    private final Workflows workflows;
    private final WorkflowRuns runs;
    private final Journeys journeys;
    private final Observations observations;
    private final Records records;
    private final BatchSummaries summaries;
    private final Papers papers;
    private final Durations durations;
    private final OpenErasures openErasures;
    private final ObjectProvider<OwnerInvitation> invitations;
    private final Corrections corrections;
    private final DeviceCorrections corrected;
    private final Accounts accounts;

    OrderViews(
            Orders orders,
            OrderStory stories,
            Presences presences,
            Counter counter,
            Batches batches,
            SellerRegister register,
            Payments payments,
            VisibleSites sites,
            Workflows workflows,
            WorkflowRuns runs,
            Journeys journeys,
            Observations observations,
            Records records,
            BatchSummaries summaries,
            Papers papers,
            Durations durations,
            OpenErasures openErasures,
            ObjectProvider<OwnerInvitation> invitations,
            Corrections corrections,
            DeviceCorrections corrected,
            Accounts accounts) {
        this.corrections = corrections;
        this.corrected = corrected;
        this.accounts = accounts;
        this.orders = orders;
        this.stories = stories;
        this.presences = presences;
        this.counter = counter;
        this.batches = batches;
        this.register = register;
        this.payments = payments;
        this.sites = sites;
        this.workflows = workflows;
        this.runs = runs;
        this.journeys = journeys;
        this.observations = observations;
        this.records = records;
        this.summaries = summaries;
        this.papers = papers;
        this.durations = durations;
        this.openErasures = openErasures;
        this.invitations = invitations;
    }

    /** An order that this visitor may see. */
    WorkOrder required(Visitor visitor, UUID id) {
        return orders.find(id)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Where an order is, which this visitor may see. */
    Site site(Visitor visitor, WorkOrder order) {
        return sites.find(visitor, order.site()).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    OrderView of(Visitor visitor, UUID id) {
        WorkOrder order = required(visitor, id);
        Device device = counter.device(order);
        Optional<Integer> seconds = workflows.of(device.kind()).stream()
                .filter(one -> one.id().equals(Workflows.hint(device.brand())))
                .map(Workflow::seconds)
                .findFirst();
        BatchSummary.Row found = summaries.of(id);
        List<OrderStory.Event> story = stories.of(id);
        List<DeviceCorrections.Before> before = corrected.of(device.id());
        return new OrderView(
                order,
                device,
                found.media(),
                sites.find(visitor, order.site()).orElseThrow(),
                counter.earlier(order, sites.of(visitor).stream().map(Site::id).toList()),
                story,
                seconds,
                device.kind().hasDriveForTheBench() ? durations.seen(order.site(), order.policy()) : List.of(),
                orders.hasBegun(id),
                presences.isOfAnErasureOutside(id),
                presences.isAnyErasedOutside(id),
                orders.isOwnerToSpeak(id),
                presences.before(id),
                presences.isAfterwards(id),
                openErasures.against(device.id()),
                runs.latest(id, Workflow.Stage.ERASURE)
                        .map(run -> run.workflow().result(runs.answers(run))),
                observations.ofOrder(id).stream().anyMatch(one -> one.stage().equals(Workflow.Stage.ERASURE.id())),
                records.agreed(id),
                found,
                papers.checkAddress(),
                journeys.of(order),
                register.isMissing(order),
                payments.of(id),
                corrections.against(order),
                before,
                names(story),
                invited(order, device));
    }

    /** What colleagues call those who work here and stand in a story. */
    private Map<UUID, String> names(List<OrderStory.Event> story) {
        Map<UUID, String> out = new HashMap<>();
        for (OrderStory.Event event : story) {
            if (event.actor().kind() == Actor.Kind.STAFF) {
                event.actor().id().ifPresent(id -> accounts.workName(id).ifPresent(name -> out.put(id, name)));
            }
        }
        return out;
    }

    /** What the owner's QR code holds; empty if the owner has nothing to do any more. */
    Optional<String> link(WorkOrder order) {
        return invitation(order).map(known -> known.link(order.id()));
    }

    void renew(WorkOrder order) {
        invitation(order).ifPresent(known -> known.renew(order.id()));
    }

    private Optional<OrderView.Invited> invited(WorkOrder order, Device device) {
        UUID id = order.id();
        return invitation(order)
                .map(known -> new OrderView.Invited(
                        known.paperCode(id),
                        known.presenceCode(id),
                        known.hasJoined(id),
                        known.preparation(order, device)));
    }

    private Optional<OwnerInvitation> invitation(WorkOrder order) {
        if (order.batch().isPresent()) {
            return Optional.empty(); // its ceremony is that of its list
        }
        return order.state().isStopped() ? Optional.empty() : Optional.ofNullable(invitations.getIfAvailable());
    }

    /** A list that this visitor may see. */
    Batch requiredList(Visitor visitor, UUID id) {
        return batches.find(id)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    Site site(Visitor visitor, UUID site) {
        return sites.find(visitor, site).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** What the QR code of the institution's person holds. */
    Optional<String> link(Batch batch) {
        return Optional.ofNullable(invitations.getIfAvailable()).map(known -> known.link(batch.lead()));
    }

    /** What the institution's person is shown to join; empty if all of its devices are stopped. */
    Optional<ListController.Invited> invited(BatchSummary summary) {
        boolean isStopped =
                summary.count(BatchSummary.Result.STOPPED) == summary.rows().size();
        UUID link = summary.batch().lead();
        return isStopped
                ? Optional.empty()
                : Optional.ofNullable(invitations.getIfAvailable())
                        .map(known -> new ListController.Invited(
                                known.paperCode(link), known.presenceCode(link), known.hasJoined(link)));
    }

    void renew(Batch batch) {
        Optional.ofNullable(invitations.getIfAvailable()).ifPresent(known -> known.renew(batch.lead()));
    }

    List<Site> sites(Visitor visitor) {
        return sites.of(visitor);
    }
}
