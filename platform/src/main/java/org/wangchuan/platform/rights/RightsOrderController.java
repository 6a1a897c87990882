package org.wangchuan.platform.rights;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
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
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderPasts;
import org.wangchuan.platform.intake.OrderSearch;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/**
 * Orders for whoever answers for personal data: found by their code or by their device, looked at, and never changed. A request that came
 * without a link is written down from there.
 */
@Controller
class RightsOrderController {
    private final VisibleOrders visible;
    private final OrderSearch search;
    private final OrderPasts pasts;
    private final OwnRequests requests;
    private final WrittenRequests written;
    private final RequestPersons persons;
    private final InstantSource clock;

    RightsOrderController(
            VisibleOrders visible,
            OrderSearch search,
            OrderPasts pasts,
            OwnRequests requests,
            WrittenRequests written,
            RequestPersons persons,
            InstantSource clock) {
        this.visible = visible;
        this.search = search;
        this.pasts = pasts;
        this.requests = requests;
        this.written = written;
        this.persons = persons;
        this.clock = clock;
    }

    /** Who looks for one has its code, or a number of its device: all orders are nobody's list here. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/rights/orders")
    ModelAndView find(Page page, Visitor visitor, @RequestParam(defaultValue = "") String q) {
        return find(page, visitor, DeviceSearch.Asked.inAddress(q));
    }

    /** The same for what was sent in a form's body: what may be all of a device's number stands in no address. */
    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Unqualified("it looks something up, and changes nothing")
    @PostMapping("/rights/orders")
    ModelAndView search(Page page, Visitor visitor, @RequestParam(defaultValue = "") String q) {
        DeviceSearch.Asked sent = DeviceSearch.Asked.inBody(q);
        return sent.mayStandInAddress()
                ? new ModelAndView("redirect:/rights/orders?" + sent.query(""))
                : find(page, visitor, sent);
    }

    private ModelAndView find(Page page, Visitor visitor, DeviceSearch.Asked asked) {
        List<OrderSearch.Found> found = asked.text().isBlank()
                ? List.of()
                : search.find(visible.sites(visitor).stream().map(Site::id).toList(), Optional.empty(), asked, 0);
        return found.size() == 1
                ? new ModelAndView(
                        "redirect:/rights/orders/" + found.getFirst().order().id())
                : Answer.of(
                        "rights/orders",
                        false,
                        Map.of(
                                "page",
                                page,
                                "found",
                                found,
                                "text",
                                asked.text().strip()));
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @GetMapping("/rights/orders/{order}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, order, "");
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping("/rights/orders/{order}/request")
    ModelAndView write(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String identity,
            @RequestParam(defaultValue = "") String text) {
        var _ = visible.required(visitor, order);
        try {
            UUID made = written.write(visitor, order, new WrittenRequests.Typed(kind, way, day, identity, text));
            return new ModelAndView("redirect:/rights/" + made);
        } catch (RightsException e) {
            return show(page, visitor, order, "rights.problem." + e.code());
        } catch (VaultException e) {
            return show(page, visitor, order, "vault.problem." + e.code());
        } catch (OrderException e) {
            return show(page, visitor, order, "intake.problem." + e.code());
        }
    }

    private ModelAndView show(Page page, Visitor visitor, UUID id, String problem) {
        WorkOrder order = visible.required(visitor, id);
        Site site = visible.site(visitor, order.site());
        OrderSearch.Found found =
                search
                        .find(List.of(site.id()), Optional.empty(), DeviceSearch.Asked.inAddress(order.code()), 0)
                        .stream()
                        .filter(one -> one.order().id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        LocalDate today = clock.instant().atZone(ZoneId.of(site.timeZone())).toLocalDate();
        return Answer.of(
                "rights/order",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "view",
                        new RightsOrder(found, site, pasts.of(order), persons.keepings(order), requests.of(id)),
                        "today",
                        today,
                        "now",
                        clock.instant(),
                        "problem",
                        problem));
    }
}
