package org.wangchuan.platform.intake.payment;

import java.util.LinkedHashMap;
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
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.VisibleOrders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** What was paid for an order or a list: recorded once, and corrected by another entry. */
@Controller
class PaymentController {
    private final VisibleOrders visible;
    private final Counter counter;
    private final Payments payments;
    private final ListPayments listPayments;
    private final Accounts accounts;

    PaymentController(
            VisibleOrders visible, Counter counter, Payments payments, ListPayments listPayments, Accounts accounts) {
        this.visible = visible;
        this.counter = counter;
        this.payments = payments;
        this.listPayments = listPayments;
        this.accounts = accounts;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/payment")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, visible.required(visitor, order), PaymentForm.BLANK, List.of());
    }

    /** Paid, and with it the order is over; a device of a list is over without. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Qualified
    @PostMapping("/intake/{order}/close")
    ModelAndView close(Page page, Visitor visitor, @PathVariable UUID order, @RequestParam Map<String, String> fields) {
        WorkOrder known = visible.required(visitor, order);
        if (known.batch().isPresent()) {
            return answer(page, visitor, known, PaymentForm.BLANK, () -> counter.close(order, visitor.account()));
        }
        PaymentForm form = new PaymentForm(fields);
        String currency = known.agreed().currency();
        List<String> problems = form.problems(currency, false);
        if (!problems.isEmpty()) {
            return show(page, visitor, known, form, problems);
        }
        Reader writer = Reader.staff(visitor, known.site());
        return answer(page, visitor, known, form, () -> counter.close(order, form.entry(currency, false), writer));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Qualified
    @PostMapping("/intake/{order}/payment")
    ModelAndView record(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam Map<String, String> fields) {
        WorkOrder known = visible.required(visitor, order);
        PaymentForm form = new PaymentForm(fields);
        String currency = known.agreed().currency();
        if (known.state()
                != OrderState.CLOSED) { // what is open is closed with it, or there would be no way to close it
            return show(page, visitor, known, form, List.of("intake.problem.WRONG_STATE"));
        }
        List<String> problems = form.problems(currency, false);
        if (!problems.isEmpty()) {
            return show(page, visitor, known, form, problems);
        }
        Reader writer = Reader.staff(visitor, known.site());
        return answer(page, visitor, known, form, () -> payments.record(order, form.entry(currency, false), writer));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/lists/{batch}/payment")
    ModelAndView lookAtList(Page page, Visitor visitor, @PathVariable UUID batch) {
        return show(page, visitor, visible.requiredList(visitor, batch), PaymentForm.BLANK, List.of());
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Qualified
    @PostMapping("/intake/lists/{batch}/payment")
    ModelAndView recordOfList(
            Page page, Visitor visitor, @PathVariable UUID batch, @RequestParam Map<String, String> fields) {
        Batch known = visible.requiredList(visitor, batch);
        PaymentForm form = new PaymentForm(fields);
        String currency = known.agreed().currency();
        List<String> problems = form.problems(currency, true);
        if (!problems.isEmpty()) {
            return show(page, visitor, known, form, problems);
        }
        try {
            listPayments.record(batch, form.entry(currency, true), Reader.staff(visitor, known.site()));
            return new ModelAndView("redirect:/intake/lists/" + batch);
        } catch (OrderException e) {
            return show(page, visitor, known, form, List.of("intake.problem." + e.code()));
        } catch (VaultException e) {
            return show(page, visitor, known, form, List.of("vault.problem." + e.code()));
        }
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go() throws OrderException, GateException, VaultException;
    }

    private ModelAndView answer(Page page, Visitor visitor, WorkOrder order, PaymentForm form, Step step) {
        try {
            step.go();
            return new ModelAndView("redirect:/intake/" + order.id());
        } catch (OrderException e) {
            return show(page, visitor, order, form, List.of("intake.problem." + e.code()));
        } catch (GateException e) {
            return show(page, visitor, order, form, List.of("custody.gate." + e.code()));
        } catch (VaultException e) {
            return show(page, visitor, order, form, List.of("vault.problem." + e.code()));
        }
    }

    private ModelAndView show(Page page, Visitor visitor, WorkOrder order, PaymentForm form, List<String> problems) {
        boolean isOpen = order.state() != OrderState.CLOSED;
        PaymentView view = new PaymentView(
                "/intake/" + order.id(),
                isOpen ? "/close" : "/payment",
                order.code(),
                visible.site(visitor, order.site()),
                order.agreed(),
                payments.of(order.id()),
                Map.of(),
                order.batch().isEmpty() && Payments.PAID_IN.contains(order.state()),
                visitor.hasAny(Role.MANAGER));
        return show(page, view, form, problems);
    }

    private ModelAndView show(Page page, Visitor visitor, Batch batch, PaymentForm form, List<String> problems) {
        PaymentView view = new PaymentView(
                "/intake/lists/" + batch.id(),
                "/payment",
                batch.code(),
                visible.site(visitor, batch.site()),
                batch.agreed(),
                payments.of(batch.id()),
                Map.of(),
                listPayments.takesPayment(batch.id()),
                visitor.hasAny(Role.MANAGER));
        return show(page, view, form, problems);
    }

    private ModelAndView show(Page page, PaymentView view, PaymentForm form, List<String> problems) {
        Map<UUID, String> names = new LinkedHashMap<>();
        view.entries()
                .forEach(entry -> names.computeIfAbsent(
                        entry.account(), account -> accounts.workName(account).orElse("?")));
        return Answer.of(
                "intake/payment",
                !problems.isEmpty(),
                Map.of("page", page, "view", view.with(names), "form", form, "problems", problems));
    }
}
