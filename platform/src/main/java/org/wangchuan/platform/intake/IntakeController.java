package org.wangchuan.platform.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The counter's list of orders, and the form for a new one. */
@Controller
public class IntakeController {
    private static final int OFFSET_MAX = 1_000_000;

    private final OrderSearch search;
    private final VisibleOrders visible;
    private final Counter counter;
    private final NumberHelp numbers;
    private final RuleSets rules;

    IntakeController(OrderSearch search, VisibleOrders visible, Counter counter, NumberHelp numbers, RuleSets rules) {
        this.rules = rules;
        this.search = search;
        this.visible = visible;
        this.counter = counter;
        this.numbers = numbers;
    }

    /**
     * What the list was asked for.
     *
     * @param isInAddress whether all of it stands in the page's address
     */
    public record Asked(String text, String state, int from, boolean isInAddress) {
        /** Whether it was asked for anything but all. */
        public boolean isNarrowed() {
            return !text.isBlank() || !state.isEmpty();
        }
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake")
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int from) {
        return list(page, visitor, new Asked(q, state, Math.clamp(from, 0, OFFSET_MAX), true));
    }

    /** The same for what was sent in a form's body: what may be all of a device's number stands in no address. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it looks something up, and changes nothing")
    @PostMapping("/intake/find")
    ModelAndView find(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int from) {
        DeviceSearch.Asked sent = DeviceSearch.Asked.inBody(q);
        if (sent.mayStandInAddress()) {
            return new ModelAndView("redirect:/intake?" + sent.query(state));
        }
        return list(page, visitor, new Asked(q, state, Math.clamp(from, 0, OFFSET_MAX), false));
    }

    /** Whoever asks for that address anew has nothing to ask for. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/find")
    ModelAndView find() {
        return new ModelAndView("redirect:/intake");
    }

    private ModelAndView list(Page page, Visitor visitor, Asked asked) {
        Optional<OrderState> wanted = Arrays.stream(OrderState.values())
                .filter(known -> known.id().equals(asked.state()))
                .findFirst();
        List<UUID> sites = ids(visible.sites(visitor));
        List<OrderSearch.Found> found =
                search.find(sites, wanted, new DeviceSearch.Asked(asked.text(), !asked.isInAddress()), asked.from());
        if (found.size() == 1 && isOne(found.getFirst(), asked)) {
            return new ModelAndView(
                    "redirect:/intake/" + found.getFirst().order().id());
        }
        return new ModelAndView("intake/list", Map.of("page", page, "orders", found, "asked", asked));
    }

    /** A scanner has read a slip, a label, or the number on a device that was here once. */
    private static boolean isOne(OrderSearch.Found found, Asked asked) {
        return isCodeOf(found, asked.text().strip())
                || (!asked.isInAddress() && asked.state().isEmpty() && asked.from() == 0);
    }

    private static boolean isCodeOf(OrderSearch.Found found, String asked) {
        String typed = Codes.typed(asked);
        return typed.equals(found.order().code()) || typed.equals(found.device().code());
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/new")
    ModelAndView blank(Page page, Visitor visitor) {
        return form(page, visitor, IntakeForm.blank(), List.of());
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once(seconds = 10)
    @Qualified
    @PostMapping("/intake/new")
    ModelAndView takeIn(Page page, Visitor visitor, @RequestParam Map<String, String> fields)
            throws OrderException, GateException {
        IntakeForm form = new IntakeForm(fields);
        List<Site> sites = visible.sites(visitor);
        Optional<Site> site = sites.size() == 1
                ? Optional.of(sites.getFirst())
                : sites.stream()
                        .filter(known -> form.site().equals(Optional.of(known.id())))
                        .findFirst();
        List<String> problems = new ArrayList<>(form.problems());
        if (form.lacksSerial()) {
            problems.add(IntakeForm.NO_SERIAL);
        }
        if (!problems.isEmpty() || site.isEmpty()) {
            return form(page, visitor, form, problems.isEmpty() ? List.of("intake.problem.site") : problems);
        }
        if (!form.doubts().isEmpty()) {
            return form(
                    page,
                    visitor,
                    form,
                    form.doubts().stream()
                            .map(doubt -> IntakeForm.DOUBT + doubt)
                            .toList());
        }
        Optional<WorkOrder> order = counter.takeInOrAsk(form, site.get().id(), visitor.account(), ids(sites));
        return order.isPresent()
                ? new ModelAndView("redirect:/intake/" + order.get().id())
                : form(page, visitor, form, List.of(NumberHelp.HERE_NOW));
    }

    /** What numbers hint at. In a form's body, for addresses of pages are written down in many places. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it looks something up, and changes nothing")
    @PostMapping("/intake/serial")
    ModelAndView serial(Page page, Visitor visitor, @RequestParam Map<String, String> fields) {
        Map<String, String> asked = new HashMap<>(fields);
        asked.putIfAbsent("kind", "phone");
        NumberHelp.Hints hints = numbers.of(new IntakeForm(asked), ids(visible.sites(visitor)));
        return new ModelAndView("intake/serial", Map.of("page", page, "hints", hints));
    }

    private static List<UUID> ids(List<Site> sites) {
        return sites.stream().map(Site::id).toList();
    }

    private ModelAndView form(Page page, Visitor visitor, IntakeForm form, List<String> problems) {
        List<Site> sites = visible.sites(visitor);
        if (sites.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Answer.of(
                "intake/new",
                !problems.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "form",
                        form,
                        "sites",
                        sites,
                        "rules",
                        rules,
                        "problems",
                        problems,
                        "hints",
                        problems.isEmpty() ? NumberHelp.Hints.NONE : numbers.of(form, ids(sites))));
    }
}
