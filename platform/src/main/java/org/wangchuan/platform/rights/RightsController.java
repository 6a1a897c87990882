package org.wangchuan.platform.rights;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.rights.PersonRequest.Result;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The desk at which requests are answered. Words of a person are in answers to forms, never in an address. */
@Controller
class RightsController {
    private static final int OFFSET_MAX = 1_000_000;

    private final RightsDesk desk;
    private final VisibleSites sites;
    private final Orders orders;
    private final Accounts accounts;
    private final IncidentClocks incidents;
    private final InstantSource clock;

    RightsController(
            RightsDesk desk,
            VisibleSites sites,
            Orders orders,
            Accounts accounts,
            IncidentClocks incidents,
            InstantSource clock) {
        this.incidents = incidents;
        this.desk = desk;
        this.sites = sites;
        this.orders = orders;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/rights")
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "at-once", defaultValue = "") String atOnce,
            @RequestParam(defaultValue = "0") int from) {
        // What people did themselves is answered, all of it.
        boolean isAtOnce = atOnce.equals("1");
        String code = Codes.asked(q);
        // A whole code is of one request or order, however it stands.
        RightsView.Asked asked = new RightsView.Asked(
                isAtOnce || Codes.isCode(code)
                        ? ""
                        : PersonRequest.State.of(state)
                                .map(PersonRequest.State::id)
                                .orElse(""),
                RequestKind.of(kind).map(RequestKind::id).orElse(""),
                isAtOnce,
                code,
                Math.clamp(from, 0, OFFSET_MAX));
        Map<UUID, String> names = new HashMap<>();
        sites.of(visitor).forEach(site -> names.put(site.id(), site.name()));
        List<RightsView.Line> lines = desk.list(visitor, asked).stream()
                .map(request -> new RightsView.Line(request, names.getOrDefault(request.site(), "?"), code(request)))
                .toList();
        return new ModelAndView(
                "rights/list",
                Map.of(
                        "page",
                        page,
                        "lines",
                        lines,
                        "asked",
                        asked,
                        "waiting",
                        desk.waiting(visitor).open(),
                        "late",
                        desk.waiting(visitor).late(),
                        "incidents",
                        incidents.of(visitor),
                        "now",
                        clock.instant()));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/rights/{request}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID request) {
        return show(page, visitor, required(visitor, request), Shown.NOTHING);
    }

    /** What was written, in clear, once, in the answer. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @PostMapping("/rights/{request}/words")
    ModelAndView words(Page page, Visitor visitor, @PathVariable UUID request) {
        PersonRequest known = required(visitor, request);
        try {
            return show(
                    page,
                    visitor,
                    known,
                    new Shown(desk.words(visitor, known), desk.contact(visitor, known), true, ""));
        } catch (VaultException e) {
            return show(page, visitor, known, Shown.refused("vault.problem." + e.code()));
        }
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/rights/{request}/first-word")
    ModelAndView firstWord(
            Page page,
            Visitor visitor,
            @PathVariable UUID request,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String text) {
        return act(page, visitor, request, () -> desk.firstWord(visitor, request, seen, text));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/rights/{request}/prolong")
    ModelAndView prolong(
            Page page,
            Visitor visitor,
            @PathVariable UUID request,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String delay,
            @RequestParam(defaultValue = "") String text) {
        return act(page, visitor, request, () -> desk.prolong(visitor, request, seen, Delay.of(delay), text));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/rights/{request}/hand")
    ModelAndView hand(
            Page page, Visitor visitor, @PathVariable UUID request, @RequestParam(defaultValue = "0") int seen) {
        return act(page, visitor, request, () -> desk.hand(visitor, request, seen));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/rights/{request}/identified")
    ModelAndView identified(
            Page page,
            Visitor visitor,
            @PathVariable UUID request,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String identity) {
        return act(page, visitor, request, () -> desk.identify(visitor, request, seen, IdentityCheck.of(identity)));
    }

    /** It may destroy keys, so a browser that was left open is not enough. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Fresh("/rights/{request}")
    @Once
    @PostMapping("/rights/{request}/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID request,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String result,
            @RequestParam(defaultValue = "") String ground,
            @RequestParam(defaultValue = "") String text) {
        Optional<Result> said = Result.of(result);
        if (said.isEmpty()) {
            return show(page, visitor, required(visitor, request), Shown.refused("rights.problem.NO_REASON"));
        }
        return act(
                page,
                visitor,
                request,
                () -> desk.answer(visitor, request, seen, new RightsDesk.Given(said.get(), Ground.of(ground), text)));
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Act {
        void done() throws RightsException, VaultException;
    }

    private ModelAndView act(Page page, Visitor visitor, UUID id, Act act) {
        PersonRequest known = required(visitor, id);
        try {
            act.done();
            return new ModelAndView("redirect:/rights/" + id);
        } catch (RightsException e) {
            return show(page, visitor, required(visitor, id), Shown.refused("rights.problem." + e.code()));
        } catch (VaultException e) {
            return show(page, visitor, known, Shown.refused("vault.problem." + e.code()));
        }
    }

    /**
     * What is shown beside the request.
     *
     * @param problem the key of the words for why nothing was done; empty if nothing was refused
     */
    private record Shown(Map<UUID, String> words, Map<Field, String> contact, boolean isOpened, String problem) {
        static final Shown NOTHING = new Shown(Map.of(), Map.of(), false, "");

        static Shown refused(String problem) {
            return new Shown(Map.of(), Map.of(), false, problem);
        }
    }

    private ModelAndView show(Page page, Visitor visitor, PersonRequest request, Shown shown) {
        Map<UUID, String> names = new LinkedHashMap<>();
        request.events().stream()
                .flatMap(event -> event.by().stream())
                .distinct()
                .forEach(
                        account -> names.put(account, accounts.workName(account).orElse("?")));
        Organisations.Site site = sites.find(visitor, request.site()).orElseThrow();
        return Answer.of(
                "rights/request",
                !shown.problem().isEmpty(),
                Map.of(
                        "page",
                        page,
                        "view",
                        new RightsView(
                                request,
                                site,
                                code(request),
                                shown.words(),
                                shown.contact(),
                                shown.isOpened(),
                                desk.gone(request),
                                desk.isThere(request),
                                desk.kept(request),
                                desk.others(request, Optional.of(visitor.account())),
                                request.excluded().contains(visitor.account()),
                                names,
                                clock.instant()),
                        "problem",
                        shown.problem()));
    }

    private Optional<String> code(PersonRequest request) {
        return request.order().flatMap(orders::find).map(WorkOrder::code);
    }

    private PersonRequest required(Visitor visitor, UUID id) {
        return desk.find(visitor, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
