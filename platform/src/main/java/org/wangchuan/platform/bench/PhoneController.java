package org.wangchuan.platform.bench;

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
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Page;

/** The page of a phone that is erased over its cable: which one it is, what is due, and what its station asks. */
@Controller
class PhoneController {
    private final PhoneViews views;
    private final PhoneTasks tasks;
    private final PhoneCourses courses;
    private final Orders orders;
    private final Devices devices;
    private final VisibleSites sites;

    PhoneController(
            PhoneViews views,
            PhoneTasks tasks,
            PhoneCourses courses,
            Orders orders,
            Devices devices,
            VisibleSites sites) {
        this.views = views;
        this.tasks = tasks;
        this.courses = courses;
        this.orders = orders;
        this.devices = devices;
        this.sites = sites;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench/orders/{order}/phone")
    ModelAndView look(Page page, Visitor visitor, @PathVariable UUID order) {
        return show("bench/phone", page, visitor, required(visitor, order), "");
    }

    /** The part of the page that changes, for the script. */
    @Access(
            value = To.STAFF,
            roles = {Role.TECHNICIAN, Role.MANAGER})
    @GetMapping("/bench/orders/{order}/phone/now")
    ModelAndView now(Page page, Visitor visitor, @PathVariable UUID order) {
        return show("bench/phone-now", page, visitor, required(visitor, order), "");
    }

    /** Chooses the phone at a place of a station's cables. */
    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Once
    @Qualified
    @PostMapping("/bench/orders/{order}/phone/choose")
    ModelAndView choose(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String compared) {
        WorkOrder known = required(visitor, order);
        Optional<PhoneChoice> choice = PhoneChoice.parse(place, compared.equals("yes"));
        if (choice.isEmpty()) {
            return refused(page, visitor, known, BenchException.Code.PLACE_EMPTY);
        }
        try {
            tasks.choose(order, choice.get(), visitor.account());
            return new ModelAndView("redirect:/bench/orders/" + order + "/phone");
        } catch (BenchException e) {
            return refused(page, visitor, known, e.code());
        }
    }

    /** Answers what its station asks; only the very question that the page showed. */
    @Access(value = To.STAFF, roles = Role.TECHNICIAN)
    @Once
    @Qualified
    @PostMapping("/bench/orders/{order}/phone/answer")
    ModelAndView answer(
            Page page,
            Visitor visitor,
            @PathVariable UUID order,
            @RequestParam(defaultValue = "") String question,
            @RequestParam Map<String, String> form) {
        WorkOrder known = required(visitor, order);
        try {
            courses.answer(order, UUID.fromString(question), new PhoneAnswer(form), visitor.account());
            return new ModelAndView("redirect:/bench/orders/" + order + "/phone");
        } catch (BenchException e) {
            return refused(page, visitor, known, e.code());
        } catch (IllegalArgumentException _) {
            return refused(page, visitor, known, BenchException.Code.PHONE_NOT_ASKED);
        }
    }

    private ModelAndView refused(Page page, Visitor visitor, WorkOrder order, BenchException.Code code) {
        return show("bench/phone", page, visitor, order, "bench.problem." + code);
    }

    private ModelAndView show(String template, Page page, Visitor visitor, WorkOrder order, String problem) {
        ModelAndView out = new ModelAndView(
                template,
                Map.of(
                        "page",
                        page,
                        "view",
                        views.of(
                                visitor,
                                sites.find(visitor, order.site()).orElseThrow(),
                                orders.find(order.id()).orElseThrow()),
                        "problem",
                        problem));
        if (problem.endsWith("." + BenchException.Code.PHONE_NOT_ASKED)) {
            out.setStatus(HttpStatus.CONFLICT);
        } else if (!problem.isEmpty()) {
            out.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return out;
    }

    /** An order of a phone that this visitor may see. */
    private WorkOrder required(Visitor visitor, UUID order) {
        return orders.find(order)
                .filter(found -> sites.find(visitor, found.site()).isPresent())
                .filter(found -> devices.find(found.device())
                        .filter(device -> device.kind().isPhone())
                        .isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
