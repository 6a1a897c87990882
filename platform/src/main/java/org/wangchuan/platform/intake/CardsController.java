package org.wangchuan.platform.intake;

import java.util.HashMap;
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
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.intake.cable.CableWork;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Where staff account for what was in a phone: SIM, eSIM and memory card. */
@Controller
class CardsController {
    private static final String PATH = "/intake/{order}/cards";
    private static final int NUMBER_CHARS_MAX = 18;

    private final VisibleOrders visible;
    private final OrderCards cards;
    private final Counter counter;
    private final Accounts accounts;
    private final CableWork cables;

    CardsController(VisibleOrders visible, OrderCards cards, Counter counter, Accounts accounts, CableWork cables) {
        this.cables = cables;
        this.visible = visible;
        this.cards = cards;
        this.counter = counter;
        this.accounts = accounts;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.MANAGER})
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, required(visitor, order), Map.of(), "");
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.TECHNICIAN, Role.MANAGER})
    @Qualified
    @Once
    @PostMapping(PATH)
    ModelAndView account(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String sim,
            @RequestParam(defaultValue = "") String esim,
            @RequestParam(defaultValue = "") String card,
            @RequestParam(defaultValue = "") String shown) {
        WorkOrder known = required(visitor, order);
        Map<String, String> typed = Map.of("sim", sim, "esim", esim, "card", card);
        Optional<CardAccount> account = CardAccount.of(sim, esim, card);
        if (account.isEmpty()) {
            return show(page, visitor, known, typed, "intake.cards.all-three");
        }
        try {
            cards.account(order, account.get(), number(shown), visitor.account(), visitor.hasAny(Role.MANAGER));
        } catch (OrderException e) {
            return show(page, visitor, known, typed, "intake.problem." + e.code());
        } catch (GateException e) {
            return show(page, visitor, known, typed, "custody.gate." + e.code());
        }
        boolean isOfCounter = visitor.hasAny(Role.CLERK, Role.MANAGER);
        return new ModelAndView("redirect:" + (isOfCounter ? "/intake/" + order : "/bench/orders/" + order + "/phone"));
    }

    /** None that was ever shown, if it is no number. */
    private static long number(String text) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= NUMBER_CHARS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(text) : -1;
    }

    private ModelAndView show(Page page, Visitor visitor, WorkOrder order, Map<String, String> typed, String problem) {
        WorkOrder now = visible.required(visitor, order.id());
        CardsSaid said = cards.of(now);
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("order", now);
        model.put("device", counter.device(now));
        model.put("cards", said);
        model.put("by", said.said().flatMap(one -> accounts.workName(one.by())));
        model.put("timeZone", visible.site(visitor, now.site()).timeZone());
        model.put("typed", typed);
        model.put("isOpen", OrderCards.isOpen(now.state()));
        model.put("isAtCable", cables.isPhoneOpen(now.id()));
        model.put("problem", problem);
        return Answer.of("intake/cards", !problem.isEmpty(), model);
    }

    /** An order of a phone that this visitor may see. */
    private WorkOrder required(Visitor visitor, UUID order) {
        WorkOrder found = visible.required(visitor, order);
        Device device = counter.device(found);
        if (!device.kind().isPhone()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return found;
    }
}
