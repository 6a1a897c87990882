package org.wangchuan.platform.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.LooseConflict;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Erasures that stations made without an order: all that are matched with none, and what a match would be worth. */
@Controller
public class LooseController {
    private static final int PAGE_SIZE = 25;
    private static final int PAGES_MAX = 10_000;

    private final LooseErasures erasures;
    private final MatchWeighing weighing;
    private final Matches matches;
    private final Orders orders;
    private final VisibleSites sites;
    private final Conflicts conflicts;
    private final BenchViews bench;
    private final Stations stations;

    LooseController(
            LooseErasures erasures,
            MatchWeighing weighing,
            Matches matches,
            Orders orders,
            VisibleSites sites,
            Conflicts conflicts,
            BenchViews bench,
            Stations stations) {
        this.stations = stations;
        this.conflicts = conflicts;
        this.bench = bench;
        this.erasures = erasures;
        this.weighing = weighing;
        this.matches = matches;
        this.orders = orders;
        this.sites = sites;
    }

    /**
     * One of them with the orders that its serial number names.
     *
     * @param isReadable whether its receipt still verifies
     */
    public record Row(Matches.Loose loose, List<WorkOrder> suggested, boolean isReadable) {
        public Row {
            suggested = List.copyOf(suggested);
        }
    }

