package org.wangchuan.platform.custody;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.DeviceHolds.ByHand;
import org.wangchuan.platform.custody.DeviceHolds.Hold;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** All devices of a site by state, and what moves them into stock or out of everybody's reach. */
@Controller
public class StockController {
    /** Why a device is held; a closed list, for a free text would become a place for names. */
    static final Set<String> REASONS = Set.of("stolen", "owner-asks", "damaged", "mistake");

    /** Why a manager ends such a hold. */
    public static final List<String> RELEASES = List.of("police", "owner", "safe", "mistake");

    private static final int OFFSET_MAX = 1_000_000;

    private final Devices devices;
    private final DeviceHolds holds;
    private final Accounts accounts;
    private final DeviceSearch search;
    private final VisibleSites sites;
    private final DeviceEvidence evidence;
    private final SecondLook second;
    private final OwnNumbers numbers;

    StockController(
            Devices devices,
            DeviceHolds holds,
            Accounts accounts,
            DeviceSearch search,
            VisibleSites sites,
            DeviceEvidence evidence,
            SecondLook second,
            OwnNumbers numbers) {
        this.numbers = numbers;
        this.second = second;
        this.holds = holds;
        this.accounts = accounts;
        this.evidence = evidence;
        this.devices = devices;
        this.search = search;
        this.sites = sites;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/stock")
    ModelAndView list(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int from) {
        return list(page, visitor, new Asked(q, state, Math.clamp(from, 0, OFFSET_MAX), true), "");
    }

    /** The same for what was sent in a form's body: what may be all of a device's number stands in no address. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it looks something up, and changes nothing")
    @PostMapping("/stock/find")
    ModelAndView find(
            Page page,
            Visitor visitor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") int from) {
        DeviceSearch.Asked sent = DeviceSearch.Asked.inBody(q);
        return sent.mayStandInAddress()
                ? new ModelAndView("redirect:/stock?" + sent.query(state))
                : list(page, visitor, new Asked(q, state, Math.clamp(from, 0, OFFSET_MAX), false), "");
    }

    /** Whoever asks for that address anew has nothing to ask for. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/stock/find")
    ModelAndView find() {
        return new ModelAndView("redirect:/stock");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/stock/{device}/stock")
    ModelAndView toStock(Page page, Visitor visitor, @PathVariable UUID device) {
        return move(page, visitor, device, DeviceState.IN_STOCK, "to-stock");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it holds a device: whoever sees a reason may stop it")
    @PostMapping("/stock/{device}/block")
    ModelAndView block(
            Page page, Visitor visitor, @PathVariable UUID device, @RequestParam(defaultValue = "") String reason) {
        if (!REASONS.contains(reason)) {
            required(visitor, device);
            return list(page, visitor, Asked.EVERYTHING, "custody.problem.reason");
        }
        return move(page, visitor, device, DeviceState.BLOCKED, reason);
    }

    /** Ends a hold that was made here, and no other that there is beside it; one of an order ends with the order's, on its page. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/stock/{device}/release")
    ModelAndView release(
            Page page, Visitor visitor, @PathVariable UUID device, @RequestParam(defaultValue = "") String reason) {
        Device known = required(visitor, device);
        Asked asked = new Asked(known.code(), "", 0, true);
        Set<Hold> held = holds.of(known);
        if (!held.isEmpty() && !held.contains(Hold.BY_HAND)) {
            return list(
                    page,
                    visitor,
                    asked,
                    "custody.problem.held." + held.iterator().next().id());
        }
        if (!RELEASES.contains(reason)) {
            return list(page, visitor, asked, "custody.problem.release");
        }
        try {
            holds.released(device, visitor.account(), reason);
            return new ModelAndView("redirect:/stock?q=" + known.code());
        } catch (GateException e) {
            return list(page, visitor, asked, "custody.gate." + e.code());
        }
    }

    /** Puts what evidence holds into a bag for whoever destroys it: the only end of such a hold. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Once
    @Qualified
    @PostMapping("/stock/{device}/seal")
    ModelAndView seal(
            Page page, Visitor visitor, @PathVariable UUID device, @RequestParam(defaultValue = "") String bag) {
        Device known = required(visitor, device);
        Asked asked = new Asked(known.code(), "", 0, true);
        Optional<BagNumber> number = BagNumber.of(bag);
        if (number.isEmpty()) {
            return list(page, visitor, asked, "intake.problem.bag");
        }
        if (Line.isOfAPerson(number.get().text())) { // it goes out with the bag
            return list(page, visitor, asked, "intake.problem.bag-personal");
        }
        try {
            holds.seal(device, number.get(), visitor.organisation().orElseThrow(), visitor.account());
            return new ModelAndView("redirect:/stock?q=" + known.code());
        } catch (GateException e) {
            return list(page, visitor, asked, "custody.gate." + e.code());
        }
    }

    /**
     * What the list was asked for.
     *
     * @param isInAddress whether all of it stands in the page's address
     */
    public record Asked(String text, String state, int from, boolean isInAddress) {
        static final Asked EVERYTHING = new Asked("", "", 0, true);

        Optional<DeviceState> wanted() {
            return java.util.Arrays.stream(DeviceState.values())
                    .filter(known -> known.id().equals(state))
                    .findFirst();
        }
    }

    private ModelAndView move(Page page, Visitor visitor, UUID device, DeviceState to, String reason) {
        Device known = required(visitor, device);
        try {
            devices.move(device, to, visitor.account(), reason);
            return new ModelAndView("redirect:/stock?q=" + known.code());
        } catch (GateException e) {
            return list(page, visitor, new Asked(known.code(), "", 0, true), "custody.gate." + e.code());
        }
    }

    private Device required(Visitor visitor, UUID device) {
        return devices.find(device)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ModelAndView list(Page page, Visitor visitor, Asked asked, String problem) {
        List<Organisations.Site> visible = sites.of(visitor);
        List<Device> found = search.find(
                visible.stream().map(Organisations.Site::id).toList(),
                asked.wanted(),
                new DeviceSearch.Asked(asked.text(), !asked.isInAddress()),
                asked.from());
        Map<UUID, ByHand> byHand = holds.byHand(found.stream().map(Device::id).toList());
        Map<UUID, String> names = byHand.values().stream()
                .flatMap(one -> one.by().stream())
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), who -> accounts.workName(who).orElse("?")));
        return Answer.of(
                "custody/stock",
                !problem.isEmpty(),
                Map.ofEntries(
                        Map.entry("page", page),
                        Map.entry("devices", found),
                        Map.entry("said", evidence.of(found)),
                        Map.entry(
                                "second",
                                second.of(found.stream().map(Device::id).toList())),
                        Map.entry("holds", holds.of(found)),
                        Map.entry(
                                "own", numbers.of(found.stream().map(Device::id).toList())),
                        Map.entry("byHand", byHand),
                        Map.entry("names", names),
                        Map.entry(
                                "zones",
                                visible.stream()
                                        .collect(Collectors.toMap(
                                                Organisations.Site::id, Organisations.Site::timeZone))),
                        Map.entry("asked", asked),
                        Map.entry("problem", problem)));
    }
}
