package org.wangchuan.platform.intake;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.payment.Money;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Unqualified;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.platform.web.page.Qr;

/** One order at the counter: what it is, what comes next, and what is printed of it. */
@Controller
class OrderController {
    private static final int NOTE_CHARS_MAX = 200;
    private final OrderViews views;
    private final VisibleOrders visible;
    private final Invitations invitations;
    private final OrderTerms terms;
    private final Counter counter;
    private final Voids voids;
    private final DataFound found;
    private final OrderEvents events;
    private final Travels travels;
    private final Organisations organisations;

    OrderController(
            OrderViews views,
            VisibleOrders visible,
            Invitations invitations,
            OrderTerms terms,
            Counter counter,
            Voids voids,
            DataFound found,
            OrderEvents events,
            Travels travels,
            Organisations organisations) {
        this.travels = travels;
        this.organisations = organisations;
        this.views = views;
        this.visible = visible;
        this.invitations = invitations;
        this.terms = terms;
        this.counter = counter;
        this.voids = voids;
        this.found = found;
        this.events = events;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show(page, visitor, order, "");
    }

    /** The part of the page that changes while the owner and the bench are at work. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/live")
    ModelAndView live(Page page, Visitor visitor, @PathVariable UUID order) {
        return new ModelAndView("intake/live", Map.of("page", page, "view", views.of(visitor, order)));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping(path = "/intake/{order}/events")
    SseEmitter events(Visitor visitor, @PathVariable UUID order) {
        visible.required(visitor, order);
        return events.open(order).orElseThrow(() -> new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/invitation.svg")
    ResponseEntity<String> invitation(Visitor visitor, @PathVariable UUID order) {
        return Qr.of(invitations
                        .link(visible.required(visitor, order))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)))
                .answer();
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/label.svg")
    ResponseEntity<String> labelCode(Visitor visitor, @PathVariable UUID order) {
        return Qr.of(counter.device(visible.required(visitor, order)).code()).answer();
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/label")
    ModelAndView label(Page page, Visitor visitor, @PathVariable UUID order) {
        return new ModelAndView("intake/label", Map.of("page", page, "view", views.of(visitor, order)));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @GetMapping("/intake/{order}/receipt")
    ModelAndView receipt(Page page, Visitor visitor, @PathVariable UUID order) {
        OrderView view = views.of(visitor, order);
        String company = organisations.name(view.site().organisation());
        return new ModelAndView("intake/receipt", Map.of("page", page, "view", view, "company", company));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/offer")
    ModelAndView offer(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String currency) {
        WorkOrder known = visible.required(visitor, order);
        if (known.batch().isPresent()) {
            return show(page, visitor, order, "intake.problem.batch");
        }
        String now = known.agreed().currency();
        if (!currency.isEmpty() && !currency.equals(now)) {
            return show(page, visitor, order, "intake.problem.currency");
        }
        Optional<WorkOrder.Offer> offer = Money.parse(amount, now);
        if (offer.isEmpty()) {
            return show(page, visitor, order, "intake.problem.amount", amount.strip());
        }
        return step(page, visitor, order, () -> terms.offer(order, offer.get(), Actor.staff(visitor.account())));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("the owner's device goes back: nobody keeps it for want of our papers")
    @PostMapping("/intake/{order}/return")
    ModelAndView giveBack(Page page, Visitor visitor, @PathVariable UUID order) {
        return step(page, visitor, order, () -> {
            boolean isByManager = visitor.hasAny(Role.MANAGER);
            if (visible.required(visitor, order).channel().travels()) {
                travels.home(order, Actor.staff(visitor.account()), isByManager);
            } else {
                counter.giveBack(order, visitor.account(), isByManager);
            }
        });
    }

    /** Somebody says that data is still on it. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Unqualified("it holds a device: whoever sees a reason may stop it")
    @PostMapping("/intake/{order}/data-found")
    ModelAndView dataFound(Page page, Visitor visitor, @PathVariable UUID order) {
        return step(page, visitor, order, () -> found.said(visitor, visible.required(visitor, order)));
    }

    /** It was made by mistake, and nothing has happened yet. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/void")
    ModelAndView end(Page page, Visitor visitor, @PathVariable UUID order) {
        return step(page, visitor, order, () -> voids.end(order, visitor.account()));
    }

    /** What becomes of a device on its way: it is sent back, it is lost, it turned up. */
    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/way/{what:sent-back|lost|found}")
    ModelAndView way(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @PathVariable String what,
            @RequestParam(defaultValue = "no") String tracked) {
        Actor by = Actor.staff(visitor.account());
        return step(page, visitor, order, () -> {
            switch (what) {
                case "sent-back" -> travels.sentBack(order, visitor.account());
                case "lost" -> travels.lost(order, tracked.equals("yes"), by);
                default -> travels.found(order, visitor.account());
            }
        });
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("it holds a device: whoever sees a reason may stop it")
    @PostMapping("/intake/{order}/hold")
    ModelAndView hold(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String reason) {
        visible.required(visitor, order);
        Optional<HoldReason> why = HoldReason.find(reason).filter(one -> one != HoldReason.FINDER);
        return why.isEmpty()
                ? show(page, visitor, order, "intake.problem.hold-reason")
                : step(page, visitor, order, () -> counter.hold(order, why.get(), visitor.account()));
    }

    @Access(value = To.STAFF, roles = Role.MANAGER)
    @Qualified
    @PostMapping("/intake/{order}/release")
    ModelAndView release(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String note) {
        visible.required(visitor, order);
        Optional<ReleaseReason> why = ReleaseReason.find(reason);
        if (why.isEmpty()) {
            return show(page, visitor, order, "intake.problem.release-reason");
        }
        if (!Line.isLineOrEmpty(note, NOTE_CHARS_MAX)) {
            return show(page, visitor, order, "intake.problem.release-note");
        }
        if (Line.isOfAPerson(note)) {
            return show(page, visitor, order, "intake.problem.release-personal");
        }
        Optional<String> text = Optional.of(note.strip()).filter(one -> !one.isEmpty());
        return step(page, visitor, order, () -> counter.release(order, why.get(), text, visitor.account()));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Once
    @Qualified
    @PostMapping("/intake/{order}/seal")
    ModelAndView seal(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String bag,
            @RequestParam(defaultValue = "") String agreed) {
        visible.required(visitor, order);
        if (!agreed.equals("1")) {
            return show(page, visitor, order, "intake.problem.seal-agreed");
        }
        Optional<BagNumber> number = BagNumber.of(bag);
        if (number.isEmpty()) {
            return show(page, visitor, order, "intake.problem.bag");
        }
        if (Line.isOfAPerson(number.get().text())) { // it goes out with the bag, and stands on the record of its end
            return show(page, visitor, order, "intake.problem.bag-personal");
        }
        UUID company = visitor.organisation().orElseThrow();
        return step(page, visitor, order, () -> counter.seal(order, number.orElseThrow(), company, visitor.account()));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/media")
    ModelAndView count(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String count) {
        return step(
                page,
                visitor,
                order,
                () -> counter.count(order, count, visitor.account(), visitor.hasAny(Role.MANAGER)));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Qualified
    @PostMapping("/intake/{order}/presence/{seen:here|left}")
    ModelAndView presence(Page page, Visitor visitor, @PathVariable UUID order, @PathVariable String seen) {
        return step(
                page,
                visitor,
                order,
                () -> counter.presence(
                        order, seen.equals("here") ? Presence.ASSERTED : Presence.ABSENT, visitor.account()));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.CLERK, Role.MANAGER})
    @Unqualified("a new link ends one that is in wrong hands")
    @PostMapping("/intake/{order}/renew")
    ModelAndView renew(
            Page page, Visitor visitor, @PathVariable UUID order, @RequestParam(defaultValue = "") String sure) {
        var asked = new Invitations.Renewal(visitor, sure.equals("1"));
        return step(page, visitor, order, () -> invitations.renew(visible.required(visitor, order), asked));
    }

    /** What may be refused. */
    @FunctionalInterface
    private interface Step {
        void go() throws OrderException, GateException;
    }

    private ModelAndView step(Page page, Visitor visitor, UUID order, Step step) {
        visible.required(visitor, order);
        try {
            step.go();
            return new ModelAndView("redirect:/intake/" + order);
        } catch (OrderException e) {
            return show(page, visitor, order, "intake.problem." + e.code());
        } catch (GateException e) {
            return show(page, visitor, order, "custody.gate." + e.code());
        }
    }

    private ModelAndView show(Page page, Visitor visitor, UUID order, String problem) {
        return show(page, visitor, order, problem, "");
    }

    /** With an amount as it was typed, to be mended. */
    private ModelAndView show(Page page, Visitor visitor, UUID order, String problem, String typed) {
        return Answer.of(
                "intake/order",
                !problem.isEmpty(),
                Map.of("page", page, "view", views.of(visitor, order), "problem", problem, "typed", typed));
    }
}
