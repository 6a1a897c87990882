package org.wangchuan.platform.intake.list;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Invitations;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.payment.ListPayments;
import org.wangchuan.platform.intake.payment.Money;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.platform.web.page.Qr;

/** The list of an institution at the counter: its one ceremony, how far its devices are, and the summary. */
@Controller
public class ListController {
    /** Most devices of one page. */
    public static final int PAGE = 100;

    /** What became of devices that a price was taken for, and that are not the shop's to pay any more. */
    private static final Set<BatchSummary.Result> LEFT =
            EnumSet.of(BatchSummary.Result.GOING_BACK, BatchSummary.Result.HOME, BatchSummary.Result.STOPPED);

    private final VisibleOrders visible;
    private final Invitations invitations;
    private final ListCeremony ceremony;
    private final BatchSummaries summaries;
    private final Payments payments;
    private final ListPayments listPayments;
    private final Devices devices;
    private final ListSummaries issues;
    private final ListClosing closing;
    private final ListAtBench bench;

    ListController(
            VisibleOrders visible,
            Invitations invitations,
            ListCeremony ceremony,
            BatchSummaries summaries,
            Payments payments,
            ListPayments listPayments,
            Devices devices,
            ListSummaries issues,
            ListClosing closing,
            ListAtBench bench) {
        this.bench = bench;
        this.closing = closing;
        this.issues = issues;
        this.visible = visible;
        this.invitations = invitations;
        this.ceremony = ceremony;
        this.summaries = summaries;
        this.payments = payments;
        this.listPayments = listPayments;
        this.devices = devices;
    }

    /**
     * What the institution's person is shown to join.
     *
     * @param presenceCode what they type while they look at this screen
     */
    public record Invited(String paperCode, String presenceCode, boolean hasJoined, Invitations.LinkState link) {}

    /**
     * A list with what its page shows.
     *
     * @param invited empty if nothing is to be done on the institution's pages
     * @param waiting devices whose presence can be asserted now
     * @param rows of this page
     * @param found how many there are on all pages
     * @param from where this page begins
     * @param isPayable whether it can be recorded now what was paid for all
     * @param seenBefore devices whose number was here before them
     * @param payments what was recorded of that, the oldest first: the last one holds
     * @param issues signed summaries of it
     */
    public record Shown(
            BatchSummary summary,
            Site site,
            Optional<Invited> invited,
            ListCeremony.Choice toOffer,
            ListCeremony.Choice waiting,
            boolean isOfferCurrent,
            List<BatchSummary.Row> rows,
            int found,
            int from,
            Optional<BatchSummary.Result> result,
            boolean isPayable,
            Set<UUID> seenBefore,
            List<Payment> payments,
            ListSummary.Shown issues) {
        public Shown {
            rows = List.copyOf(rows);
            seenBefore = Set.copyOf(seenBefore);
            payments = List.copyOf(payments);
        }

        /** The newest signed summary. */
        public Optional<ListSummary> issued() {
            return issues.newest();
        }

        /** Whether that does not say what is true now. */
        public boolean isIssuedChanged() {
            return issues.isChanged();
        }

        /** Whether there is more than one page. */
        public boolean isPaged() {
            return found > PAGE;
        }

        /** Whether there is a page before this. */
        public boolean hasBefore() {
            return from > 0;
        }

        /** Whether there is a page after this. */
        public boolean hasNext() {
            return from + PAGE < found;
        }

        /** Whether the list became shorter since its offer. */
        public boolean isOfferStale() {
            return summary.batch().offer().isPresent() && count(OrderState.OFFERED) > 0 && !isOfferCurrent;
        }

        /** For how many devices the price that stands was taken. */
        public int accepted() {
            return taken().map(known -> known.orders().size()).orElse(0);
        }

        /** How many of those went out of the list since, while something is to be paid for them and was not yet. */
        public long leftSinceAccepted() {
            boolean isToBePaid = payments.isEmpty()
                    && summary.batch()
                            .offer()
                            .filter(offer -> offer.minor() > 0)
                            .isPresent();
            Set<UUID> covered = Set.copyOf(taken().map(ListDeclaration::orders).orElse(List.of()));
            return isToBePaid
                    ? summary.rows().stream()
                            .filter(row -> covered.contains(row.item().order().id()))
                            .filter(row -> LEFT.contains(row.result()))
                            .count()
                    : 0;
        }

        private Optional<ListDeclaration> taken() {
            return summary.declarations().stream()
                    .filter(one -> one.kind() == ListDeclaration.Kind.ACCEPTED)
                    .reduce((_, last) -> last);
        }

        /** How many of its orders are in this state, and can be said to be. */
        public long told(OrderState state) {
            return summary.rows().stream()
                    .filter(row -> row.item().order().state() == state && !row.isInDoubt())
                    .count();
        }

        /** How many stand as cleared, and can't be said to be. */
        public long inDoubt() {
            return summary.rows().stream().filter(BatchSummary.Row::isInDoubt).count();
        }

        /** How many of its orders are in this state. */
        public long count(OrderState... states) {
            return summary.rows().stream()
                    .filter(row ->
                            Arrays.asList(states).contains(row.item().order().state()))
                    .count();
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}")
    ModelAndView show(
            Page page,
            Visitor visitor,
            @PathVariable UUID batch,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "0") int from) {
        return show(page, visitor, batch, BatchSummary.Result.find(result), from, "");
    }

