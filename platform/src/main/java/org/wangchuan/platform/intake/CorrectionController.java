package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** The page on which what was taken in is corrected. */
@Controller
class CorrectionController {
    /** The field of the form in which the rule set alone is chosen. */
    private static final String RULES_ALONE = "rules-alone";

    private final OrderViews views;
    private final Corrections corrections;
    private final DeviceNumbers numbers;
    private final NumberHelp help;
    private final VisibleOrders visible;
    private final RuleSets rules;

    CorrectionController(
            OrderViews views,
            Corrections corrections,
            DeviceNumbers numbers,
            NumberHelp help,
            VisibleOrders visible,
            RuleSets rules) {
        this.rules = rules;
        this.help = help;
        this.visible = visible;
        this.numbers = numbers;
        this.views = views;
        this.corrections = corrections;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/correct")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        OrderView view = views.of(visitor, order);
        return show(page, view, asItIs(view), List.of());
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/correct")
    ModelAndView correct(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam Map<String, String> fields) {
        OrderView view = views.of(visitor, order);
        if (fields.containsKey(RULES_ALONE)) {
            return chooseRules(page, visitor, view, fields.getOrDefault("policy", ""));
        }
        CorrectionForm form = CorrectionForm.of(fields, view.order(), view.device());
        List<UUID> sites = visible.sites(visitor).stream().map(Site::id).toList();
        List<String> problems = form.problems(numbers.more(view.device().id()));
        if (!problems.isEmpty()) {
            return show(page, view, form, problems);
        }
        if (!form.intake().doubts().isEmpty()) {
            return show(
                    page,
                    view,
                    form,
                    form.intake().doubts().stream()
                            .map(doubt -> IntakeForm.DOUBT + doubt)
                            .toList());
        }
        try {
            return corrections.correctOrAsk(order, form, visitor.account(), sites)
                    ? new ModelAndView("redirect:/intake/" + order)
                    : show(page, view, form, List.of(NumberHelp.HERE_NOW), help.of(form.intake(), sites));
        } catch (OrderException e) {
            return show(page, view, form, List.of("intake.problem." + e.code()));
        } catch (GateException e) {
            return show(page, view, form, List.of("custody.gate." + e.code()));
        }
    }

    private ModelAndView chooseRules(Page page, Visitor visitor, OrderView view, String policy) {
        Optional<String> wrong =
                IntakeForm.problemOfRules(Optional.of(view.device().kind()), policy);
        if (wrong.isPresent()) {
            return show(page, view, asItIs(view), List.of(wrong.get()));
        }
        try {
            corrections.chooseRules(view.order().id(), policy, visitor.account());
            return new ModelAndView("redirect:/intake/" + view.order().id());
        } catch (OrderException e) {
            return show(page, view, asItIs(view), List.of("intake.problem." + e.code()));
        }
    }

    private static CorrectionForm asItIs(OrderView view) {
        return CorrectionForm.of(view.order(), view.device(), view.found().media());
    }

    private ModelAndView show(Page page, OrderView view, CorrectionForm form, List<String> problems) {
        return show(page, view, form, problems, NumberHelp.Hints.NONE);
    }

    private ModelAndView show(
            Page page, OrderView view, CorrectionForm form, List<String> problems, NumberHelp.Hints hints) {
        return Answer.of(
                "intake/correct",
                !problems.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "view",
                        view,
                        "form",
                        form,
                        "problems",
                        problems,
                        "hints",
                        hints,
                        "rules",
                        rules,
                        "areRulesOpen",
                        corrections.againstRules(view.order()).isEmpty(),
                        "more",
                        numbers.more(view.device().id())));
    }
}
