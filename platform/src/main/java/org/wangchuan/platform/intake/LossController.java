package org.wangchuan.platform.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.intake.loss.Loss;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.intake.loss.Losses;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Fresh;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Where a manager says that a device got lost in the company's hands, and that it was found. */
@Controller
class LossController {
    private static final String PATH = "/intake/{order}/loss";

    private final OrderViews views;
    private final VisibleOrders visible;
    private final Losses losses;
    private final LossTable table;
    private final Accounts accounts;

    LossController(OrderViews views, VisibleOrders visible, Losses losses, LossTable table, Accounts accounts) {
        this.views = views;
        this.visible = visible;
        this.losses = losses;
        this.table = table;
        this.accounts = accounts;
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, order, Map.of(), "");
    }

    /** Its owner reads it at once; the device can't be handed back, erased, sold or destroyed then. */
    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH)
    ModelAndView lost(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String incident) {
        Losses.Said said = new Losses.Said(reason, note, incident);
        return step(page, visitor, order, said, () -> losses.lost(visitor, order, said));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @Fresh(PATH)
    @Once
    @PostMapping(PATH + "/found")
    ModelAndView found(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String note) {
        Losses.Said said = new Losses.Said(reason, note, "");
        return step(page, visitor, order, said, () -> losses.found(visitor, order, said));
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go() throws OrderException, GateException;
    }

    private ModelAndView step(Page page, Visitor visitor, UUID order, Losses.Said said, Step step) {
        visible.required(visitor, order);
        try {
            step.go();
            return new ModelAndView("redirect:/intake/" + order);
        } catch (OrderException e) {
            return show(page, visitor, order, typed(said), "intake.problem." + e.code());
        } catch (GateException e) {
            return show(page, visitor, order, typed(said), "custody.gate." + e.code());
        }
    }

    private static Map<String, String> typed(Losses.Said said) {
        return Map.of("reason", said.reason(), "note", said.note(), "incident", said.incident());
    }

    private ModelAndView show(Page page, Visitor visitor, UUID order, Map<String, String> typed, String problem) {
        OrderView view = views.of(visitor, order);
        List<Loss> all = table.of(order);
        Map<UUID, String> names = new HashMap<>();
        for (Loss loss : all) {
            accounts.workName(loss.by()).ifPresent(name -> names.put(loss.by(), name));
            loss.found()
                    .ifPresent(found -> accounts.workName(found.by()).ifPresent(name -> names.put(found.by(), name)));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("page", page);
        model.put("view", view);
        model.put("losses", all);
        model.put("names", names);
        model.put("typed", typed);
        model.put("problem", problem);
        return Answer.of("intake/loss", !problem.isEmpty(), model);
    }
}