    /**
     * What is kept and not believed.
     *
     * @param station the name of the one that brought it
     */
    public record Kept(LooseConflict of, String station) {}

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench/erasures")
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam Optional<UUID> site,
            @RequestParam(defaultValue = "") String order,
            @RequestParam(defaultValue = "0") int at) {
        Organisations.Site here = (site.isPresent()
                        ? sites.find(visitor, site.get())
                        : sites.of(visitor).stream().findFirst())
                .orElseThrow(LooseController::notFound);
        int shown = Math.clamp(at, 0, PAGES_MAX);
        int count = matches.count(here.id());
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("sites", sites.of(visitor));
        model.put("site", here);
        model.put(
                "rows",
                matches.open(here.id(), shown * PAGE_SIZE, PAGE_SIZE).stream()
                        .map(this::row)
                        .toList());
        model.put("count", count);
        model.put("at", shown);
        model.put("isFirst", shown == 0);
        model.put("isMore", (shown + 1) * PAGE_SIZE < count);
        model.put("order", code(visitor, order).map(WorkOrder::code).orElse(""));
        model.put("problem", isKnown(visitor, order) ? "" : "bench.problem." + BenchException.Code.MATCH_NO_ORDER);
        model.put("conflicts", shown == 0 ? kept(here.id()) : List.of());
        model.put("full", bench.full(here.id()));
        return new ModelAndView("bench/erasures", model);
    }

    private List<Kept> kept(UUID site) {
        return conflicts.loose(site).stream()
                .map(one -> new Kept(
                        one,
                        stations.find(one.station()).map(Stations.Station::name).orElse("")))
                .toList();
    }

    private boolean isKnown(Visitor visitor, String order) {
        return order.isBlank() || code(visitor, order).isPresent();
    }

    private Row row(Matches.Loose loose) {
        try {
            return new Row(loose, weighing.suggested(weighing.facts(loose.eventId())), true);
        } catch (BenchException _) {
            return new Row(loose, List.of(), false);
        }
    }

    /** One of them; with the code of an order, what a match would be worth. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench/erasures/{event}")
    ModelAndView one(
            Page page, Visitor visitor, @PathVariable UUID event, @RequestParam(defaultValue = "") String order) {
        return one(page, visitor, event, order, "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.MANAGER})
    @Qualified
    @PostMapping("/bench/erasures/{event}/match")
    ModelAndView match(
            Page page, Visitor visitor, @PathVariable UUID event, @RequestParam(defaultValue = "") String order) {
        var _ = requireSite(visitor, event);
        try {
            WorkOrder known = code(visitor, order)
                    .orElseThrow(() -> new BenchException(BenchException.Code.MATCH_NO_ORDER, "no such order"));
            erasures.match(event, known.id(), by(visitor));
            return new ModelAndView("redirect:/statements/" + known.id());
        } catch (BenchException e) {
            return one(page, visitor, event, order, e.code().name());
        }
    }

    /** Sends an order that was cleared back to the bench, as long as a bad erasure speaks against it, or its own statement can't be read. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.MANAGER})
    @Unqualified("it stops a device that a bad erasure speaks against")
    @PostMapping("/bench/erasures/{event}/again")
    ModelAndView again(
            Page page, Visitor visitor, @PathVariable UUID event, @RequestParam(defaultValue = "") String order) {
        try {
            // The order has to be one that they may see; what the event is of is looked at there.
            WorkOrder known = code(visitor, order)
                    .orElseThrow(() -> new BenchException(BenchException.Code.MATCH_NO_ORDER, "no such order"));
            UUID moved = erasures.again(event, known.id(), Actor.staff(visitor.account()));
            return new ModelAndView("redirect:/statements/" + moved);
        } catch (BenchException e) {
            return one(page, visitor, event, order, e.code().name());
        }
    }

    /** What a manager does about a match that was a mistake; it stays on record, and so does this. */
    @Access(
            value = To.STAFF,
            roles = {Role.MANAGER})
    @Qualified
    @PostMapping("/bench/erasures/{event}/take-back")
    ModelAndView takeBack(
            Page page, Visitor visitor, @PathVariable UUID event, @RequestParam(defaultValue = "") String reason) {
        var _ = requireSite(visitor, event);
        Optional<UUID> order = matches.orderOf(event);
        try {
            erasures.takeBack(
                    event,
                    LooseErasures.Reason.of(reason),
                    new Matches.By(visitor.account(), visitor.name(), Role.MANAGER));
            return new ModelAndView("redirect:/statements/" + order.orElseThrow());
        } catch (BenchException e) {
            return one(page, visitor, event, "", e.code().name());
        }
    }

    private static Matches.By by(Visitor visitor) {
        return new Matches.By(visitor.account(), visitor.name(), role(visitor));
    }

    /** The role by which somebody may: of several the one that is nearest to the bench. */
    private static Role role(Visitor visitor) {
        return Stream.of(Role.MANAGER, Role.TECHNICIAN, Role.CLERK)
                .filter(visitor::hasAny)
                .findFirst()
                .orElseThrow();
    }

    private ModelAndView one(Page page, Visitor visitor, UUID event, String order, String refused) {
        Organisations.Site site = requireSite(visitor, event);
        Optional<UUID> matched = matches.orderOf(event);
        if (matched.isPresent() && refused.isEmpty()) {
            return new ModelAndView("redirect:/statements/" + matched.get());
        }
        Map<String, Object> model = new HashMap<>(Map.of(
                "page",
                page,
                "site",
                site,
                "event",
                event,
                // What has not the form of a code is not shown again.
                "order",
                Codes.isCode(order.strip().toUpperCase(Locale.ROOT)) ? order.strip() : "",
                "facts",
                Optional.empty(),
                "suggested",
                List.of(),
                "against",
                List.of(),
                "weighed",
                Optional.empty()));
        String problem = refused;
        try {
            Matches.Facts facts = weighing.facts(event);
            model.put("facts", Optional.of(facts));
            model.put("suggested", weighing.suggested(facts));
            if (!order.isBlank()) {
                WorkOrder known = code(visitor, order)
                        .orElseThrow(() -> new BenchException(BenchException.Code.MATCH_NO_ORDER, "no such order"));
                model.put("against", weighing.against(facts, known));
                model.put("weighed", Optional.of(weighing.weigh(facts, known, role(visitor), visitor.account())));
            }
        } catch (BenchException e) {
            problem = problem.isEmpty() ? e.code().name() : problem;
        }
        model.put("problem", problem.isEmpty() ? "" : "bench.problem." + problem);
        return Answer.of("bench/erasure", !refused.isEmpty(), model);
    }

    private Optional<WorkOrder> code(Visitor visitor, String text) {
        return text.isBlank()
                ? Optional.empty()
                : orders.byCode(text)
                        .filter(found -> sites.find(visitor, found.site()).isPresent());
    }

    private Organisations.Site requireSite(Visitor visitor, UUID event) {
        return matches.siteOf(event)
                .flatMap(found -> sites.find(visitor, found))
                .orElseThrow(LooseController::notFound);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