    /** All of it on one page, for printing. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/summary")
    ModelAndView summary(Page page, Visitor visitor, @PathVariable UUID batch) {
        Batch known = visible.requiredList(visitor, batch);
        return new ModelAndView(
                "intake/summary",
                Map.of("page", page, "summary", summaries.of(known), "site", visible.site(visitor, known.site())));
    }

    /** What a declaration was made of, byte for byte: whoever has it can work out the digest again. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/declaration.txt")
    ResponseEntity<byte[]> declaration(Visitor visitor, @PathVariable UUID batch, @RequestParam UUID id) {
        return file(summaries.declaration(visible.requiredList(visitor, batch), id));
    }

    /** The answer with the list of a declaration. */
    public static ResponseEntity<byte[]> file(Optional<ListDeclaration> declaration) {
        return declaration
                .map(known -> ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .cacheControl(CacheControl.noStore())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename("wangchuan-" + known.kind().id() + "-" + known.id() + ".txt")
                                        .build()
                                        .toString())
                        .body(known.text().getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/invitation.svg")
    ResponseEntity<String> invitation(Visitor visitor, @PathVariable UUID batch) {
        Batch known = visible.requiredList(visitor, batch);
        return Qr.of(invitations.link(known).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .answer();
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("a new link ends one that is in wrong hands")
    @PostMapping("/intake/lists/{batch}/renew")
    ModelAndView renew(
            Page page, Visitor visitor, @PathVariable UUID batch, @RequestParam(defaultValue = "") String sure) {
        Batch known = visible.requiredList(visitor, batch);
        try {
            invitations.renew(known, new Invitations.Renewal(visitor, sure.equals("1")));
            return to(batch);
        } catch (OrderException e) {
            return show(page, visitor, batch, Optional.empty(), 0, "intake.problem." + e.code());
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/lists/{batch}/offer")
    ModelAndView offer(
            Page page,
            Visitor visitor,
            @PathVariable UUID batch,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String list) {
        Batch known = visible.requiredList(visitor, batch);
        String now = known.agreed().currency();
        if (!currency.isEmpty() && !currency.equals(now)) {
            return show(page, visitor, batch, Optional.empty(), 0, "intake.problem.currency");
        }
        Optional<WorkOrder.Offer> offer = Money.parse(amount, now, Money.listMost(now));
        if (offer.isEmpty()) {
            return show(page, visitor, batch, Optional.empty(), 0, "intake.problem.amount.list");
        }
        try {
            ceremony.offer(batch, offer.get(), list, Actor.staff(visitor.account()));
            return to(batch);
        } catch (OrderException e) {
            return show(page, visitor, batch, Optional.empty(), 0, "intake.problem." + e.code());
        }
    }

    /** What the clerk says of the person's presence, for the devices that the page showed. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/lists/{batch}/presence/{seen:here|left}")
    ModelAndView presence(
            Page page,
            Visitor visitor,
            @PathVariable UUID batch,
            @PathVariable String seen,
            @RequestParam(defaultValue = "") String list,
            @RequestParam(defaultValue = "0") int count) {
        var _ = visible.requiredList(visitor, batch);
        Presence grade = seen.equals("here") ? Presence.ASSERTED : Presence.ABSENT;
        try {
            ceremony.present(batch, ListCeremony.Shows.of(grade), count, list, "", Actor.staff(visitor.account()));
            return to(batch);
        } catch (OrderException e) {
            return show(page, visitor, batch, Optional.empty(), 0, "intake.problem." + e.code());
        }
    }

    /** Closes all that can be; what can't stays as it is, and is told. Sent again it goes on with what is left, and closes nothing twice. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/lists/{batch}/close")
    ModelAndView close(
            Page page, Visitor visitor, @PathVariable UUID batch, @RequestParam(defaultValue = "0") int count) {
        List<WorkOrder> ready = ListClosing.ready(summaries.of(visible.requiredList(visitor, batch)).rows().stream()
                .map(BatchSummary.Row::item)
                .toList());
        // What was cleared since the page was made was not seen by whoever presses the button.
        return ready.size() > count
                ? show(page, visitor, batch, Optional.empty(), 0, "intake.list.close.more")
                : show(
                        page,
                        visitor,
                        batch,
                        Optional.empty(),
                        0,
                        "",
                        Optional.of(closing.close(ready, visitor.account())));
    }

    private ModelAndView show(
            Page page, Visitor visitor, UUID batch, Optional<BatchSummary.Result> result, int asked, String problem) {
        return show(page, visitor, batch, result, asked, problem, Optional.empty());
    }

    private ModelAndView show(
            Page page,
            Visitor visitor,
            UUID batch,
            Optional<BatchSummary.Result> result,
            int asked,
            String problem,
            Optional<ListClosing.Done> closed) {
        Batch known = visible.requiredList(visitor, batch);
        BatchSummary summary = summaries.of(known);
        List<BatchItem> items =
                summary.rows().stream().map(BatchSummary.Row::item).toList();
        List<BatchSummary.Row> found = summary.rows(result);
        int from = Math.clamp(asked, 0, Math.max(0, found.size() - 1)) / PAGE * PAGE;
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("problem", problem);
        model.put("closed", closed);
        model.put("auto", bench.of(known));
        model.put("ready", ListClosing.ready(items).size());
        model.put(
                "shown",
                new Shown(
                        summary,
                        visible.site(visitor, known.site()),
                        invitations.invited(summary),
                        ceremony.toOffer(known, items),
                        ceremony.toBePresent(known, items, ListCeremony.Shows.of(Presence.ASSERTED)),
                        ListCeremony.isCurrent(known, ceremony.toAccept(known, items)),
                        found.subList(from, Math.min(found.size(), from + PAGE)),
                        found.size(),
                        from,
                        result,
                        listPayments.takesPayment(batch),
                        devices.seenBefore(
                                items.stream().map(item -> item.device().id()).toList(),
                                visible.sites(visitor).stream().map(Site::id).toList()),
                        payments.of(batch),
                        issues.shown(known, summary)));
        return Answer.of("intake/batch", !problem.isEmpty(), model);
    }

    private static ModelAndView to(UUID batch) {
        return new ModelAndView("redirect:/intake/lists/" + batch);
    }
}
